// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/generic.h"

#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/services/conventions.h"

#include <QRegularExpression>

#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::MetricType;
using signals::PanelSpec;

namespace {

constexpr int fewSeries = 12;

// Families of exporters and libraries: what they count is technical, not the service's own business.
const QSet<QString> &technicalWords()
{
    static const QSet<QString> words{
        u"go"_s,       u"process"_s,    u"jvm"_s,       u"python"_s,    u"nodejs"_s,        u"node"_s,
        u"promhttp"_s, u"prometheus"_s, u"net"_s,       u"container"_s, u"kube"_s,          u"kubelet"_s,
        u"machine"_s,  u"cadvisor"_s,   u"nginx"_s,     u"pg"_s,        u"redis"_s,         u"envoy"_s,
        u"scrape"_s,   u"up"_s,         u"apiserver"_s, u"etcd"_s,      u"workqueue"_s,     u"rest"_s,
        u"grpc"_s,     u"http"_s,       u"rpc"_s,       u"tomcat"_s,    u"hikaricp"_s,      u"logback"_s,
        u"jdbc"_s,     u"spring"_s,     u"system"_s,    u"executor"_s,  u"application"_s,   u"otel"_s,
        u"otelcol"_s,  u"target"_s,     u"traces"_s,    u"istio"_s,     u"alertmanager"_s,  u"loki"_s,
        u"jaeger"_s,   u"cortex"_s,     u"tempo"_s,     u"windows"_s,   u"mysql"_s,         u"mongodb"_s,
        u"kafka"_s,    u"rabbitmq"_s,   u"haproxy"_s,   u"memcached"_s, u"elasticsearch"_s, u"coredns"_s,
        u"probe"_s,    u"blackbox"_s,   u"db"_s,        u"ALERTS"_s,    u"dotnet"_s,        u"aspnetcore"_s,
        u"ruby"_s,     u"php"_s,        u"tsdb"_s,      u"exporter"_s,  u"storage"_s};
    return words;
}

const QRegularExpression &saturationName()
{
    static const QRegularExpression re(
        u"(in_use|inuse|in_flight|inflight|pending|backlog|queue|waiters|waiting|utili[sz]ation|busy|occupancy|saturation|open_fds|pool|lag|depth)"_s);
    return re;
}

QString firstWord(const QString &name)
{
    qsizetype end = 0;
    while (end < name.size() && name[end] != u'_' && name[end] != u':' && name[end] != u'.')
        ++end;
    return name.left(end);
}

// The label that tells series apart with the fewest values, so that a sum keeps some meaning.
QString distinguishing(const ServiceMetric &metric, const QString &split)
{
    QString best = split;
    qsizetype fewest = split.isEmpty() ? fewSeries + 1 : 0;
    if (split.isEmpty())
        for (auto it = metric.labels.begin(); it != metric.labels.end(); ++it)
            if (it->size() > 1 && (it->size() < fewest || (it->size() == fewest && it.key() < best)) &&
                it.key() != "le"_L1 && it.key() != "quantile"_L1) {
                fewest = it->size();
                best = it.key();
            }
    return best;
}

bool averages(base::Unit unit)
{
    return unit == base::Unit::Ratio || unit == base::Unit::Percent || unit == base::Unit::Celsius ||
           unit == base::Unit::Volts || unit == base::Unit::Boolean;
}

PanelSpec counterPanel(const PanelMaker &maker, const ServiceMetric &m)
{
    const QString label = distinguishing(m, maker.splitOf(m));
    const MetricUnit unit = unitOf(m.name, m.unit, MetricType::Counter);
    PanelSpec p;
    p.unit = rateUnit(unit.unit);
    const QString scale = unit.divisor == 1 ? QString() : u" / %1"_s.arg(unit.divisor, 0, 'g', 17);
    p.queries = {
        {u"sum%1(rate(%2[$__rate_interval]))%3"_s.arg(PanelMaker::grouping({label}), maker.selector(m.name), scale),
         PanelMaker::legendOf(label, titleOf(m.name)),
         {}}};
    p.quantity = label.isEmpty() ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "rate"))
                                 : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "rate, by %1")).arg(label);
    p.why = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 only ever grows, so its rate is shown."))
                .arg(m.name);
    return p;
}

