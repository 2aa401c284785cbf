// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"
#include "models/wire/json.h"

#include <string_view>
#include <vector>

// What the general and the quick reader of legacy spans share: how each part of a span is understood.
namespace wf::wire::jaeger {

[[nodiscard]] qint64 microsToNs(qint64 micros); // 0 when it does not fit
[[nodiscard]] qint64 microsToNs(const Json &value);
[[nodiscard]] base::Labels tagsOf(const Json &list);
[[nodiscard]] std::vector<signals::SpanEvent> eventsOf(const Json &logs);
[[nodiscard]] signals::SpanKind kindOf(std::string_view text);
// Ids of hand-made files may be any text: they get a stable stand-in.
[[nodiscard]] QString traceIdOf(std::string_view text);
[[nodiscard]] signals::SpanId spanIdOf(std::string_view text);

// The references of one span. Parent: the first CHILD_OF within the trace; every other reference is a link. A span that
// only FOLLOWS_FROM another one of its trace hangs below that one (the server turns a link to the parent into this).
class References {
public:
    // traceText: the trace's id as written there; most references repeat it letter for letter.
    References(const QString &traceId, std::string_view traceText) : m_traceId(traceId), m_traceText(traceText) {}
    void add(signals::Span &span, std::string_view type, std::string_view trace, std::string_view id);
    void finish(signals::Span &span, std::string_view parentText); // parentSpanID, of old servers

private:
    const QString &m_traceId;
    std::string_view m_traceText;
    bool m_found = false;
    signals::SpanId m_followed;
};

} // namespace wf::wire::jaeger
