// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/parse/parse.h"
#include "models/station/rules/core/rulegroup.h"

#include <map>

namespace wf::rulestest {

// Elements by the text of the expression, told by the test; everything that was written can be read back.
class FakeQuery final : public station::RuleQuery, public query::SampleReader {
public:
    std::map<std::string, base::Result<std::vector<station::VectorElement>>> answers;
    std::vector<station::MetricPoint> written;

    base::Result<std::vector<station::VectorElement>> evaluate(const query::Expr &expr, qint64 /*timeMs*/,
                                                               std::stop_token /*stop*/) const override
    {
        const auto found = answers.find(query::printPromql(expr));
        return found == answers.end() ? std::vector<station::VectorElement>{} : found->second;
    }
    const query::SampleReader &samples() const override { return *this; }
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token /*stop*/) const override
    {
        std::map<base::Labels, signals::RawSeries> found;
        for (const auto &point : written)
            if (point.timeMs >= request.startMs && point.timeMs <= request.endMs &&
                signals::matchAll(request.matchers, point.labels)) {
                auto &series = found[point.labels];
                series.labels = point.labels;
                series.timesMs.push_back(point.timeMs);
                series.values.push_back(point.value);
            }
        std::vector<signals::RawSeries> out;
        for (auto &[labels, series] : found)
            out.push_back(std::move(series));
        return out;
    }
    station::RuleGroup::Sink sink()
    {
        return [this](station::MetricBatch batch) -> base::Result<station::Accepted> {
            station::Accepted accepted;
            accepted.taken = static_cast<qint64>(batch.points.size());
            written.insert(written.end(), batch.points.begin(), batch.points.end());
            return accepted;
        };
    }
    // "name{labels} value" of the points written at this instant, a line each; "stale" ends a series.
    [[nodiscard]] QStringList at(qint64 timeMs) const
    {
        QStringList out;
        for (const auto &point : written)
            if (point.timeMs == timeMs)
                out << point.labels.toString() + u' ' +
                           (signals::isStaleMarker(point.value) ? QStringLiteral("stale")
                                                                : QString::number(point.value));
        out.sort();
        return out;
    }
};

[[nodiscard]] inline station::GroupSpec groupFrom(const char *yaml)
{
    const auto groups = station::groupsOf(wire::readRuleFile(yaml), QStringLiteral("rules.yml"), base::nsPerMinute);
    return groups.empty() ? station::GroupSpec() : groups.front();
}

} // namespace wf::rulestest