PanelSpec histogramPanel(const PanelMaker &maker, const ServiceMetric &m, bool classic)
{
    const MetricUnit unit = unitOf(m.name, m.unit, MetricType::Histogram);
    PanelSpec p;
    p.unit = unit.unit;
    const QString scale = unit.divisor == 1 ? QString() : u" / %1"_s.arg(unit.divisor, 0, 'g', 17);
    for (const auto &[q, name] : {std::pair{"0.5", u"p50"_s}, {"0.95", u"p95"_s}, {"0.99", u"p99"_s}})
        p.queries.push_back({u"histogram_quantile(%1, sum%2(rate(%3[$__rate_interval])))%4"_s.arg(
                                 QLatin1String(q), classic ? u" by (le) "_s : QString(), maker.selector(m.name), scale),
                             name, name});
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "p50, p95, p99"));
    p.why = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                            "%1 is a histogram; three quantiles show the middle and the tail."))
                .arg(classic ? m.name.chopped(7) : m.name);
    return p;
}

PanelSpec gaugePanel(const PanelMaker &maker, const ServiceMetric &m)
{
    const MetricUnit unit = unitOf(m.name, m.unit, m.type);
    PanelSpec p;
    p.unit = unit.unit;
    const QString scale = unit.divisor == 1 ? QString() : u" / %1"_s.arg(unit.divisor, 0, 'g', 17);
    const QString split = distinguishing(m, maker.splitOf(m));
    if (m.seriesCount <= fewSeries && !m.hasLabel(u"quantile"_s)) {
        p.queries = {{maker.selector(m.name) + scale, {}, {}}};
        p.why = dashboardText(
                    QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 goes up and down; every series is shown as it is."))
                    .arg(m.name);
    } else if (m.hasLabel(u"quantile"_s)) {
        p.queries = {{u"max by (quantile) (%1)%2"_s.arg(maker.selector(m.name), scale), u"{{quantile}}"_s, {}}};
        p.why = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                "%1 is a summary; the worst series of each quantile is shown."))
                    .arg(m.name);
    } else {
        const QString how = averages(unit.unit) ? u"avg"_s : unit.unit == base::Unit::Timestamp ? u"max"_s : u"sum"_s;
        p.queries = {{u"%1%2(%3)%4"_s.arg(how, PanelMaker::grouping({split}), maker.selector(m.name), scale),
                      PanelMaker::legendOf(split, titleOf(m.name)),
                      {}}};
        p.why = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                "%1 goes up and down and has %2 series, so %3 over them is shown."))
                    .arg(m.name)
                    .arg(m.seriesCount)
                    .arg(how);
    }
    p.quantity = split.isEmpty() || m.seriesCount <= 1
                     ? QString()
                     : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "by %1")).arg(split);
    if (m.type == MetricType::Unknown)
        p.why +=
            u' ' + dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "The source does not tell its type."));
    return p;
}

PanelSpec infoPanel(const PanelMaker &maker, const ServiceMetric &m)
{
    PanelSpec p;
    p.kind = signals::PanelKind::Table;
    p.queries = {{maker.selector(m.name), {}, {}}};
    p.why = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is always 1; what it says is in its labels."))
                .arg(m.name);
    return p;
}

RowKind rowFor(const ServiceMetric &m, bool technical, bool &known)
{
    known = true;
    if (m.name.contains("log_messages"_L1) || m.name.startsWith("logback_events"_L1) ||
        m.name.startsWith("log_entries"_L1))
        return RowKind::Logs;
    if (!technical && m.type != MetricType::Counter && saturationName().match(m.name).hasMatch())
        return RowKind::Saturation;
    known = !technical && m.type != MetricType::Info && !m.name.endsWith("_info"_L1);
    return RowKind::Business;
}

