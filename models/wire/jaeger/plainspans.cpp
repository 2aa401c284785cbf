// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jaeger/plainspans.h"

#include "models/wire/jaeger/plainjson.h"
#include "models/wire/jaeger/spanparts.h"

#include <algorithm>

namespace wf::wire::jaeger {

using signals::Span;
using signals::SpanKind;

namespace {

constexpr std::size_t leastDepth = 8;  // of brackets in a plain answer
constexpr std::size_t usualSpan = 512; // bytes

// A place is where a list stands in the body: its first byte and its length.
quint64 placeOf(std::size_t from, std::size_t size)
{
    return static_cast<quint64>(from) << 32 | static_cast<quint64>(size);
}

class BodyBytes final : public signals::SpanBytes {
public:
    explicit BodyBytes(QByteArray body) : m_body(std::move(body)) {}
    [[nodiscard]] base::Labels tagsAt(quint64 place) const override
    {
        const auto document = JsonDocument::parse(at(place));
        return document ? tagsOf(document->root()) : base::Labels();
    }
    [[nodiscard]] std::vector<signals::SpanEvent> eventsAt(quint64 place) const override
    {
        const auto document = JsonDocument::parse(at(place));
        return document ? eventsOf(document->root()) : std::vector<signals::SpanEvent>();
    }

private:
    [[nodiscard]] std::string_view at(quint64 place) const { return view(m_body).substr(place >> 32, place & ~0U); }
    QByteArray m_body;
};

bool hasEscapes(std::string_view text)
{
    return text.find('\\') != std::string_view::npos;
}

// The text of a string as it is written between its quotes.
QString unescaped(std::string_view written)
{
    if (!hasEscapes(written))
        return toQString(written);
    const auto document = JsonDocument::parse('"' + std::string(written) + '"');
    return document ? document->root().string() : QString();
}

// What the tags of a span say about the span itself; of equal keys the last one counts.
struct TagFacts {
    SpanKind kind = SpanKind::Unspecified;
    bool failed = false;
    bool otelFailed = false;

    // False: the general parser must look at it.
    bool note(std::string_view key, std::string_view value, bool isString)
    {
        if (key == "span.kind")
            kind = isString ? kindOf(value) : SpanKind::Unspecified;
        else if (key == "error")
            failed = value == "true";
        else if (key == "otel.status_code")
            otelFailed = isString && value == "ERROR";
        else
            return true;
        return !isString || !hasEscapes(value);
    }
};

class Reader {
public:
    Reader(const QByteArray &body, const Limits &limits)
        : m_begin(body.constData()),
          m_end(body.constData() + body.size()),
          m_json(m_begin, m_end),
          m_bytes(std::make_shared<const BodyBytes>(body)),
          m_most(limits.spans)
    {
    }

    std::optional<PlainSpans> read()
    {
        if (!m_json.skip("{\"data\":["))
            return std::nullopt;
        const char *copied = m_begin;
        do {
            std::string_view id;
            if (!m_json.skip("{\"traceID\":\"") || !m_json.string(id) || hasEscapes(id) || !m_json.skip(",\"spans\":["))
                return std::nullopt;
            m_traceText = id;
            m_traceId = traceIdOf(id);
            m_out.frame.append(copied, m_json.at());
            m_out.traces.emplace_back();
            if (m_traceId.isEmpty() || !spans(m_out.traces.back()))
                return std::nullopt;
            copied = m_json.at() - 1; // the bracket that ends the spans
            if (!m_json.skipRest())
                return std::nullopt;
        } while (m_json.skip(","));
        m_out.frame.append(copied, m_end);
        return std::move(m_out);
    }

private:
    bool spans(LooseSpans &out)
    {
        if (m_json.skip("]"))
            return true;
        out.spans.reserve(m_json.left() / usualSpan + 1);
        m_processes = {};
        do {
            if (++m_count > m_most || !one(out.spans.emplace_back()))
                return false;
        } while (m_json.skip(","));
        if (out.spans.capacity() > 2 * out.spans.size())
            out.spans.shrink_to_fit(); // room was made for all that is left, and there may be a thousand traces
        out.processIds = m_processes.seen();
        return m_json.skip("]");
    }

    bool one(Span &span)
    {
        std::string_view ignored, id, parent, name;
        qint64 number = 0;
        if (!m_json.skip("{\"traceID\":\"") || !m_json.string(ignored) || !m_json.skip(",\"spanID\":\"") ||
            !m_json.string(id) || hasEscapes(id))
            return false;
        span.spanId = spanIdOf(id);
        if (m_json.skip(",\"parentSpanID\":\"") && (!m_json.string(parent) || hasEscapes(parent)))
            return false;
        if (m_json.skip(",\"flags\":") && !m_json.whole(number))
            return false;
        if (!m_json.skip(",\"operationName\":\"") || !m_json.string(name))
            return false;
        span.operation = m_operations.of(name, unescaped);
        return references(span, parent) && times(span) && tags(span) && events(span) && process(span) &&
               warnings(span) && m_json.skip("}");
    }

