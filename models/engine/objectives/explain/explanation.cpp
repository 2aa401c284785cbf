// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/explain/explanation.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::engine {

using Topic = ExplanationStep::Topic;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

QString percent(double share, int digits)
{
    return std::isfinite(share) ? QString::number(share * 100, 'f', digits) + QStringLiteral(" %") : tr("unknown");
}

// "1 234", or with the digits a fraction needs.
QString number(double value)
{
    if (!std::isfinite(value))
        return tr("no answer");
    return std::abs(value) >= 100 ? base::groupedInteger(std::llround(value)) : QString::number(value, 'g', 6);
}

QString span(base::TimeRange range)
{
    return tr("%1 to %2").arg(base::isoTime(range.startNs), base::isoTime(range.endNs));
}

QString unitOf(const BudgetReport &r)
{
    return r.countsSlices ? tr("slices of time") : r.countsSamples ? tr("samples") : tr("events");
}

class Teller {
public:
    Teller(const signals::Objective &objective, const ObjectivePolicies &policies, const BudgetReport &report,
           const BudgetSpent &spent)
        : m_o(objective), m_policies(policies), m_r(report), m_spent(spent)
    {
    }

    Explanation tell()
    {
        m_out.question = std::isfinite(m_r.left) ? tr("Why is %1 of the budget left?").arg(percent(m_r.left, 1))
                                                 : tr("Why is the budget not known?");
        define();
        count();
        sum();
        lookAtSamples();
        leaveOut();
        namePolicies();
        nameIncidents();
        for (const QStringList &doubts : {m_r.problems, m_r.notes})
            for (const QString &one : doubts)
                add(Topic::Doubt, one);
        return std::move(m_out);
    }

private:
    ExplanationStep &add(Topic topic, const QString &what)
    {
        ExplanationStep step;
        step.topic = topic;
        step.what = what;
        return m_out.steps.emplace_back(std::move(step));
    }

    void define()
    {
        const QString where =
            m_o.sourceFile.isEmpty() ? QString() : tr(", as %1 line %2 says").arg(m_o.sourceFile).arg(m_o.sourceLine);
        add(Topic::Definition, tr("%1 of %2 are to be good%3").arg(percent(m_o.target, 5), unitOf(m_r), where));
        auto &window = add(Topic::Window,
                           m_o.rolling ? tr("The last %1: %2").arg(base::humanDuration(m_o.windowNs), span(m_r.window))
                                       : tr("The calendar's window up to now: %1; it ends %2, time zone %3")
                                             .arg(span(m_r.window), base::isoTime(m_r.period.endNs),
                                                  m_o.timeZone.isEmpty() ? tr("UTC") : m_o.timeZone));
        window.range = m_r.window;
    }

    void count()
    {
        if (m_r.whole.pieces.size() > 1)
            add(Topic::Question, tr("The window is counted in %1 pieces, because of corrections or so that what stands "
                                    "is asked once")
                                     .arg(m_r.whole.pieces.size()));
        for (const AskedPiece &piece : m_r.whole.pieces) {
            if (piece.slices > 0) {
                auto &slices = add(Topic::Count, tr("%1 slices, %2 with data, %3 not good enough: %4")
                                                     .arg(piece.slices)
                                                     .arg(number(piece.total), number(piece.part), span(piece.range)));
                slices.query = piece.totalQuery;
                slices.range = piece.range;
                continue;
            }
            auto &total = add(Topic::Count, tr("All %1 gave %2").arg(unitOf(m_r), number(piece.total)));
            total.query = piece.totalQuery;
            total.value = piece.total;
            total.range = piece.range;
            auto &part = add(
                Topic::Count,
                (m_r.queries.partIsGood ? tr("Good ones gave %1") : tr("Bad ones gave %1")).arg(number(piece.part)));
            part.query = piece.partQuery;
            part.value = piece.part;
            part.range = piece.range;
        }
    }

