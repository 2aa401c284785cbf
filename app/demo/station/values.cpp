// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/station/values.h"

#include "app/demo/emit/exposition.h"
#include "app/demo/emit/otlp.h"

#include <map>

namespace wf::app::demo {

namespace {

using Pairs = std::vector<base::Labels::Pair>;

// Reads back what labelText() writes: a="b",c="d".
void appendLabels(Pairs &pairs, std::string_view text)
{
    while (!text.empty()) {
        const auto equals = text.find("=\"");
        if (equals == std::string_view::npos)
            return;
        std::string name(text.substr(0, equals));
        std::string value;
        std::size_t i = equals + 2;
        for (; i < text.size() && text[i] != '"'; ++i) {
            const bool isEscape = text[i] == '\\' && i + 1 < text.size();
            const char c = text[isEscape ? ++i : i];
            value += isEscape && c == 'n' ? '\n' : c;
        }
        pairs.emplace_back(std::move(name), std::move(value));
        text.remove_prefix(std::min(text.size(), i + 2)); // the quote and the comma
    }
}

// Of one name the last wins, so the series' own labels come after the target's.
Pairs targetPairs(const Target &target)
{
    Pairs pairs;
    for (const auto &[name, value] : target.labels())
        pairs.emplace_back(name, value);
    return pairs;
}

signals::MetricType typeOf(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return signals::MetricType::Counter;
    case MetricType::Gauge:
        return signals::MetricType::Gauge;
    case MetricType::Histogram:
        return signals::MetricType::Histogram;
    case MetricType::Summary:
        break;
    }
    return signals::MetricType::Summary;
}

signals::LogLevel levelOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return signals::LogLevel::Debug;
    case LogLevel::Info:
        return signals::LogLevel::Info;
    case LogLevel::Warn:
        return signals::LogLevel::Warn;
    case LogLevel::Error:
        break;
    }
    return signals::LogLevel::Error;
}

std::string plainText(const FieldValue &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    std::string out;
    appendValue(out, value);
    return out;
}

base::Labels labelsOf(const Fields &fields, Pairs pairs = {})
{
    for (const Field &field : fields)
        pairs.emplace_back(field.key, plainText(field.value));
    return base::Labels(std::move(pairs));
}

constexpr qint64 nsPerUs = 1000;

signals::Span spanOf(const Trace &trace, const Span &span, int process)
{
    signals::Span out;
    out.spanId = signals::SpanId(QString::fromStdString(span.id));
    if (span.parent >= 0)
        out.parentSpanId =
            signals::SpanId(QString::fromStdString(trace.spans[static_cast<std::size_t>(span.parent)].id));
    out.operation = QString::fromStdString(span.name);
    out.process = process;
    out.kind = static_cast<signals::SpanKind>(span.kind); // OTLP's numbers are this enumeration's
    out.error = span.failed;
    out.startNs = span.startUs * nsPerUs;
    out.durationNs = (span.endUs - span.startUs) * nsPerUs;
    Pairs tags;
    if (span.failed)
        tags = {{"otel.status_code", "ERROR"}, {"otel.status_description", span.message}, {"error", "true"}};
    if (trace.standsFor > 1 && span.parent < 0)
        tags.emplace_back("sampled.one_in", std::to_string(trace.standsFor));
    out.tags = labelsOf(span.fields, std::move(tags));
    std::vector<signals::SpanEvent> events;
    for (const SpanEvent &event : span.events)
        events.push_back({event.atUs * nsPerUs, labelsOf(event.fields, {{"event", event.name}})});
    if (!events.empty())
        out.events = std::move(events);
    for (const SpanLink &link : span.links)
        out.links.push_back(
            {QString::fromStdString(link.traceId), signals::SpanId(QString::fromStdString(link.spanId))});
    return out;
}

} // namespace

base::Labels seriesLabels(const Target &target, const SeriesSlot &slot)
{
    Pairs pairs = targetPairs(target);
    appendLabels(pairs, slot.labels);
    const auto &family = target.sheet().families()[static_cast<std::size_t>(slot.family)];
    pairs.emplace_back("__name__", family.name + slot.suffix);
    return base::Labels(std::move(pairs));
}

base::Labels upLabels(const Target &target)
{
    Pairs pairs = targetPairs(target);
    pairs.emplace_back("__name__", "up");
    return base::Labels(std::move(pairs));
}

std::vector<signals::MetricInfo> familiesOf(const Sheet &sheet)
{
    std::vector<signals::MetricInfo> list;
    for (const MetricFamily &family : sheet.families()) {
        const bool isCounter = family.type == MetricType::Counter;
        list.push_back({QString::fromStdString(family.name + (isCounter ? "_total" : "")),
                        typeOf(family.type),
                        QString::fromStdString(family.help),
                        {}});
    }
    return list;
}

signals::LogLine logLineOf(const ShopLine &line)
{
    signals::LogLine out;
    out.timeNs = line.atUs * nsPerUs;
    out.text = lineText(line);
    out.level = levelOf(line.level);
    out.traceId = QString::fromStdString(line.traceId);
    out.stream = base::Labels{{"service_name", std::string(service(line.pod->service).name)},
                              {"region", std::string(region(line.pod->region).name)},
                              {"namespace", "shop"},
                              {"level", std::string(levelName(line.level))}};
    out.metadata = base::Labels{
        {"pod", line.pod->name}, {"version", line.pod->version}, {"trace_id", line.traceId}, {"span_id", line.spanId}};
    if (line.standsFor > 1)
        out.metadata = out.metadata.with("sampled_one_in", std::to_string(line.standsFor));
    return out;
}

signals::Trace traceOf(const Trace &trace)
{
    signals::Trace out;
    out.traceId = QString::fromStdString(trace.id);
    std::map<std::string, int> processes;
    for (const Span &span : trace.spans) {
        const auto [known, isNew] =
            processes.emplace(span.pod ? span.pod->name : span.service, static_cast<int>(out.processes.size()));
        if (isNew)
            out.processes.push_back({QString::fromStdString(span.service), labelsOf(resourceOf(span))});
        out.spans.push_back(spanOf(trace, span, known->second));
    }
    signals::arrange(out);
    return out;
}

} // namespace wf::app::demo
