// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/loki/lokijson.h"

#include <map>

namespace wf::station {

using wire::JsonText;

namespace {

base::Labels merged(const base::Labels &a, const base::Labels &b)
{
    auto pairs = a.pairs();
    pairs.insert(pairs.end(), b.begin(), b.end());
    return base::Labels(std::move(pairs));
}

} // namespace

void writeStats(JsonText &json, std::size_t entries)
{
    json.key("stats").beginObject().key("summary").beginObject();
    for (const auto *name :
         {"bytesProcessedPerSecond", "linesProcessedPerSecond", "totalBytesProcessed", "totalLinesProcessed"})
        json.field(name, qint64{0});
    json.field("execTime", qint64{0}).field("queueTime", qint64{0});
    json.field("totalEntriesReturned", static_cast<qint64>(entries)).endObject().endObject();
}

void writeStreams(JsonText &json, std::span<const signals::LogLine> lines, bool isCategorised)
{
    std::vector<std::pair<base::Labels, std::vector<const signals::LogLine *>>> streams;
    std::map<base::Labels, std::size_t> places;
    for (const auto &line : lines) {
        const base::Labels labels = isCategorised ? line.stream : merged(line.stream, line.metadata);
        const auto [place, isNew] = places.try_emplace(labels, streams.size());
        if (isNew)
            streams.emplace_back(labels, std::vector<const signals::LogLine *>());
        streams[place->second].second.push_back(&line);
    }
    json.beginArray();
    for (const auto &[labels, list] : streams) {
        json.beginObject().key("stream").labels(labels).key("values").beginArray();
        for (const auto *line : list) {
            json.beginArray()
                .string(std::string_view(std::to_string(line->timeNs)))
                .string(std::string_view(line->text));
            if (isCategorised) {
                json.beginObject();
                if (!line->metadata.isEmpty())
                    json.key("structuredMetadata").labels(line->metadata);
                json.endObject();
            }
            json.endArray();
        }
        json.endArray().endObject();
    }
    json.endArray();
}

} // namespace wf::station
