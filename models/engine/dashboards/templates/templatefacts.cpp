// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What templates show of what the console knows itself: objectives, rules, incidents and deploys.
#include "models/base/duration.h"
#include "models/engine/alerts/ruleexpression.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/templates/templateparts.h"
#include "models/engine/objectives/sli/sliqueries.h"

#include <algorithm>
#include <map>

#define WF_T(text) QT_TRANSLATE_NOOP("wf::engine::Dashboards", text)

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Unit;

namespace {

constexpr std::size_t mostRules = 24;

QString say(const char *text)
{
    return dashboardText(text);
}

signals::QueryAnswerPtr oneSeries(signals::Series series)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->stepMs = series.size() > 1 ? series.timesMs[1] - series.timesMs[0] : 0;
    out->series.push_back(std::move(series));
    return out;
}

QString knownFor(base::TimeRange known)
{
    return base::humanDuration(known.lengthNs());
}

bool reads(const signals::Rule &rule, const QSet<QString> &names)
{
    const QStringList read = metricNamesIn(rule.query);
    return std::ranges::any_of(read, [&](const QString &name) { return names.contains(name); });
}

} // namespace

signals::QueryAnswerPtr perDay(const std::vector<qint64> &momentsNs, base::TimeRange known)
{
    if (known.lengthNs() <= 0)
        return nullptr;
    const qint64 first = known.startNs / base::nsPerDay, last = known.endNs / base::nsPerDay;
    signals::Series series;
    for (qint64 day = first; day <= last && day - first < 400; ++day) {
        series.timesMs.push_back(day * (base::nsPerDay / base::nsPerMs));
        series.values.push_back(0);
    }
    for (const qint64 at : momentsNs)
        if (const qint64 day = at / base::nsPerDay - first; day >= 0 && day < static_cast<qint64>(series.size()))
            ++series.values[static_cast<std::size_t>(day)];
    return oneSeries(std::move(series));
}

signals::QueryAnswerPtr meanPerWeek(const std::vector<std::pair<qint64, qint64>> &tookNs, base::TimeRange known)
{
    std::map<qint64, std::pair<double, int>> weeks;
    constexpr qint64 week = 7 * base::nsPerDay;
    for (const auto &[at, took] : tookNs)
        if (known.contains(at)) {
            auto &[sum, count] = weeks[at / week];
            sum += static_cast<double>(took) / static_cast<double>(base::nsPerSecond);
            ++count;
        }
    if (weeks.empty())
        return nullptr;
    signals::Series series;
    for (const auto &[at, mean] : weeks) {
        series.timesMs.push_back(at * (week / base::nsPerMs));
        series.values.push_back(mean.first / mean.second);
    }
    auto out = std::make_shared<signals::QueryAnswer>();
    out->stepMs = week / base::nsPerMs;
    out->series.push_back(std::move(series));
    return out;
}

// Versions that ran within a day and not in the one before, as the marks of deploys are found; over any range.
bool TemplateParts::addVersions(const QString &versionLabel)
{
    const ServiceMetric *best = nullptr; // with the fewest series
    for (const ServiceMetric &metric : m_input.metrics)
        if (!versionLabel.isEmpty() && metric.hasLabel(versionLabel) &&
            (!best || metric.seriesCount < best->seriesCount))
            best = &metric;
    if (!best)
        return false;
    const QString selector = selectorText(best->name, {m_input.matcher}), label = labelText(versionLabel);
    signals::PanelSpec panel;
    panel.id = u"told/versions"_s;
    panel.title = say(WF_T("Deployment frequency"));
    panel.quantity = say(WF_T("new versions within a day"));
    panel.why =
        say(WF_T("Deploys as this console finds them: a value of the label %1 that was not there the day before."))
            .arg(versionLabel);
    panel.kind = signals::PanelKind::Bars;
    panel.yMin = 0;
    panel.queries = {{u"count(count by (%2) (present_over_time(%1[1d])) unless count by (%2) "
                      "(present_over_time(%1[1d] offset 1d))) or vector(0)"_s.arg(selector, label),
                      panel.title,
                      {}}};
    put(std::move(panel));
    return true;
}

