// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/normal/normalplan.h"

#include "models/engine/alerts/ruleexpression.h"
#include "models/engine/anomalies/watchlist/watchlist.h"
#include "models/engine/objectives/sli/sliqueries.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::SubjectKind;

namespace {

constexpr qint64 objectiveWindowNs = 30 * base::nsPerMinute;

QString say(const char *text)
{
    return QCoreApplication::translate("Normal", text);
}

// Every question of the watchlist has a series of a service that has it.
void askService(const signals::Subject &subject, const NormalKnowledge &known, const SubjectRules &rules,
                NormalPlan &plan)
{
    if (subject.service.isEmpty() && subject.instance.isEmpty()) {
        plan.notes << say("Nothing that can be measured belongs to it.");
        return;
    }
    const QString who = subject.service.isEmpty() ? subject.instance : subject.service;
    for (const WatchQuestion &question : watchlist(known.metricNames, rules)) {
        NormalProbe probe{NormalProbe::Of::Metrics, question.expr, question.title, question.unit, who, {}, {}};
        plan.probes.push_back(std::move(probe));
    }
    if (plan.probes.empty())
        plan.notes << say("No metric of requests, errors, durations or machines is known of it.");
}

void askAlert(const signals::Subject &subject, const NormalKnowledge &known, const SubjectRules &rules,
              NormalPlan &plan)
{
    const WatchedAlert *alert = nullptr;
    if (known.alerts)
        for (const WatchedAlert &one : known.alerts->alerts)
            if (one.alert.fingerprint == subject.id)
                alert = &one;
    if (!alert || !alert->rule) {
        plan.notes << say("The rule of this alert is not known here: its service was asked instead.");
        return askService(subject, known, rules, plan);
    }
    const RuleExpression rule = splitThreshold(alert->rule->query);
    plan.probes.push_back({NormalProbe::Of::Metrics,
                           rule.measured,
                           say("what %1 measures").arg(alert->alert.name()),
                           base::Unit::None,
                           {},
                           {},
                           alert->alert.labels});
    if (rule.threshold)
        plan.notes << say("The rule fires when it is %1 %2.")
                          .arg(rule.comparison, base::formatValue(*rule.threshold, base::Unit::None));
}

// Labels that name one process: its like is counted over all of them, since they come and go.
base::Labels withoutProcesses(const base::Labels &labels)
{
    static constexpr std::array<std::string_view, 8> ofProcesses{"pod",          "instance", "host",     "filename",
                                                                 "container_id", "node",     "trace_id", "span_id"};
    base::Labels out = labels;
    for (const std::string_view name : ofProcesses)
        out = out.with(name, {});
    return out;
}

void askLines(const signals::Subject &subject, NormalPlan &plan)
{
    QString query = subject.id.startsWith(u'{') ? subject.id : withoutProcesses(subject.labels).toString();
    if (!query.startsWith(u'{') || query == u"{}"_s) {
        plan.notes << say("The line has no labels by which its like could be counted.");
        return;
    }
    const QString title = subject.id.startsWith(u'{') ? subject.title : say("lines like this one, in five minutes");
    plan.probes.push_back({NormalProbe::Of::Logs,
                           u"sum(count_over_time(%1[5m]))"_s.arg(query + u' '),
                           title,
                           base::Unit::None,
                           {},
                           {},
                           {}});
}

void askObjective(const signals::Subject &subject, const NormalKnowledge &known, NormalPlan &plan)
{
    const ObjectiveState *state = nullptr;
    if (known.objectives)
        for (const ObjectiveState &one : known.objectives->objectives)
            if (one.objective.id == subject.id)
                state = &one;
    if (!state) {
        plan.notes << say("This objective is not known here.");
        return;
    }
    const SliQueries sli = sliQueries(state->objective, objectiveWindowNs);
    if (sli.total.isEmpty()) {
        plan.notes << sli.problem;
        return;
    }
    const QString part = sli.isShare ? u"(%1)"_s.arg(sli.part) : u"(%1) / (%2)"_s.arg(sli.part, sli.total);
    plan.probes.push_back({NormalProbe::Of::Metrics,
                           sli.partIsGood ? u"1 - %1"_s.arg(part) : part,
                           say("share of bad events of %1 in half an hour").arg(state->title()),
                           base::Unit::Ratio,
                           {},
                           {},
                           {}});
}

// A metric as it is; of an anomaly the series that the detectors watch.
void askMetric(const signals::Subject &subject, const NormalKnowledge &known, NormalPlan &plan)
{
    const SeriesState *state = known.anomalies ? known.anomalies->state(subject.id) : nullptr;
    const QString title = subject.title.isEmpty() ? subject.id : subject.title;
    NormalProbe probe{NormalProbe::Of::Metrics, subject.id, title, base::Unit::None, {}, {}, {}};
    if (state) {
        probe.expr = state->of->question->expr;
        probe.unit = state->of->question->unit;
        probe.only = state->of->labels;
    } else if (!subject.labels.without({"__name__"}).isEmpty()) {
        probe.only = subject.labels;
    }
    if (probe.expr.startsWith(u'{') && probe.expr.contains(u"|"_s))
        return askLines(subject, plan); // a log pattern
    plan.probes.push_back(std::move(probe));
}

} // namespace

NormalPlan planFor(const signals::Subject &subject, const NormalKnowledge &known, const SubjectRules &rules)
{
    NormalPlan plan;
    switch (subject.kind) {
    case SubjectKind::None:
        plan.notes << say("Select something first.");
        break;
    case SubjectKind::Metric:
        askMetric(subject, known, plan);
        break;
    case SubjectKind::Alert:
        askAlert(subject, known, rules, plan);
        break;
    case SubjectKind::LogLine:
        askLines(subject, plan);
        break;
    case SubjectKind::Trace:
    case SubjectKind::Span:
        plan.traces = TraceProbe{subject.id.section(u'/', 0, 0), subject.service, subject.operation};
        break;
    case SubjectKind::Operation:
        plan.traces = TraceProbe{{}, subject.service, subject.operation};
        break;
    case SubjectKind::Objective:
        askObjective(subject, known, plan);
        break;
    case SubjectKind::Source:
        plan.notes << say("How a source answers is told by the screen Health.");
        break;
    case SubjectKind::Service:
    case SubjectKind::Instance:
    case SubjectKind::Incident:
    case SubjectKind::Deploy:
        askService(subject, known, rules, plan);
        break;
    }
    return plan;
}

bool isMeant(const NormalProbe &probe, const base::Labels &labels, const SubjectRules &rules)
{
    const base::Labels plain = labels.without({"__name__"});
    if (probe.only)
        return plain == probe.only->without({"__name__"});
    if (probe.among)
        return probe.among->containsAll(plain);
    if (probe.service.isEmpty())
        return true;
    const signals::Subject subject = rules.resolve(labels);
    return subject.service == probe.service || subject.instance == probe.service;
}

} // namespace wf::engine
