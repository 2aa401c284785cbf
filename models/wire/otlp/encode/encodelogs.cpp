// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/encode/encode.h"

#include "models/wire/otlp/encode/write_p.h"

namespace wf::wire::otlp {

using protozero::pbf_writer;

namespace {

void writeRecord(pbf_writer &out, const LogRecord &record)
{
    if (record.timeNs > 0)
        out.add_fixed64(1, static_cast<std::uint64_t>(record.timeNs));
    if (record.severity > 0)
        out.add_enum(2, record.severity);
    if (!record.severityText.empty())
        out.add_string(3, record.severityText);
    pbf_writer(out, 5).add_string(1, record.body);
    writeAttributes(out, 6, record.attributes);
    writeHexId(out, 9, record.traceId, 16);
    writeHexId(out, 10, record.spanId, 8);
    if (record.observedNs > 0)
        out.add_fixed64(11, static_cast<std::uint64_t>(record.observedNs));
    if (!record.eventName.empty())
        out.add_string(12, record.eventName);
}

} // namespace

std::string encodeLogs(const LogRequest &request)
{
    std::string out;
    pbf_writer message(out);
    for (const auto &resource : request.resources) {
        pbf_writer resourceLogs(message, 1);
        writeResource(resourceLogs, resource.resource);
        for (const auto &scope : resource.scopes) {
            pbf_writer scopeLogs(resourceLogs, 2);
            writeScope(scopeLogs, scope.name, scope.version, scope.attributes);
            for (const auto &record : scope.records) {
                pbf_writer one(scopeLogs, 2);
                writeRecord(one, record);
            }
        }
    }
    return out;
}

} // namespace wf::wire::otlp
