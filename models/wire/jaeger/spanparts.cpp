// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/spanparts.h"

#include <limits>

namespace wf::wire::jaeger {

using signals::SpanId;
using signals::SpanKind;

namespace {

constexpr int hexDigits = 16;

// Sixteen hex digits, the way servers write ids; nothing when it is written in any other way.
std::optional<quint64> plainId(std::string_view text)
{
    if (text.size() != hexDigits)
        return std::nullopt;
    quint64 bits = 0;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'f'))
            return std::nullopt;
        bits = (bits << 4) | static_cast<quint64>(digit ? c - '0' : c - 'a' + 10);
    }
    return bits;
}

bool isNothing(std::string_view text)
{
    return text.find_first_not_of('0') == std::string_view::npos;
}

} // namespace

qint64 microsToNs(qint64 micros)
{
    constexpr qint64 most = std::numeric_limits<qint64>::max() / 2000;
    return micros > -most && micros < most ? micros * 1000 : 0;
}

qint64 microsToNs(const Json &value)
{
    return microsToNs(value.integer().value_or(0));
}

base::Labels tagsOf(const Json &list)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(list.size());
    list.forEach([&](const Json &kv) { pairs.emplace_back(std::string(kv["key"].text()), kv["value"].asText()); });
    return base::Labels(std::move(pairs));
}

std::vector<signals::SpanEvent> eventsOf(const Json &logs)
{
    std::vector<signals::SpanEvent> events;
    logs.forEach([&](const Json &log) { events.push_back({microsToNs(log["timestamp"]), tagsOf(log["fields"])}); });
    return events;
}

SpanKind kindOf(std::string_view text)
{
    if (text == "server")
        return SpanKind::Server;
    if (text == "client")
        return SpanKind::Client;
    if (text == "producer")
        return SpanKind::Producer;
    if (text == "consumer")
        return SpanKind::Consumer;
    return text == "internal" ? SpanKind::Internal : SpanKind::Unspecified;
}

QString traceIdOf(std::string_view text)
{
    const QString id = normalisedId(text, 16);
    return !id.isEmpty() || isNothing(text) ? id : SpanId(toQString(text)).text().rightJustified(32, QLatin1Char('0'));
}

SpanId spanIdOf(std::string_view text)
{
    if (const auto bits = plainId(text))
        return SpanId(*bits);
    const SpanId id(normalisedId(text, 8));
    return !id.isEmpty() || isNothing(text) ? id : SpanId(toQString(text));
}

void References::add(signals::Span &span, std::string_view type, std::string_view trace, std::string_view id)
{
    const SpanId spanId = spanIdOf(id);
    const QString traceId = trace == m_traceText ? m_traceId : traceIdOf(trace);
    if (!m_found && type == "CHILD_OF" && traceId == m_traceId) {
        m_found = true;
        span.parentSpanId = spanId;
    } else if (!spanId.isEmpty()) {
        span.links.push_back({traceId, spanId});
        if (m_followed.isEmpty() && traceId == m_traceId)
            m_followed = spanId;
    }
}

void References::finish(signals::Span &span, std::string_view parentText)
{
    if (m_found)
        return;
    span.parentSpanId = spanIdOf(parentText);
    if (span.parentSpanId.isEmpty())
        span.parentSpanId = m_followed;
}

} // namespace wf::wire::jaeger
