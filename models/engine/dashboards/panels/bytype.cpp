// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/bytype.h"

#include "models/base/untrusted.h"
#include "models/engine/dashboards/grammar/promtext.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Unit;
using signals::MetricType;
using signals::PanelSpec;

namespace {

constexpr int fewSeries = 12;
constexpr int mostLines = 10;
constexpr qsizetype longestHelp = 200;

// "connected_slaves metric" of redis_connected_slaves: a help that only says the name again.
bool saysNothing(const QString &help, const QString &name)
{
    static const QSet<QString> empty{u"metric"_s, u"the"_s,     u"of"_s,    u"a"_s,     u"generic"_s,
                                     u"gauge"_s,  u"counter"_s, u"total"_s, u"number"_s};
    static const QRegularExpression apart(u"[^a-z0-9]+"_s);
    const QStringList known = name.toLower().split(apart, Qt::SkipEmptyParts);
    const QStringList words = help.toLower().split(apart, Qt::SkipEmptyParts);
    return std::ranges::all_of(words,
                               [&](const QString &word) { return known.contains(word) || empty.contains(word); });
}

// How lines are told apart: by one label, the greatest of it only where it has many values.
struct Split {
    QString label;
    bool isMany = false;
    [[nodiscard]] QString of(const QString &how, const QString &inner) const
    {
        const QString all = how + PanelMaker::grouping({label}) + u'(' + inner + u')';
        return isMany ? u"topk(%1, %2)"_s.arg(mostLines).arg(all) : all;
    }
    [[nodiscard]] QString words() const
    {
        if (label.isEmpty())
            return {};
        return isMany ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "greatest %1 by %2"))
                            .arg(mostLines)
                            .arg(label)
                      : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "by %1")).arg(label);
    }
};

// The label that tells series apart with the fewest values, so that a sum keeps some meaning.
Split splitFor(const PanelMaker &maker, const ServiceMetric &m)
{
    if (const QString chosen = maker.splitOf(m); !chosen.isEmpty())
        return {chosen, m.labels.value(chosen).size() > fewSeries};
    // what state it is in tells more than who is
    for (const QString &label : {u"state"_s, u"status"_s, u"phase"_s, u"condition"_s})
        if (const auto values = m.labels.value(label).size(); values > 1)
            return {label, values > fewSeries};
    Split best;
    qsizetype fewest = 0;
    const auto isNumbered = [](const QString &label) { return label.endsWith("id"_L1); };
    for (auto it = m.labels.begin(); it != m.labels.end(); ++it) {
        if (it->size() < 2 || it.key() == "le"_L1 || it.key() == "quantile"_L1)
            continue;
        // names before numbers, few before many
        const auto rank = std::tuple(isNumbered(it.key()), it->size(), it.key());
        if (best.label.isEmpty() || rank < std::tuple(isNumbered(best.label), fewest, best.label)) {
            fewest = it->size();
            best.label = it.key();
        }
    }
    best.isMany = fewest > fewSeries;
    return best;
}

// A label that has another value in every series, that one if it does; empty: none tells all of them apart alone.
QString labelOfEach(const ServiceMetric &m, const QString &preferred)
{
    if (m.seriesCount <= 1)
        return {};
    const auto tells = [&m](const QString &label) { return m.labels.value(label).size() == m.seriesCount; };
    if (tells(preferred))
        return preferred;
    QString best;
    for (auto it = m.labels.begin(); it != m.labels.end(); ++it)
        if (tells(it.key()) && (best.isEmpty() || it.key() < best))
            best = it.key();
    return best;
}

bool averages(Unit unit)
{
    return unit == Unit::Ratio || unit == Unit::Percent || unit == Unit::Celsius || unit == Unit::Volts;
}

PanelSpec counterPanel(const PanelMaker &maker, const ServiceMetric &m)
{
    const Split split = splitFor(maker, m);
    const MetricUnit unit = unitOf(m.name, m.unit, MetricType::Counter, m.help);
    PanelSpec p;
    const QString legend = PanelMaker::legendOf(split.label, titleOf(m.name));
    if (m.name.contains("uptime"_L1)) { // it grows by itself; what it says is when it began anew
        p.unit = unit.unit == Unit::None ? Unit::Seconds : unit.unit;
        p.queries = {{split.of(u"min"_s, maker.selector(m.name)) + scaled(unit.divisor), legend, {}}};
        p.quantity = split.words();
        p.why = explained(dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                          "%1 grows while all is well and falls to zero at a restart."))
                              .arg(m.name),
                          m);
        return p;
    }
    p.unit = rateUnit(unit.unit);
    p.queries = {
        {split.of(u"sum"_s, u"rate("_s + maker.selector(m.name) + u"[$__rate_interval])"_s) + scaled(unit.divisor),
         legend,
         {}}};
    p.quantity =
        dashboardText(unit.unit == Unit::Seconds ? QT_TRANSLATE_NOOP("wf::engine::Dashboards", "share of the time")
                                                 : QT_TRANSLATE_NOOP("wf::engine::Dashboards", "per second"));
    if (!split.label.isEmpty())
        p.quantity += u", "_s + split.words();
    p.why = explained(
        dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 only ever grows, so its rate is shown."))
            .arg(m.name),
        m);
    return p;
}