void moveToFamily(PanelMaker &maker, std::map<QString, std::vector<PanelSpec>> &families, const QString &family)
{
    auto &business = maker.row(RowKind::Business);
    families[family].push_back(std::move(business.back()));
    business.pop_back();
}

} // namespace

void addPairPanels(PanelMaker &maker)
{
    QStringList names;
    for (const ServiceMetric &m : maker.input().metrics)
        if (!maker.isUsed(m.name))
            names << m.name;
    for (const SaturationPair &pair : saturationPairs(names)) {
        const ServiceMetric *used = maker.find(pair.used);
        if (!used || used->type == MetricType::Counter || maker.isUsed(pair.used))
            continue;
        const MetricUnit unit = unitOf(pair.used, used->unit, used->type);
        PanelSpec p;
        p.title = titleOf(pair.title);
        p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "used and limit"));
        p.unit = unit.unit;
        p.fillUnderLine = true;
        p.queries = {{u"sum(%1)"_s.arg(maker.selector(pair.used)),
                      dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "used")),
                      {}},
                     {u"sum(%1)"_s.arg(maker.selector(pair.limit)),
                      dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "limit")), u"limit"_s}};
        p.why = dashboardText(
                    QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 has its limit in %2: work waits when they meet."))
                    .arg(pair.used, pair.limit);
        maker.add(RowKind::Saturation, std::move(p), pair.used);
    }
}

void addGenericPanels(PanelMaker &maker, std::vector<signals::PanelRow> &rows)
{
    std::map<QString, std::vector<PanelSpec>> families;
    for (const ServiceMetric &m : maker.input().metrics) {
        if (maker.isUsed(m.name))
            continue;
        const bool classic = m.type == MetricType::Histogram && m.name.endsWith("_bucket"_L1);
        // the sums and counts of a histogram are told by the histogram
        const QString whole = m.name.endsWith("_sum"_L1)     ? m.name.chopped(4)
                              : m.name.endsWith("_count"_L1) ? m.name.chopped(6)
                                                             : QString();
        if (!whole.isEmpty() && (maker.find(whole + u"_bucket"_s) ||
                                 (maker.find(whole) && maker.find(whole)->type == MetricType::Summary))) {
            maker.use(m.name);
            continue;
        }
        const bool histogram = m.type == MetricType::Histogram || m.type == MetricType::GaugeHistogram;
        const bool info = m.type == MetricType::Info || m.name.endsWith("_info"_L1);
        PanelSpec p = info                            ? infoPanel(maker, m)
                      : histogram                     ? histogramPanel(maker, m, classic)
                      : m.type == MetricType::Counter ? counterPanel(maker, m)
                                                      : gaugePanel(maker, m);
        p.title = titleOf(m.name);
        const QString family = firstWord(m.name);
        bool known = false;
        const RowKind row = rowFor(m, technicalWords().contains(family), known);
        maker.add(row, std::move(p), m.name);
        if (!known)
            moveToFamily(maker, families, family);
    }
    for (auto &[family, panels] : families)
        rows.push_back({dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Other, %1")).arg(family),
                        std::move(panels), true});
}

void addLogPanel(PanelMaker &maker)
{
    if (maker.input().logSelector.isEmpty())
        return;
    PanelSpec p;
    p.title = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Log lines"));
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "by level"));
    p.kind = signals::PanelKind::Logs;
    p.queries = {{maker.input().logSelector, {}, {}}};
    p.why = dashboardText(
        QT_TRANSLATE_NOOP("wf::engine::Dashboards", "The service writes a log; its lines are counted by level."));
    maker.add(RowKind::Logs, std::move(p), u"log"_s);
    maker.row(RowKind::Logs).back().thresholds.clear();
}

} // namespace wf::engine
