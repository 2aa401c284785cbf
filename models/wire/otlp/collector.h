// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/textpool.h"
#include "models/signals/trace.h"
#include "models/wire/json.h"

#include <unordered_map>
#include <vector>

namespace wf::wire::otlp {

// Attributes [{"key","value":{"stringValue"…}}] as labels; arrays and maps as compact JSON of their plain values.
[[nodiscard]] base::Labels attributesOf(const Json &list);

// Collects resourceSpans of any number of documents into traces.
class TraceCollector {
public:
    explicit TraceCollector(std::size_t mostSpans) : m_mostSpans(mostSpans) {}
    void addResourceSpans(const Json &list);
    [[nodiscard]] bool isFull() const { return m_spans > m_mostSpans; }
    // Arranged, newest first.
    [[nodiscard]] std::vector<signals::Trace> take();

private:
    void addSpan(const signals::Process &process, const base::Labels &scope, const Json &one);
    std::size_t traceOf(const QString &id);

    std::size_t m_mostSpans;
    std::size_t m_spans = 0;
    std::size_t m_skipped = 0;
    std::vector<signals::Trace> m_traces;
    std::unordered_map<std::string, std::size_t> m_byId;
    signals::TextPool m_operations; // of one document
};

} // namespace wf::wire::otlp