    bool references(Span &span, std::string_view parent)
    {
        References references(m_traceId, m_traceText);
        const auto reference = [&] {
            std::string_view type, trace, id;
            if (!m_json.skip("{\"refType\":\"") || !m_json.string(type) || !m_json.skip(",\"traceID\":\"") ||
                !m_json.string(trace) || !m_json.skip(",\"spanID\":\"") || !m_json.string(id) || !m_json.skip("}") ||
                hasEscapes(type) || hasEscapes(trace) || hasEscapes(id))
                return false;
            references.add(span, type, trace, id);
            return true;
        };
        if (!m_json.skip(",\"references\":") || !list(reference))
            return false;
        references.finish(span, parent);
        return true;
    }

    bool times(Span &span)
    {
        qint64 start = 0;
        qint64 duration = 0;
        if (!m_json.skip(",\"startTime\":") || !m_json.whole(start) || !m_json.skip(",\"duration\":") ||
            !m_json.whole(duration))
            return false;
        span.startNs = microsToNs(start);
        span.durationNs = microsToNs(duration);
        return true;
    }

    bool tags(Span &span)
    {
        if (!m_json.skip(",\"tags\":"))
            return false;
        const char *const from = m_json.at();
        TagFacts facts;
        if (!list([&] { return tag([&](auto... told) { return facts.note(told...); }); }))
            return false;
        span.kind = facts.kind;
        span.error = facts.failed || facts.otelFailed;
        if (const auto place = placeSince(from))
            span.tags = {m_bytes, *place};
        return true;
    }

    bool events(Span &span)
    {
        const auto field = [&] { return tag([](auto...) { return true; }); };
        const auto event = [&] {
            qint64 time = 0;
            return m_json.skip("{\"timestamp\":") && m_json.whole(time) && m_json.skip(",\"fields\":") && list(field) &&
                   m_json.skip("}");
        };
        if (!m_json.skip(",\"logs\":"))
            return false;
        const char *const from = m_json.at();
        if (!list(event))
            return false;
        if (const auto place = placeSince(from))
            span.events = {m_bytes, *place};
        return true;
    }

    bool process(Span &span)
    {
        std::string_view id;
        if (!m_json.skip(",\"processID\":\"") || !m_json.string(id) || hasEscapes(id))
            return false;
        span.process = static_cast<int>(m_processes.of(id));
        return true;
    }

    bool warnings(Span &span)
    {
        const auto warning = [&] {
            std::string_view text;
            if (!m_json.skip("\"") || !m_json.string(text))
                return false;
            span.warnings << unescaped(text);
            return true;
        };
        return m_json.skip(",\"warnings\":") && list(warning);
    }

    // {"key":…,"type":…,"value":…}; tell: bool(key, value, isString).
    template<class Tell>
    [[gnu::always_inline]] bool tag(Tell tell)
    {
        std::string_view key, type, value;
        bool isString = false;
        if (!m_json.skip("{\"key\":\"") || !m_json.string(key) || (m_json.skip(",\"type\":\"") && !m_json.string(type)))
            return false;
        return m_json.skip(",\"value\":") && m_json.scalar(value, isString) && m_json.skip("}") &&
               tell(key, value, isString) && !hasEscapes(key);
    }

    template<class Element>
    [[gnu::always_inline]] bool list(Element element)
    {
        if (m_json.skip("[]") || m_json.skip("null"))
            return true;
        if (!m_json.skip("["))
            return false;
        do {
            if (!element())
                return false;
        } while (m_json.skip(","));
        return m_json.skip("]");
    }

    // Of the list read since then; nothing when it is empty.
    [[nodiscard]] std::optional<quint64> placeSince(const char *from) const
    {
        if (from + 2 >= m_json.at() || *from != '[')
            return std::nullopt;
        return placeOf(static_cast<std::size_t>(from - m_begin), static_cast<std::size_t>(m_json.at() - from));
    }

    const char *m_begin;
    const char *m_end;
    PlainJson m_json;
    signals::SpanBytesPtr m_bytes;
    std::size_t m_most;
    std::size_t m_count = 0;
    PlainSpans m_out;
    QString m_traceId;
    std::string_view m_traceText;
    signals::TextPool m_operations;
    signals::ByteIndex m_processes; // of the present trace
};

} // namespace

std::optional<PlainSpans> PlainSpans::read(const QByteArray &body, const Limits &limits)
{
    const auto size = static_cast<std::size_t>(body.size());
    if (limits.depth < leastDepth || size > std::min<std::size_t>(limits.bytes, ~0U) ||
        !simdjson::validate_utf8(body.constData(), size))
        return std::nullopt;
    return Reader(body, limits).read();
}

} // namespace wf::wire::jaeger
