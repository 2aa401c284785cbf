// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/watchlist/watchlist.h"

#include "models/base/labels.h"
#include "models/engine/services/conventions.h"
#include "models/engine/services/promqlnames.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// Questions about one metric that many programs expose; %1 stands for the labels of service and region.
struct Known {
    const char *metric;
    const char *title;
    const char *expr;
    base::Unit unit;
    WatchKind kind;
};
constexpr std::array known{
    Known{"process_cpu_seconds_total", "processor use", "sum by (%1) (rate(process_cpu_seconds_total[5m]))",
          base::Unit::None, WatchKind::Resource},
    Known{"process_resident_memory_bytes", "memory of the process", "sum by (%1) (process_resident_memory_bytes)",
          base::Unit::Bytes, WatchKind::Resource},
    Known{"container_cpu_usage_seconds_total", "processor use of containers",
          "sum by (namespace, container) (rate(container_cpu_usage_seconds_total{container!=\"\"}[5m]))",
          base::Unit::None, WatchKind::Resource},
    Known{"container_memory_working_set_bytes", "memory of containers",
          "sum by (namespace, container) (container_memory_working_set_bytes{container!=\"\"})", base::Unit::Bytes,
          WatchKind::Resource},
    Known{"node_cpu_seconds_total", "processor of the machine",
          "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))", base::Unit::Ratio,
          WatchKind::Saturation},
    Known{"node_memory_MemAvailable_bytes", "memory of the machine",
          "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", base::Unit::Ratio, WatchKind::Saturation},
    Known{"node_disk_io_time_seconds_total", "busiest disk of the machine",
          "max by (instance) (rate(node_disk_io_time_seconds_total[5m]))", base::Unit::Ratio, WatchKind::Saturation},
    Known{"node_network_receive_bytes_total", "network traffic received",
          "sum by (instance) (rate(node_network_receive_bytes_total{device!=\"lo\"}[5m]))", base::Unit::BytesPerSecond,
          WatchKind::Resource},
};

void addRequests(const RequestConvention &c, const QString &by, const QString &byBucket,
                 std::vector<WatchQuestion> &out)
{
    const QString all = u"sum by (%1) (rate(%2[5m]))"_s.arg(by, metricSelector(c.total));
    out.push_back(
        {u"requests "_s + c.total, u"requests"_s, all, base::Unit::PerSecond, WatchKind::Requests, {c.total}});
    const QString matcher = labelList({c.codeLabel}) + u"=~"_s + base::quoted(c.errorRegex);
    const QString failed = u"sum by (%1) (rate(%2[5m]))"_s.arg(by, metricSelector(c.total, matcher));
    // A service that never failed has no such series yet: its share is zero.
    out.push_back({u"errors "_s + c.total,
                   u"error share"_s,
                   u"(%1 or 0 * %2) / %2"_s.arg(failed, all),
                   base::Unit::Ratio,
                   WatchKind::Errors,
                   {c.total}});
    if (c.bucket.isEmpty())
        return;
    QString slow = u"histogram_quantile(0.99, sum by (%1) (rate(%2[5m])))"_s.arg(byBucket, metricSelector(c.bucket));
    if (c.secondsPerUnit != 1)
        slow += u" * "_s + QString::number(c.secondsPerUnit);
    out.push_back(
        {u"duration "_s + c.bucket, u"duration, p99"_s, slow, base::Unit::Seconds, WatchKind::Duration, {c.bucket}});
}

WatchQuestion knownQuestion(const Known &k, const QString &by)
{
    const QString metric = QString::fromLatin1(k.metric);
    return {watchKindName(k.kind) + u' ' + metric,
            QString::fromLatin1(k.title),
            QString::fromLatin1(k.expr).replace(u"%1"_s, by),
            k.unit,
            k.kind,
            {metric}};
}

} // namespace

std::vector<SiblingQuestion> siblingQuestions(const QStringList &metricNames, const SubjectRules &rules)
{
    const QStringList group = rules.service + rules.region;
    const QString by = labelList(group + rules.instance);
    const QString byBucket = labelList(group + rules.instance + QStringList{u"le"_s});
    std::vector<WatchQuestion> found;
    for (const RequestConvention &c : requestConventions(metricNames))
        addRequests(c, by, byBucket, found);
    const QSet<QString> have(metricNames.begin(), metricNames.end());
    for (const Known &k : known)
        if (const QString metric = QString::fromLatin1(k.metric);
            metric.startsWith(u"process_"_s) && have.contains(metric))
            found.push_back(knownQuestion(k, by));
    std::vector<SiblingQuestion> out;
    for (WatchQuestion &one : found) {
        one.id.prepend(u"instances "_s);
        one.comparesSiblings = true;
        out.push_back({std::move(one), group});
    }
    return out;
}

QString watchKindName(WatchKind kind)
{
    switch (kind) {
    case WatchKind::Requests:
        return u"requests"_s;
    case WatchKind::Errors:
        return u"errors"_s;
    case WatchKind::Duration:
        return u"duration"_s;
    case WatchKind::Saturation:
        return u"saturation"_s;
    case WatchKind::Resource:
        break;
    }
    return u"resource"_s;
}

std::vector<WatchQuestion> watchlist(const QStringList &metricNames, const SubjectRules &rules)
{
    const QString by = labelList(rules.service + rules.region);
    const QString byBucket = labelList(rules.service + rules.region + QStringList{u"le"_s});
    std::vector<WatchQuestion> out;
    for (const RequestConvention &c : requestConventions(metricNames))
        addRequests(c, by, byBucket, out);
    for (const SaturationPair &pair : saturationPairs(metricNames))
        out.push_back({u"saturation "_s + pair.used,
                       pair.title,
                       u"max by (%1) (%2 / (%3 > 0))"_s.arg(by, metricSelector(pair.used), metricSelector(pair.limit)),
                       base::Unit::Ratio,
                       WatchKind::Saturation,
                       {pair.used, pair.limit}});
    const QSet<QString> have(metricNames.begin(), metricNames.end());
    for (const Known &k : known)
        if (const QString metric = QString::fromLatin1(k.metric); have.contains(metric))
            out.push_back(knownQuestion(k, by));
    return out;
}

} // namespace wf::engine
