// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines in memory as a LineReader, for tests of LogQL.
#pragma once

#include "models/query/logql/linereader.h"

#include <algorithm>
#include <map>

namespace wf::test {

class MemoryReader final : public query::LineReader {
public:
    explicit MemoryReader(std::vector<signals::LogLine> lines) : m_lines(std::move(lines)) {}

    base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                         std::stop_token stop) const override
    {
        last = request;
        std::map<base::Labels, std::vector<const signals::LogLine *>> streams;
        for (const auto &line : m_lines)
            if (line.timeNs >= request.startNs && line.timeNs < request.endNs &&
                signals::matchAll(request.matchers, line.stream))
                streams[line.stream].push_back(&line);
        query::ReadReport report;
        const bool isForward = request.order == query::LineOrder::Forward;
        for (auto &[stream, lines] : streams) {
            if (stop.stop_requested())
                return base::makeError(base::ErrorKind::Cancelled, {});
            if (!isForward)
                std::ranges::reverse(lines);
            std::ranges::stable_sort(lines, [isForward](const auto *a, const auto *b) {
                return isForward ? a->timeNs < b->timeNs : a->timeNs > b->timeNs;
            });
            std::vector<query::LineView> views;
            for (const auto *line : lines)
                views.push_back({line->timeNs, line->text, &line->metadata, line->level, {}});
            report.linesRead += static_cast<qint64>(views.size());
            if (!take({&stream, views, isForward ? request.startNs : request.endNs})) {
                report.isCutShort = true;
                break;
            }
        }
        return report;
    }
    mutable query::LineRequest last;

private:
    std::vector<signals::LogLine> m_lines;
};

} // namespace wf::test
