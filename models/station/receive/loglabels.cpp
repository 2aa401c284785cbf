// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/loglabels.h"

#include "models/wire/loki/discovery.h"
#include "models/wire/otlp/promnames.h"

#include <array>

namespace wf::station {

using base::Labels;
using signals::LogLevel;
using signals::LogLine;

namespace {

constexpr std::string_view unknownService = "unknown_service";

constexpr std::array serviceKeys{std::string_view("service"),
                                 std::string_view("app"),
                                 std::string_view("application"),
                                 std::string_view("app_name"),
                                 std::string_view("name"),
                                 std::string_view("app_kubernetes_io_name"),
                                 std::string_view("container"),
                                 std::string_view("container_name"),
                                 std::string_view("k8s_container_name"),
                                 std::string_view("component"),
                                 std::string_view("workload"),
                                 std::string_view("job"),
                                 std::string_view("k8s_job_name")};

LogLevel levelOf(int severity)
{
    static constexpr std::array levels{LogLevel::Trace, LogLevel::Debug, LogLevel::Info,
                                       LogLevel::Warn,  LogLevel::Error, LogLevel::Fatal};
    return severity >= 1 && severity <= 24 ? levels.at(static_cast<std::size_t>((severity - 1) / 4))
                                           : LogLevel::Unknown;
}

void append(std::vector<Labels::Pair> &pairs, const Labels &attributes, std::string_view prefix = {})
{
    for (const auto &[name, value] : attributes)
        pairs.emplace_back(std::string(prefix) + wire::otlp::labelName(name), value);
}

struct ResourceLabels {
    Labels stream;
    std::vector<Labels::Pair> metadata;
};

ResourceLabels split(const Labels &resource)
{
    ResourceLabels out;
    std::vector<Labels::Pair> stream{{"service_name", std::string(unknownService)}};
    for (const auto &[name, value] : resource) {
        auto &to = wire::otlp::isIndexed(name) ? stream : out.metadata;
        to.emplace_back(wire::otlp::labelName(name), value);
    }
    out.stream = Labels(std::move(stream));
    return out;
}

LogLine lineOf(const wire::otlp::LogRecord &record, const Labels &stream, std::vector<Labels::Pair> metadata,
               qint64 nowNs)
{
    LogLine line;
    line.timeNs = record.timeNs > 0 ? record.timeNs : record.observedNs > 0 ? record.observedNs : nowNs;
    line.text = record.body;
    line.stream = stream;
    append(metadata, record.attributes);
    metadata.emplace_back("severity_text", record.severityText);
    if (record.severity > 0)
        metadata.emplace_back("severity_number", std::to_string(record.severity));
    if (record.observedNs > 0)
        metadata.emplace_back("observed_timestamp", std::to_string(record.observedNs));
    metadata.emplace_back("event_name", record.eventName);
    metadata.emplace_back("trace_id", record.traceId);
    metadata.emplace_back("span_id", record.spanId);
    line.metadata = Labels(std::move(metadata));
    line.level = levelOf(record.severity);
    line.traceId = QString::fromStdString(record.traceId);
    return line;
}

} // namespace

std::vector<LogLine> linesOf(const wire::otlp::LogRequest &request, qint64 nowNs)
{
    std::vector<LogLine> lines;
    lines.reserve(request.records);
    for (const auto &resource : request.resources) {
        const ResourceLabels labels = split(resource.resource);
        for (const auto &scope : resource.scopes) {
            std::vector<Labels::Pair> metadata = labels.metadata;
            metadata.emplace_back("scope_name", scope.name);
            metadata.emplace_back("scope_version", scope.version);
            append(metadata, scope.attributes, "scope_");
            for (const auto &record : scope.records) {
                lines.push_back(lineOf(record, labels.stream, metadata, nowNs));
                complete(lines.back());
            }
        }
    }
    return lines;
}

void complete(LogLine &line)
{
    if (!line.stream.has("service_name")) {
        std::string_view service = unknownService;
        for (const auto key : serviceKeys)
            if (const auto value = line.stream.value(key); !value.empty()) {
                service = value;
                break;
            }
        line.stream = line.stream.with("service_name", service);
    }
    if (line.level == LogLevel::Unknown)
        line.level = wire::loki::discoverLevel(line.stream, line.metadata, line.text);
    if (line.traceId.isEmpty())
        line.traceId = wire::loki::discoverTraceId(line.stream, line.metadata, line.text);
}

} // namespace wf::station
