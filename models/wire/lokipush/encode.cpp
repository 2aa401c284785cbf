// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/snappy/snappy.h"
#include "models/wire/text.h"

#include <protozero/pbf_writer.hpp>

#include <unordered_map>

namespace wf::wire::lokipush {

using protozero::pbf_writer;

namespace {

std::string labelText(const base::Labels &labels)
{
    std::string out = "{";
    for (const auto &[name, value] : labels) {
        if (out.size() > 1)
            out += ", ";
        out += name + '=' + base::quoted(value).toStdString();
    }
    return out + '}';
}

void writeEntry(pbf_writer &stream, const signals::LogLine &line)
{
    pbf_writer entry(stream, 2);
    {
        pbf_writer time(entry, 1);
        // Nanoseconds are never negative, also before 1970.
        const qint64 nanos = ((line.timeNs % base::nsPerSecond) + base::nsPerSecond) % base::nsPerSecond;
        time.add_int64(1, (line.timeNs - nanos) / base::nsPerSecond);
        time.add_int32(2, static_cast<std::int32_t>(nanos));
    }
    entry.add_string(2, line.text);
    for (const auto &[name, value] : line.metadata) {
        pbf_writer pair(entry, 3);
        pair.add_string(1, name);
        pair.add_string(2, value);
    }
}

} // namespace

std::string encodeSnappy(const std::vector<signals::LogLine> &lines)
{
    std::vector<const base::Labels *> order;
    std::unordered_map<base::Labels, std::vector<const signals::LogLine *>> byStream;
    for (const auto &line : lines) {
        auto &list = byStream[line.stream];
        if (list.empty())
            order.push_back(&line.stream);
        list.push_back(&line);
    }
    std::string out;
    pbf_writer request(out);
    for (const auto *labels : order) {
        pbf_writer stream(request, 1);
        stream.add_string(1, labelText(*labels));
        for (const auto *line : byStream[*labels])
            writeEntry(stream, *line);
    }
    return compressSnappy(out);
}

} // namespace wf::wire::lokipush