// Sum and count without buckets: the mean is all they tell.
PanelSpec meanPanel(const PanelMaker &maker, const ServiceMetric &sum, const QString &count)
{
    const Split split = splitFor(maker, sum);
    const MetricUnit unit = unitOf(sum.name, sum.unit, MetricType::Summary, sum.help);
    PanelSpec p;
    p.unit = unit.unit;
    const auto rate = [&](const QString &name) -> QString {
        return u"sum"_s + PanelMaker::grouping({split.label}) + u"(rate("_s + maker.selector(name) +
               u"[$__rate_interval]))"_s;
    };
    QString query = rate(sum.name) + u" / "_s + rate(count);
    if (split.isMany)
        query = u"topk(%1, %2)"_s.arg(mostLines).arg(query);
    p.queries = {{query + scaled(unit.divisor), PanelMaker::legendOf(split.label, titleOf(sum.name)), {}}};
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "mean"));
    if (!split.label.isEmpty())
        p.quantity += u", "_s + split.words();
    p.why = explained(
        dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 by %2 is the mean; no quantiles are exposed."))
            .arg(sum.name, count),
        sum);
    return p;
}

PanelSpec histogramPanel(const PanelMaker &maker, const ServiceMetric &m, bool classic)
{
    const MetricUnit unit = durationUnit(m);
    PanelSpec p;
    p.unit = unit.unit;
    for (const auto &[q, name] : {std::pair{"0.5", u"p50"_s}, {"0.95", u"p95"_s}, {"0.99", u"p99"_s}})
        p.queries.push_back(
            {u"histogram_quantile(%1, sum%2(rate(%3[$__rate_interval])))%4"_s.arg(
                 QLatin1String(q), classic ? u" by (le) "_s : QString(), maker.selector(m.name), scaled(unit.divisor)),
             name, name});
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "p50, p95, p99"));
    p.why =
        explained(dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                  "%1 is a histogram; three quantiles show the middle and the tail."))
                      .arg(classic ? m.name.chopped(7) : m.name),
                  m);
    return p;
}