    void sum()
    {
        if (!m_r.whole.isKnown) {
            m_out.answer = m_r.problems.isEmpty() ? tr("Nothing could be counted.") : m_r.problems.first();
            return;
        }
        const double budget = 1 - m_o.target;
        const QString counted = std::isfinite(m_r.whole.total)
                                    ? tr("%1 of %2 %3 were bad, a share of %4")
                                          .arg(number(m_r.whole.bad), number(m_r.whole.total), unitOf(m_r),
                                               percent(m_r.whole.errorRatio, 4))
                                    : tr("The share of bad is %1").arg(percent(m_r.whole.errorRatio, 4));
        m_out.answer =
            tr("%1. %2 may be, so %3 of the budget is spent and %4 is left.")
                .arg(counted, percent(budget, 4), percent(m_r.whole.errorRatio / budget, 2), percent(m_r.left, 2));
        add(Topic::Sum, m_out.answer).value = m_r.left;
        if (m_r.whole.lacksPart)
            add(Topic::Sum,
                tr("The query for bad events had no answer although there were events: that is none of them"));
    }

    void lookAtSamples()
    {
        const DataHealth &d = m_r.data;
        if (!d.isKnown)
            return;
        QString counts;
        if (d.samples > 0)
            counts = tr("%1 samples of %2 series, one every %3. ")
                         .arg(base::groupedInteger(d.samples), base::groupedInteger(d.series),
                              base::humanDuration(d.distanceNs));
        add(Topic::Samples,
            counts + (d.isOfSteps ? tr("%1 of the window's steps of %2 have data")
                                        .arg(percent(d.coverage, 2), base::humanDuration(m_r.history.stepNs))
                                  : tr("Samples are there for %1 of the window").arg(percent(d.coverage, 2))))
            .value = d.coverage;
        if (d.resets > 0)
            add(Topic::Samples, tr("Counters began anew %1 times; what they counted goes on over it").arg(d.resets));
        for (const base::TimeRange &gap : d.gaps) {
            auto &step = add(Topic::Gap, tr("No data for %1: %2").arg(base::humanDuration(gap.lengthNs()), span(gap)));
            step.range = gap;
        }
    }

    void leaveOut()
    {
        for (const Excluded &one : m_r.corrections) {
            auto &step = add(Topic::Correction, tr("%1 does not count: %2, %3, approved by %4")
                                                    .arg(span(one.range), one.name, one.reason, one.approvedBy));
            step.range = one.range;
        }
    }

    void namePolicies()
    {
        switch (m_policies.compute.noData) {
        case NoDataPolicy::Ignore:
            add(Topic::Policy, tr("Time without data does not count"));
            break;
        case NoDataPolicy::Good:
            add(Topic::Policy, tr("Slices without data count as good"));
            break;
        case NoDataPolicy::Bad:
            add(Topic::Policy, tr("Slices without data count as bad"));
            break;
        }
        add(Topic::Policy, m_policies.compute.lowTraffic == LowTrafficPolicy::Hold
                               ? tr("With low traffic alerts are held")
                               : tr("With low traffic alerts come as always"));
        add(Topic::Policy, tr("Changes are advised against from %1 % spent on").arg(m_policies.freeze.freezeAtPercent));
    }

    void nameIncidents()
    {
        for (const BudgetTaken &one : m_spent.incidents) {
            auto &step = add(Topic::Incident, tr("%1 used %2 points in %3")
                                                  .arg(one.incident.title, QString::number(one.points, 'f', 1),
                                                       base::humanDuration(one.incident.range.lengthNs())));
            step.range = one.incident.range;
            step.value = one.points;
        }
        if (!m_spent.incidents.empty())
            add(Topic::Incident, tr("%1 points were used outside of incidents").arg(m_spent.elsewhere, 0, 'f', 1))
                .value = m_spent.elsewhere;
    }

    const signals::Objective &m_o;
    const ObjectivePolicies &m_policies;
    const BudgetReport &m_r;
    const BudgetSpent &m_spent;
    Explanation m_out;
};

} // namespace

QString topicName(Topic topic)
{
    switch (topic) {
    case Topic::Definition:
        return tr("Definition");
    case Topic::Window:
        return tr("Window");
    case Topic::Question:
        return tr("Question");
    case Topic::Count:
        return tr("Count");
    case Topic::Sum:
        return tr("Sum");
    case Topic::Samples:
        return tr("Samples");
    case Topic::Gap:
        return tr("Gap");
    case Topic::Correction:
        return tr("Correction");
    case Topic::Policy:
        return tr("Policy");
    case Topic::Incident:
        return tr("Incident");
    case Topic::Doubt:
        return tr("Doubt");
    }
    return {};
}

Explanation explained(const signals::Objective &objective, const ObjectivePolicies &policies,
                      const BudgetReport &report, const BudgetSpent &spent)
{
    return Teller(objective, policies, report, spent).tell();
}

} // namespace wf::engine
