// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/watchlist/watchlist.h"

#include "models/base/labels.h"
#include "models/engine/services/conventions.h"

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

QString joined(const QStringList &names)
{
    QStringList out;
    for (const QString &name : names) {
        const bool plain =
            std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
        out << (plain ? name : base::quoted(name));
    }
    return out.join(u", "_s);
}

// Names that Prometheus 2 cannot read bare go into the braces.
QString selector(const QString &name, const QString &matcher = {})
{
    const bool plain =
        std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u':'; });
    if (plain)
        return matcher.isEmpty() ? name : name + u'{' + matcher + u'}';
    return u'{' + base::quoted(name) + (matcher.isEmpty() ? QString() : u", "_s + matcher) + u'}';
}

void addRequests(const RequestConvention &c, const QString &by, const QString &byBucket,
                 std::vector<WatchQuestion> &out)
{
    const QString all = u"sum by (%1) (rate(%2[5m]))"_s.arg(by, selector(c.total));
    out.push_back(
        {u"requests "_s + c.total, u"requests"_s, all, base::Unit::PerSecond, WatchKind::Requests, {c.total}});
    const QString matcher = joined({c.codeLabel}) + u"=~"_s + base::quoted(c.errorRegex);
    const QString failed = u"sum by (%1) (rate(%2[5m]))"_s.arg(by, selector(c.total, matcher));
    // A service that never failed has no such series yet: its share is zero.
    out.push_back({u"errors "_s + c.total,
                   u"error share"_s,
                   u"(%1 or 0 * %2) / %2"_s.arg(failed, all),
                   base::Unit::Ratio,
                   WatchKind::Errors,
                   {c.total}});
    if (c.bucket.isEmpty())
        return;
    QString slow = u"histogram_quantile(0.99, sum by (%1) (rate(%2[5m])))"_s.arg(byBucket, selector(c.bucket));
    if (c.secondsPerUnit != 1)
        slow += u" * "_s + QString::number(c.secondsPerUnit);
    out.push_back(
        {u"duration "_s + c.bucket, u"duration, p99"_s, slow, base::Unit::Seconds, WatchKind::Duration, {c.bucket}});
}

} // namespace

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
    const QString by = joined(rules.service + rules.region);
    const QString byBucket = joined(rules.service + rules.region + QStringList{u"le"_s});
    std::vector<WatchQuestion> out;
    for (const RequestConvention &c : requestConventions(metricNames))
        addRequests(c, by, byBucket, out);
    for (const SaturationPair &pair : saturationPairs(metricNames))
        out.push_back({u"saturation "_s + pair.used,
                       pair.title,
                       u"max by (%1) (%2 / (%3 > 0))"_s.arg(by, selector(pair.used), selector(pair.limit)),
                       base::Unit::Ratio,
                       WatchKind::Saturation,
                       {pair.used, pair.limit}});
    const QSet<QString> have(metricNames.begin(), metricNames.end());
    for (const Known &k : known)
        if (const QString metric = QString::fromLatin1(k.metric); have.contains(metric))
            out.push_back({watchKindName(k.kind) + u' ' + metric,
                           QString::fromLatin1(k.title),
                           QString::fromLatin1(k.expr).replace(u"%1"_s, by),
                           k.unit,
                           k.kind,
                           {metric}});
    return out;
}

} // namespace wf::engine
