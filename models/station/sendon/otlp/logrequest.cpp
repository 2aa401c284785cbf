// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/otlp/logrequest.h"

#include "models/wire/numbers.h"
#include "models/wire/otlp/promnames.h"

#include <unordered_map>

namespace wf::station {

using base::Labels;
using signals::LogLevel;
using wire::otlp::LogRecord;

namespace {

// The first number of each level's four (OpenTelemetry, logs data model, "Displaying Severity").
int severityOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Trace:
        return 1;
    case LogLevel::Debug:
        return 5;
    case LogLevel::Info:
        return 9;
    case LogLevel::Warn:
        return 13;
    case LogLevel::Error:
        return 17;
    case LogLevel::Fatal:
        return 21;
    case LogLevel::Unknown:
        break;
    }
    return 0;
}

// False: nothing of a record is called so.
bool fill(LogRecord &record, std::string_view name, const std::string &value)
{
    if (name == "severity_number")
        record.severity = static_cast<int>(wire::parseInteger(value).value_or(0) % 100);
    else if (name == "severity_text")
        record.severityText = value;
    else if (name == "observed_timestamp")
        record.observedNs = wire::parseInteger(value).value_or(0);
    else if (name == "event_name")
        record.eventName = value;
    else if (name == "trace_id")
        record.traceId = value;
    else if (name == "span_id")
        record.spanId = value;
    else
        return false;
    return true;
}

LogRecord recordOf(const signals::LogLine &line)
{
    LogRecord record;
    record.timeNs = line.timeNs;
    record.body = line.text;
    std::vector<Labels::Pair> attributes;
    for (const auto &[name, value] : line.metadata)
        if (!fill(record, name, value))
            attributes.emplace_back(name, value);
    record.attributes = Labels(std::move(attributes));
    if (record.severity < 1 || record.severity > 24)
        record.severity = severityOf(line.level);
    if (record.traceId.empty())
        record.traceId = line.traceId.toStdString();
    return record;
}

Labels resourceOf(const Labels &stream)
{
    std::vector<Labels::Pair> attributes;
    for (const auto &[name, value] : stream)
        attributes.emplace_back(wire::otlp::indexedAttribute(name), value);
    return Labels(std::move(attributes));
}

} // namespace

wire::otlp::LogRequest logRequestOf(std::span<const signals::LogLine> lines)
{
    wire::otlp::LogRequest request;
    std::unordered_map<Labels, std::size_t> places;
    for (const auto &line : lines) {
        const auto [place, isNew] = places.try_emplace(line.stream, request.resources.size());
        if (isNew)
            request.resources.push_back({resourceOf(line.stream), {{}}});
        request.resources[place->second].scopes.front().records.push_back(recordOf(line));
    }
    request.records = lines.size();
    return request;
}

} // namespace wf::station
