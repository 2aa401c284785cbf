// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/traces.h"

#include "models/signals/textpool.h"
#include "models/store/codec/bytes.h"
#include "models/store/codec/squeeze.h"

#include <QCoreApplication>

#include <utility>

namespace wf::store {

namespace {

constexpr unsigned traceFormat = 2; // 1 had no lengths before the details
constexpr unsigned summaryFormat = 1;

void writeTexts(const QStringList &texts, ByteWriter &out)
{
    out.varint(static_cast<quint64>(texts.size()));
    for (const auto &text : texts)
        out.text(text);
}

QStringList readTexts(ByteReader &in)
{
    QStringList out;
    const auto n = in.count();
    for (std::size_t i = 0; i < n && in.ok(); ++i)
        out << in.qtext();
    return out;
}

// Tags and events with their length in front: a reader steps over them.
void writeDetails(const signals::Span &span, ByteWriter &out)
{
    ByteWriter tags;
    tags.labels(span.tags.labels());
    out.text(std::string_view(tags.bytes()));
    ByteWriter events;
    const auto list = span.events.list();
    events.varint(list.size());
    qint64 before = 0;
    for (const auto &event : list) {
        events.svarint(wrapSub(event.timeNs, std::exchange(before, event.timeNs)));
        events.labels(event.fields);
    }
    out.text(std::string_view(events.bytes()));
}

// The unpacked bytes of a trace, from which details are read when a row opens. A place is an offset.
class TraceBytes final : public signals::SpanBytes {
public:
    explicit TraceBytes(std::string bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] std::string_view all() const { return m_bytes; }
    [[nodiscard]] quint64 placeOf(std::string_view part) const
    {
        return static_cast<quint64>(part.data() - m_bytes.data());
    }
    [[nodiscard]] base::Labels tagsAt(quint64 place) const override { return ByteReader(all().substr(place)).labels(); }
    [[nodiscard]] std::vector<signals::SpanEvent> eventsAt(quint64 place) const override
    {
        ByteReader in(all().substr(place));
        std::vector<signals::SpanEvent> events(in.count());
        qint64 before = 0;
        for (auto &event : events) {
            event.timeNs = before = wrapAdd(before, in.svarint());
            event.fields = in.labels();
        }
        return in.ok() ? events : std::vector<signals::SpanEvent>();
    }

private:
    std::string m_bytes;
};

void writeSpan(const signals::Span &span, ByteWriter &out)
{
    out.fixed64(span.spanId.bits());
    out.fixed64(span.parentSpanId.bits());
    out.text(span.operation);
    out.svarint(span.process);
    out.svarint(span.parent);
    out.byte(static_cast<unsigned>(span.kind) | (span.error ? 0x40U : 0U) | (span.orphan ? 0x80U : 0U));
    out.svarint(span.startNs);
    out.svarint(span.durationNs);
    writeDetails(span, out);
    out.varint(span.links.size());
    for (const auto &link : span.links) {
        out.text(link.traceId);
        out.fixed64(link.spanId.bits());
    }
    writeTexts(span.warnings, out);
}

signals::Span readSpan(ByteReader &in, const std::shared_ptr<const TraceBytes> &bytes, signals::TextPool &operations)
{
    signals::Span span;
    span.spanId = signals::SpanId(in.fixed64());
    span.parentSpanId = signals::SpanId(in.fixed64());
    span.operation = operations.of(in.text());
    span.process = static_cast<int>(in.svarint());
    span.parent = static_cast<int>(in.svarint());
    const unsigned flags = in.byte();
    if ((flags & 0x3FU) > static_cast<unsigned>(signals::SpanKind::Consumer))
        in.fail();
    span.kind = static_cast<signals::SpanKind>(flags & 0x3FU);
    span.error = flags & 0x40U;
    span.orphan = flags & 0x80U;
    span.startNs = in.svarint();
    span.durationNs = in.svarint();
    if (const auto tags = in.text(); tags.size() > 1)
        span.tags = {bytes, bytes->placeOf(tags)};
    if (const auto events = in.text(); events.size() > 1)
        span.events = {bytes, bytes->placeOf(events)};
    span.links.resize(in.count());
    for (auto &link : span.links) {
        link.traceId = in.qtext();
        link.spanId = signals::SpanId(in.fixed64());
    }
    span.warnings = readTexts(in);
    return span;
}

base::Error damagedTrace()
{
    return base::makeError(base::ErrorKind::Storage,
                           QCoreApplication::translate("wf::store", "A cached trace is damaged"));
}

} // namespace

std::string traceBytes(const signals::Trace &trace)
{
    ByteWriter out;
    out.byte(traceFormat);
    out.text(trace.traceId);
    out.varint(trace.processes.size());
    for (const auto &process : trace.processes) {
        out.text(process.service);
        out.labels(process.tags);
    }
    out.varint(trace.spans.size());
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        writeSpan(trace.spans[i], out);
        out.svarint(i < trace.depth.size() ? trace.depth[i] : 0);
    }
    writeTexts(trace.warnings, out);
    out.byte((trace.completeness.partial ? 1U : 0U) | (trace.completeness.truncated ? 2U : 0U));
    out.svarint(trace.completeness.asOfNs);
    writeTexts(trace.completeness.notes, out);
    return std::move(out.bytes());
}

