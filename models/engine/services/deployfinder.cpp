// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/deployfinder.h"

#include <algorithm>
#include <map>

namespace wf::engine {

namespace {

struct VersionSpan {
    QString version;
    QString revision;
    qint64 firstMs = 0;
    qint64 lastMs = 0;
};

} // namespace

QString deployQuery(const SubjectRules &rules)
{
    QStringList selectors;
    for (const QString &version : rules.version)
        selectors << QStringLiteral("{__name__=~\"target_info|(.+_)?build_info\", %1!=\"\"}").arg(version);
    const QStringList by = rules.service + rules.region + rules.version + QStringList{QStringLiteral("revision")};
    return QStringLiteral("count by (%1) (%2)")
        .arg(by.join(QStringLiteral(", ")), selectors.join(QStringLiteral(" or ")));
}

std::vector<signals::Deploy> findDeploys(const signals::QueryAnswer &versionCounts, const SubjectRules &rules)
{
    std::map<std::pair<QString, QString>, std::vector<VersionSpan>> byPlace;
    qint64 begin = 0;
    for (const auto &series : versionCounts.series) {
        const auto subject = rules.resolve(series.labels);
        const QString version = SubjectRules::firstOf(rules.version, series.labels);
        if (subject.service.isEmpty() || version.isEmpty() || series.timesMs.empty())
            continue;
        byPlace[{subject.service, subject.region}].push_back(
            {version, series.labels.text("revision"), series.timesMs.front(), series.timesMs.back()});
        begin = begin ? std::min(begin, series.timesMs.front()) : series.timesMs.front();
    }
    std::vector<signals::Deploy> out;
    for (auto &[place, spans] : byPlace) {
        std::sort(spans.begin(), spans.end(),
                  [](const VersionSpan &a, const VersionSpan &b) { return a.firstMs < b.firstMs; });
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const bool wasThere = spans[i].firstMs <= begin + versionCounts.stepMs;
            const bool firstOfPlace = i == 0; // a service that appears is not a deploy of it
            if (wasThere || firstOfPlace)
                continue;
            signals::Deploy d;
            d.service = place.first;
            d.region = place.second;
            d.toVersion = spans[i].version;
            d.revision = spans[i].revision;
            d.fromVersion = spans[i - 1].version;
            d.timeNs = spans[i].firstMs * base::nsPerMs;
            const bool rolledOut = spans[i - 1].lastMs < spans[i].lastMs;
            d.finishedNs = rolledOut ? std::max(spans[i - 1].lastMs, spans[i].firstMs) * base::nsPerMs : 0;
            out.push_back(std::move(d));
        }
    }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.timeNs > b.timeNs; });
    return out;
}

qint64 firstSeenNs(const signals::Deploy &deploy, const signals::QueryAnswer &fineCounts, const SubjectRules &rules)
{
    qint64 first = deploy.timeNs;
    for (const auto &series : fineCounts.series) {
        const auto subject = rules.resolve(series.labels);
        if (subject.service == deploy.service && subject.region == deploy.region && !series.timesMs.empty() &&
            SubjectRules::firstOf(rules.version, series.labels) == deploy.toVersion)
            first = std::min(first, series.timesMs.front() * base::nsPerMs);
    }
    return first;
}

} // namespace wf::engine
