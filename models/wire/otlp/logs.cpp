// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/attributes.h"
#include "models/wire/otlp/protobuf_p.h"
#include "models/wire/otlp/requests.h"

#include <algorithm>

namespace wf::wire::otlp {

namespace {

int severityOf(qint64 number)
{
    return number >= 1 && number <= 24 ? static_cast<int>(number) : 0;
}

LogRecord recordOf(const Json &one)
{
    LogRecord record;
    record.timeNs = one["timeUnixNano"].integer().value_or(0);
    record.observedNs = one["observedTimeUnixNano"].integer().value_or(0);
    record.severity = severityOf(one["severityNumber"].integer().value_or(0));
    record.severityText = one["severityText"].text();
    record.body = textOf(one["body"]);
    record.eventName = one["eventName"].text();
    record.traceId = normalisedId(one["traceId"].text(), 16).toStdString();
    record.spanId = normalisedId(one["spanId"].text(), 8).toStdString();
    record.attributes = attributesOf(one["attributes"]);
    return record;
}

LogRecord recordOf(ProtoReader message, Allowance &allowance)
{
    LogRecord record;
    AttributeList attributes(allowance);
    while (message.next()) {
        switch (message.tag()) {
        case 1:
            record.timeNs = timeOf(message);
            break;
        case 2:
            record.severity = severityOf(message.enumeration());
            break;
        case 3:
            record.severityText = message.string();
            break;
        case 5:
            record.body = textOf(message.message(), allowance);
            break;
        case 6:
            attributes.add(message.message());
            break;
        case 9:
            record.traceId = idOf(message, 16);
            break;
        case 10:
            record.spanId = idOf(message, 8);
            break;
        case 11:
            record.observedNs = timeOf(message);
            break;
        case 12:
            record.eventName = message.string();
            break;
        default:
            message.skip();
        }
    }
    record.attributes = attributes.take();
    return record;
}

base::Result<LogRequest> logsFromJson(std::string_view body, const Limits &limits)
{
    const auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document.error();
    const Json list = document->root()["resourceLogs"];
    if (!document->root().isObject() || (list.exists() && !list.isArray()))
        return notUnderstood(QStringLiteral("resourceLogs is not a list"));
    LogRequest request;
    list.forEach([&](const Json &one) {
        ResourceLogs resource;
        resource.resource = attributesOf(one["resource"]["attributes"]);
        one["scopeLogs"].forEach([&](const Json &scopeLogs) {
            ScopeLogs scope;
            scope.name = scopeLogs["scope"]["name"].text();
            scope.version = scopeLogs["scope"]["version"].text();
            scope.attributes = attributesOf(scopeLogs["scope"]["attributes"]);
            scopeLogs["logRecords"].forEach([&](const Json &record) {
                if (++request.records <= limits.lines)
                    scope.records.push_back(recordOf(record));
            });
            resource.scopes.push_back(std::move(scope));
        });
        request.resources.push_back(std::move(resource));
    });
    if (request.records > limits.lines)
        return tooLarge(Bound::Lines, limits.lines);
    return request;
}

ResourceLogs resourceLogsOf(ProtoReader message, LogRequest &request, std::size_t mostLines, Allowance &allowance)
{
    ResourceLogs resource;
    for (ProtoReader first = message; first.next(1);)
        resource.resource = attributesIn(first.message(), 1, allowance);
    while (message.next(2) && allowance.takeEntry()) {
        ScopeLogs scope;
        for (ProtoReader scopeLogs = message.message(); !allowance.problem && scopeLogs.next();) {
            if (scopeLogs.tag() == 1) {
                ScopeName name = scopeOf(scopeLogs.message(), allowance);
                scope.name = std::move(name.name);
                scope.version = std::move(name.version);
                scope.attributes = std::move(name.attributes);
            } else if (scopeLogs.tag() == 2) {
                if (++request.records > mostLines)
                    allowance.problem = tooLarge(Bound::Lines, mostLines);
                else
                    scope.records.push_back(recordOf(scopeLogs.message(), allowance));
            } else {
                scopeLogs.skip();
            }
        }
        resource.scopes.push_back(std::move(scope));
        if (allowance.problem)
            break;
    }
    return resource;
}

base::Result<LogRequest> logsFromProtobuf(std::string_view body, const Limits &limits)
{
    return guarded<LogRequest>([&]() -> base::Result<LogRequest> {
        Allowance allowance(limits);
        LogRequest request;
        for (ProtoReader message(body); message.next();) {
            if (message.tag() == 1 && allowance.takeEntry())
                request.resources.push_back(resourceLogsOf(message.message(), request, limits.lines, allowance));
            else
                message.skip();
            if (allowance.problem)
                return *allowance.problem;
        }
        return request;
    });
}

} // namespace

base::Result<LogRequest> decodeLogRequest(std::string_view body, Encoding encoding, const Limits &limits)
{
    if (body.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    return encoding == Encoding::Json ? logsFromJson(body, limits) : logsFromProtobuf(body, limits);
}

} // namespace wf::wire::otlp