void TemplateParts::addTold(const TemplateFacts &facts, bool withDeploys)
{
    const auto tell = [this](const QString &id, const QString &title, const QString &quantity, const QString &why,
                             Unit unit, signals::QueryAnswerPtr answer, const QString &notKnown) {
        if (!answer)
            return missing(title, notKnown);
        signals::PanelSpec panel;
        panel.id = u"told/"_s + id;
        panel.title = title;
        panel.quantity = quantity;
        panel.why = why;
        panel.kind = signals::PanelKind::Bars;
        panel.unit = unit;
        panel.yMin = 0;
        panel.queries = {{{}, title, {}}};
        panel.told = std::move(answer);
        put(std::move(panel));
    };
    const QString notKept = say(WF_T("this console has kept no incident of it yet"));
    std::vector<std::pair<qint64, qint64>> repaired, taken;
    std::vector<qint64> opened;
    for (const KnownIncident &incident : facts.incidents) {
        opened.push_back(incident.openedNs);
        if (incident.closedNs > incident.openedNs)
            repaired.emplace_back(incident.openedNs, incident.closedNs - incident.openedNs);
        if (incident.takenNs > incident.openedNs)
            taken.emplace_back(incident.openedNs, incident.takenNs - incident.openedNs);
    }
    if (withDeploys && !addVersions(facts.versionLabel))
        tell(u"deploys"_s, say(WF_T("Deployment frequency")), say(WF_T("versions a day")),
             say(WF_T("Counted by this console: a version that appears is a deployment. Known for %1."))
                 .arg(knownFor(facts.deploysKnown)),
             Unit::None, perDay(facts.deploysNs, facts.deploysKnown),
             say(WF_T("no version of it is known: no metric of build information or version label found")));
    const QString why = say(WF_T("From the incidents that this console kept of it in %1, by the week they began."))
                            .arg(knownFor(facts.incidentsKnown));
    tell(u"repair"_s, say(WF_T("Mean time to repair")), say(WF_T("by week")), why, Unit::Seconds,
         meanPerWeek(repaired, facts.incidentsKnown),
         facts.incidents.empty() ? notKept : say(WF_T("none of its incidents is over yet")));
    tell(u"taken"_s, say(WF_T("Mean time to acknowledge")), say(WF_T("by week")), why, Unit::Seconds,
         meanPerWeek(taken, facts.incidentsKnown),
         facts.incidents.empty() ? notKept : say(WF_T("nobody has acknowledged one of its incidents")));
    tell(u"incidents"_s, say(WF_T("Incidents")), say(WF_T("a day")),
         say(WF_T("Incidents of it that this console kept in %1.")).arg(knownFor(facts.incidentsKnown)), Unit::None,
         perDay(opened, facts.incidentsKnown), notKept);
}

void TemplateParts::addObjectives(const TemplateFacts &facts)
{
    for (const signals::Objective &objective : facts.objectives) {
        const QString name = objective.name.isEmpty() ? objective.id : objective.name;
        const double budget = 1 - objective.target;
        if (budget <= 0 || badShareQuery(objective, base::nsPerHour).isEmpty()) {
            missing(name, say(WF_T("its indicator cannot be asked as one query")));
            continue;
        }
        row(name);
        const auto add = [&](const QString &id, const QString &title, const QString &quantity, const QString &why,
                             Unit unit) -> signals::PanelSpec {
            signals::PanelSpec panel;
            panel.id = u"objective/%1/%2"_s.arg(objective.id, id);
            panel.title = title;
            panel.quantity = quantity;
            panel.why = why;
            panel.unit = unit;
            return panel;
        };
        const QString target = QString::number(objective.target * 100, 'g', 6) + u" %"_s;
        auto burn = add(u"burn"_s, say(WF_T("Burn rate")), say(WF_T("of its budget, 1 spends it in the window")),
                        say(WF_T("The share of bad events against the %1 % that its target of %2 leaves."))
                            .arg(QString::number(budget * 100, 'g', 4), target),
                        Unit::None);
        for (const qint64 window : {base::nsPerHour, 6 * base::nsPerHour})
            burn.queries.push_back(
                {QString(u'(' + badShareQuery(objective, window) + u") / "_s + QString::number(budget, 'g', 10)),
                 base::promDuration(window),
                 {}});
        burn.thresholds = {{14.4, say(WF_T("page 14.4")), true}, {6, say(WF_T("ticket 6")), false}};
        put(std::move(burn));
        auto good = add(u"good"_s, say(WF_T("Good events")), say(WF_T("share, over five minutes and an hour")),
                        say(WF_T("What the objective counts as good of all.")), Unit::Ratio);
        for (const qint64 window : {5 * base::nsPerMinute, base::nsPerHour})
            good.queries.push_back(
                {u"1 - (%1)"_s.arg(badShareQuery(objective, window)), base::promDuration(window), {}});
        good.yMax = 1;
        good.thresholds = {{objective.target, say(WF_T("target %1")).arg(target), false}};
        put(std::move(good));
        const SliQueries events = sliQueries(objective, 5 * base::nsPerMinute);
        if (!events.isShare) {
            auto all = add(u"events"_s, say(WF_T("Events")), say(WF_T("per second")),
                           say(WF_T("How much there is to judge by: with few events one bad one weighs much.")),
                           Unit::PerSecond);
            all.queries = {{u"(%1) / 300"_s.arg(events.total), say(WF_T("all")), {}}};
            put(std::move(all));
        }
    }
    if (facts.objectives.empty())
        missing(
            say(WF_T("Objectives")),
            say(WF_T("no objective of this service is defined; Objectives proposes some, watchfloor slo init too")));
}

