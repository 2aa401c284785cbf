// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/logs/storelines.h"

namespace wf::station {

namespace {

store::LogScan toScan(const query::LineRequest &request)
{
    store::LogScan scan;
    scan.matchers = request.matchers;
    scan.startNs = request.startNs;
    scan.endNs = request.endNs;
    scan.isBackward = request.order == query::LineOrder::Backward;
    for (const auto &group : request.literals)
        scan.needles.push_back({group.anyOf, group.ignoreCase});
    for (const auto &matcher : request.metadataMatchers) {
        if (matcher.name() != "detected_level") {
            scan.metadata.push_back(matcher);
            continue;
        }
        // No label of the store's: the line's level tells.
        const auto level = signals::logLevelFromText(matcher.value());
        if (matcher.op() == signals::LabelMatcher::Op::Equal && level != signals::LogLevel::Unknown)
            scan.levels &= 1U << static_cast<unsigned>(level);
    }
    scan.needsText = request.needsText;
    return scan;
}

} // namespace

base::Result<query::ReadReport> StoreLines::read(const query::LineRequest &request, const Take &take,
                                                 std::stop_token stop) const
{
    std::vector<query::LineView> views; // of one batch
    const auto report = m_store->scan(
        toScan(request),
        [&](const store::StoredBatch &batch) {
            views.clear();
            for (const auto &line : batch.lines)
                views.push_back({line.timeNs, line.text, line.metadata, line.level, line.traceId});
            return take({batch.stream, views, batch.horizonNs});
        },
        stop);
    if (!report)
        return report.error();
    query::ReadReport told;
    told.linesRead = report->linesRead;
    told.bytesRead = report->bytesRead;
    told.isCutShort = report->isCutShort;
    told.completeness.partial = !report->damage.isEmpty();
    told.completeness.notes = report->damage;
    return told;
}

} // namespace wf::station
