// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/textpool.h"
#include "models/signals/trace.h"
#include "models/wire/json.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wf::wire::jaeger {

// The spans of one trace whose processes are not known yet: Span::process counts in processIds.
struct LooseSpans {
    std::vector<signals::Span> spans;
    std::vector<std::string_view> processIds; // each once, in the order they came up
};

// One trace of the legacy API, put together from its JSON object.
class LegacyTrace {
public:
    explicit LegacyTrace(const Json &one);
    void addSpans(const Json &list);
    void addSpans(LooseSpans loose);
    [[nodiscard]] signals::Trace take(); // arranged

private:
    [[nodiscard]] signals::Span spanOf(const Json &one);
    int processOf(std::string_view id);
    int processOf(const Json &span);

    signals::Trace m_trace;
    std::string_view m_idText; // what traceId was read from
    std::unordered_map<std::string, int> m_processes;
    int m_unnamed = -1; // stands in for processes that are missing
    signals::TextPool m_operations;
};

} // namespace wf::wire::jaeger