std::string packTrace(const signals::Trace &trace)
{
    return squeeze(traceBytes(trace));
}

base::Result<signals::TracePtr> unpackTrace(std::string_view bytes)
{
    auto raw = unsqueeze(bytes);
    if (!raw)
        return raw.error();
    return traceFromBytes(std::move(raw).value());
}

base::Result<signals::TracePtr> traceFromBytes(std::string bytes)
{
    const auto kept = std::make_shared<const TraceBytes>(std::move(bytes));
    ByteReader in(kept->all());
    if (in.byte() != traceFormat)
        return damagedTrace();
    auto trace = std::make_shared<signals::Trace>();
    trace->traceId = in.qtext();
    trace->processes.resize(in.count());
    for (auto &process : trace->processes) {
        process.service = in.qtext();
        process.tags = in.labels();
    }
    const std::size_t n = in.count();
    signals::TextPool operations;
    trace->spans.reserve(n);
    trace->depth.reserve(n);
    for (std::size_t i = 0; i < n && in.ok(); ++i) {
        trace->spans.push_back(readSpan(in, kept, operations));
        trace->depth.push_back(static_cast<int>(in.svarint()));
        const auto &span = trace->spans.back();
        // Users index with these without looking.
        if (span.process < 0 || static_cast<std::size_t>(span.process) >= trace->processes.size() || span.parent < -1 ||
            span.parent >= static_cast<int>(i))
            return damagedTrace();
    }
    trace->warnings = readTexts(in);
    const unsigned flags = in.byte();
    trace->completeness.partial = flags & 1U;
    trace->completeness.truncated = flags & 2U;
    trace->completeness.asOfNs = in.svarint();
    trace->completeness.notes = readTexts(in);
    if (!in.ok())
        return damagedTrace();
    return signals::TracePtr(std::move(trace));
}

std::string packSummary(const signals::TraceSummary &summary)
{
    ByteWriter out;
    out.byte(summaryFormat);
    out.text(summary.traceId);
    out.text(summary.rootService);
    out.text(summary.rootOperation);
    out.svarint(summary.startNs);
    out.svarint(summary.durationNs);
    out.svarint(summary.spanCount);
    out.svarint(summary.errorCount);
    out.varint(summary.services.size());
    for (const auto &stat : summary.services) {
        out.text(stat.service);
        out.svarint(stat.spans);
        out.svarint(stat.errors);
    }
    out.labels(summary.rootTags);
    return std::move(out.bytes());
}

base::Result<signals::TraceSummary> unpackSummary(std::string_view bytes)
{
    ByteReader in(bytes);
    if (in.byte() != summaryFormat)
        return damagedTrace();
    signals::TraceSummary summary;
    summary.traceId = in.qtext();
    summary.rootService = in.qtext();
    summary.rootOperation = in.qtext();
    summary.startNs = in.svarint();
    summary.durationNs = in.svarint();
    summary.spanCount = static_cast<int>(in.svarint());
    summary.errorCount = static_cast<int>(in.svarint());
    summary.services.resize(in.count());
    for (auto &stat : summary.services) {
        stat.service = in.qtext();
        stat.spans = static_cast<int>(in.svarint());
        stat.errors = static_cast<int>(in.svarint());
    }
    summary.rootTags = in.labels();
    if (!in.ok())
        return damagedTrace();
    return summary;
}

} // namespace wf::store