PanelSpec momentPanel(const PanelMaker &maker, const ServiceMetric &m, const MetricUnit &unit, const Split &split)
{
    const bool ahead = isAhead(m.name);
    // zero is how most programs write "never"
    const QString at = maker.selector(m.name) + scaled(unit.divisor) + u" > 0"_s;
    const QString moment = m.seriesCount <= fewSeries ? u'(' + at + u')' : split.of(ahead ? u"min"_s : u"max"_s, at);
    PanelSpec p;
    p.unit = Unit::Seconds;
    p.queries = {{ahead ? moment + u" - time()"_s : u"time() - "_s + moment,
                  m.seriesCount <= fewSeries ? QString() : PanelMaker::legendOf(split.label, titleOf(m.name)),
                  {}}};
    p.quantity = dashboardText(ahead ? QT_TRANSLATE_NOOP("wf::engine::Dashboards", "time left")
                                     : QT_TRANSLATE_NOOP("wf::engine::Dashboards", "time since"));
    p.why = explained(
        dashboardText(
            ahead ? QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is a moment; how far off it is tells more.")
                  : QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is a moment; how long ago it was tells more."))
            .arg(m.name),
        m);
    return p;
}

PanelSpec gaugePanel(const PanelMaker &maker, const ServiceMetric &m)
{
    const bool recorded = m.name.contains(u':');
    const bool onOff = !recorded && isSwitch(m.name);
    const MetricUnit unit = onOff ? MetricUnit{Unit::None, 1} : unitOf(m.name, m.unit, m.type, m.help);
    const Split split = splitFor(maker, m);
    if (unit.unit == Unit::Timestamp)
        return momentPanel(maker, m, unit, split);
    PanelSpec p;
    p.unit = unit.unit;
    if (m.hasLabel(u"quantile"_s)) {
        p.queries = {
            {u"max by (quantile) (%1)%2"_s.arg(maker.selector(m.name), scaled(unit.divisor)), u"{{quantile}}"_s, {}}};
        p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "by quantile"));
        p.why =
            explained(dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                      "%1 is a summary; the worst series of each quantile is shown."))
                          .arg(m.name),
                      m);
        return p;
    }
    if (onOff) {
        p.yMin = 0;
        p.yMax = 1;
    }
    if (m.seriesCount <= fewSeries) {
        const QString each = labelOfEach(m, split.label);
        p.queries = {{maker.selector(m.name) + scaled(unit.divisor), PanelMaker::legendOf(each, {}), {}}};
        p.quantity = m.seriesCount <= 1 ? QString()
                     : each.isEmpty()   ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "each series"))
                                        : Split{each}.words();
        const char *sentence =
            recorded ? QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is recorded by a rule and shown as it is.")
            : onOff
                ? QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is 1 while this holds and 0 else.")
                : QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 goes up and down; every series is shown as it is.");
        p.why = explained(dashboardText(sentence).arg(m.name), m);
    } else {
        const QString how = onOff ? u"min"_s : averages(unit.unit) || recorded ? u"avg"_s : u"sum"_s;
        p.queries = {{split.of(how, maker.selector(m.name)) + scaled(unit.divisor),
                      PanelMaker::legendOf(split.label, titleOf(m.name)),
                      {}}};
        p.quantity = split.words();
        p.why = explained(
            dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                            "%1 goes up and down and has %2 series, so %3 over them is shown."))
                .arg(m.name)
                .arg(m.seriesCount)
                .arg(how),
            m);
    }
    if (onOff && p.quantity.isEmpty())
        p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "1 = yes"));
    if (m.type == MetricType::Unknown && !recorded)
        p.why +=
            u' ' + dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "The source does not tell its type."));
    return p;
}

PanelSpec infoPanel(const PanelMaker &maker, const ServiceMetric &m)
{
    PanelSpec p;
    p.kind = signals::PanelKind::Table;
    p.queries = {{maker.selector(m.name), {}, {}}};
    p.why = explained(
        dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1 is always 1; what it says is in its labels."))
            .arg(m.name),
        m);
    return p;
}

} // namespace

QString scaled(double divisor)
{
    if (divisor == 1)
        return {};
    return divisor > 1 ? u" / %1"_s.arg(divisor, 0, 'g', 17) : u" * %1"_s.arg(1 / divisor, 0, 'g', 17);
}

QString explained(QString sentence, const ServiceMetric &m)
{
    QString help = base::visibleText(m.help, longestHelp).simplified();
    while (help.endsWith(u'.'))
        help.chop(1);
    if (saysNothing(help, m.name))
        return sentence;
    if (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence + u": "_s + help + (help.endsWith(u'?') || help.endsWith(u'!') ? QString() : u"."_s);
}

MetricUnit durationUnit(const ServiceMetric &m)
{
    const MetricUnit told = unitOf(m.name, m.unit, MetricType::Histogram, m.help);
    static const QStringList words{u"duration"_s, u"latency"_s, u"_time"_s};
    if (told.unit != Unit::None ||
        std::ranges::none_of(words, [&](const QString &word) { return m.name.contains(word); }))
        return told;
    // no unit: client libraries' buckets of seconds end at 10 to 60, those of milliseconds in the thousands
    double greatest = 0;
    for (const QString &le : m.labels.value(u"le"_s))
        if (bool ok = false; const double bound = le.toDouble(&ok))
            if (ok && std::isfinite(bound))
                greatest = std::max(greatest, bound);
    if (greatest <= 0)
        return told;
    return {Unit::Seconds, greatest <= 600 ? 1.0 : 1e3};
}

signals::PanelSpec panelByType(const PanelMaker &maker, const ServiceMetric &m)
{
    if (m.type == MetricType::Info || m.name.endsWith("_info"_L1))
        return infoPanel(maker, m);
    if (m.type == MetricType::Histogram || m.type == MetricType::GaugeHistogram)
        return histogramPanel(maker, m, m.type == MetricType::Histogram && m.name.endsWith("_bucket"_L1));
    if (m.name.endsWith("_sum"_L1) && m.type == MetricType::Counter)
        if (const QString count = m.name.chopped(4) + u"_count"_s; maker.find(count))
            return meanPanel(maker, m, count);
    return m.type == MetricType::Counter ? counterPanel(maker, m) : gaugePanel(maker, m);
}

} // namespace wf::engine
