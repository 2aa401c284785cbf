// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/batchlines.h"

#include <algorithm>
#include <map>

namespace wf::station {

base::Result<query::ReadReport> BatchLines::read(const query::LineRequest &request, const Take &take,
                                                 std::stop_token) const
{
    std::map<base::Labels, std::vector<const signals::LogLine *>> streams;
    for (const auto &line : *m_batch)
        if (line.timeNs >= request.startNs && line.timeNs < request.endNs &&
            signals::matchAll(request.matchers, line.stream))
            streams[line.stream].push_back(&line);
    const bool isForward = request.order == query::LineOrder::Forward;
    query::ReadReport report;
    std::vector<query::LineView> views;
    std::vector<std::string> traceIds;
    for (auto &[stream, lines] : streams) {
        std::ranges::stable_sort(lines, [isForward](const auto *a, const auto *b) {
            return isForward ? a->timeNs < b->timeNs : a->timeNs > b->timeNs;
        });
        views.clear();
        traceIds.clear();
        traceIds.reserve(lines.size());
        for (const auto *line : lines) {
            traceIds.push_back(line->traceId.toStdString());
            views.push_back({line->timeNs, line->text, &line->metadata, line->level, traceIds.back()});
            report.bytesRead += static_cast<qint64>(line->text.size());
        }
        report.linesRead += static_cast<qint64>(lines.size());
        if (!take({&stream, views, isForward ? request.startNs : request.endNs})) {
            report.isCutShort = true;
            break;
        }
    }
    return report;
}

} // namespace wf::station
