// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/textpool.h"
#include "models/signals/trace.h"
#include "models/wire/json.h"

#include <unordered_map>
#include <vector>

namespace wf::wire::otlp {

// A span as it stands in a request, whatever the encoding; its operation, kind and tags are not in `span` yet.
struct RawSpan {
    QString traceId; // normalised; empty when it is none
    signals::Span span;
    std::string_view name; // the bytes outlive the collector's use of them
    base::Labels attributes;
    qint64 kind = 0;
    qint64 endNs = 0;
    qint64 statusCode = 0;
    std::string statusMessage;
};
[[nodiscard]] signals::Process processFrom(const base::Labels &resource);
[[nodiscard]] base::Labels scopeLabels(std::string_view name, std::string_view version);

// Collects resourceSpans of any number of documents into traces.
class TraceCollector {
public:
    explicit TraceCollector(std::size_t mostSpans) : m_mostSpans(mostSpans) {}
    void addResourceSpans(const Json &list);
    void add(const signals::Process &process, const base::Labels &scope, RawSpan raw);
    [[nodiscard]] std::size_t spans() const { return m_spans; }     // taken
    [[nodiscard]] std::size_t skipped() const { return m_skipped; } // without a valid id
    [[nodiscard]] bool isFull() const { return m_spans > m_mostSpans; }
    // Arranged, newest first.
    [[nodiscard]] std::vector<signals::Trace> take();

private:
    std::size_t traceOf(const QString &id);

    std::size_t m_mostSpans;
    std::size_t m_spans = 0;
    std::size_t m_skipped = 0;
    std::vector<signals::Trace> m_traces;
    std::unordered_map<std::string, std::size_t> m_byId;
    signals::TextPool m_operations; // of one document
};

} // namespace wf::wire::otlp