void TemplateParts::addFiring()
{
    const bool isTold = std::ranges::any_of(m_input.metrics, [](const auto &m) { return m.name == "ALERTS"_L1; });
    if (!isTold)
        return missing(say(WF_T("Firing alerts")),
                       say(WF_T("no series of ALERTS names it: nothing of it was pending or fired within the last "
                                "hour, or its sources write none")));
    const auto selector = [this](const char *state) {
        return selectorText(u"ALERTS"_s, {u"alertstate=\"%1\""_s.arg(QLatin1String(state)), m_input.matcher});
    };
    const auto add = [&](const QString &id, const QString &title, const QString &quantity, const QString &why,
                         const QString &expr, const QString &legend) {
        signals::PanelSpec panel;
        panel.id = u"alerts/"_s + id;
        panel.title = title;
        panel.quantity = quantity;
        panel.why = why;
        panel.kind = signals::PanelKind::Stacked;
        panel.yMin = 0;
        panel.queries = {{expr, legend, {}}};
        put(std::move(panel));
    };
    const QString why = say(WF_T("Prometheus writes ALERTS as 1 while one is pending or fires."));
    add(u"severity"_s, say(WF_T("Firing alerts")), say(WF_T("by severity")), why,
        u"count by (severity) (%1)"_s.arg(selector("firing")), u"{{severity}}"_s);
    add(u"name"_s, say(WF_T("Firing by rule")), say(WF_T("the ten that fire most")), why,
        u"topk(10, count by (alertname) (%1))"_s.arg(selector("firing")), u"{{alertname}}"_s);
    add(u"pending"_s, say(WF_T("Pending")), say(WF_T("by rule")), why,
        u"topk(10, count by (alertname) (%1))"_s.arg(selector("pending")), u"{{alertname}}"_s);
}

// What each rule that reads the service's metrics measures, with its threshold.
void TemplateParts::addRules()
{
    QStringList seen;
    std::size_t left = 0;
    QSet<QString> names;
    for (const ServiceMetric &metric : m_input.metrics)
        names.insert(metric.name);
    for (const signals::Rule &rule : m_input.rules) {
        if (rule.kind != signals::RuleKind::Alerting || seen.contains(rule.name) || !reads(rule, names))
            continue;
        seen << rule.name;
        if (static_cast<std::size_t>(seen.size()) > mostRules) {
            ++left;
            continue;
        }
        const RuleExpression split = splitThreshold(rule.query);
        signals::PanelSpec panel;
        panel.id = u"rule/"_s + rule.name;
        panel.title = rule.name;
        panel.quantity = say(WF_T("what the rule measures"));
        panel.why = rule.forNs > 0 ? say(WF_T("Fires when %1 %2 for %3.")) : say(WF_T("Fires when %1 %2."));
        panel.why =
            panel.why.arg(split.comparison, split.threshold ? QString::number(*split.threshold, 'g', 6) : QString());
        if (rule.forNs > 0)
            panel.why = panel.why.arg(base::promDuration(rule.forNs));
        if (split.comparison.isEmpty())
            panel.why = say(WF_T("Fires while this has any value."));
        panel.queries = {{split.measured, {}, {}}};
        if (split.threshold)
            panel.thresholds = {{*split.threshold, rule.name, rule.labels.text("severity") == "critical"_L1}};
        put(std::move(panel));
    }
    if (seen.isEmpty())
        missing(say(WF_T("Alert rules")), say(WF_T("no alert rule reads a metric of this service")));
    if (left > 0)
        missing(say(WF_T("More alert rules")), say(WF_T("%1 more read its metrics; see Rules")).arg(left));
}

void TemplateParts::addAlerts(const TemplateFacts &facts)
{
    row(say(WF_T("Now")));
    addFiring();
    row(say(WF_T("How it was handled")));
    addTold(facts, false);
    row(say(WF_T("What the rules measure")));
    addRules();
}

} // namespace wf::engine
