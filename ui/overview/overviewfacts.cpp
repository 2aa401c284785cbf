// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

// Ages and waits are told to the second; fractions are noise.
QString wholeSeconds(qint64 ns)
{
    return base::humanDuration(ns - ns % base::nsPerSecond);
}

// What may be behind it, when something clearly stands out.
QString likelyCause(const engine::CauseReport &report)
{
    constexpr double clearly = 0.3;
    if (report.suspects.empty() || report.suspects.front().share < clearly)
        return {};
    const engine::CauseSuspect &first = report.suspects.front();
    if (first.kind == engine::CauseSuspect::Kind::Deploy && first.leadNs && *first.leadNs > 0)
        return OverviewPage::tr("Likely cause: %1, deployed %2 before").arg(first.title, wholeSeconds(*first.leadNs));
    return OverviewPage::tr("Likely cause: %1").arg(first.title);
}

std::vector<double> firingTrend(const engine::FleetSnapshot &fleet)
{
    std::vector<double> out;
    for (const auto &bin : fleet.alertsOverTime)
        out.push_back(bin[0] + bin[1] + bin[2]);
    return out;
}

} // namespace

engine::IncidentPtr OverviewPage::worst() const
{
    const auto &open = m_incidents.snapshot()->open;
    return open.empty() ? nullptr : open.front();
}

// As long as this screen is shown nobody looks at another one. Until somebody selects anything, the Thread shows what
// hurts most.
void OverviewPage::lookAtTheWorst()
{
    const auto one = worst();
    m_causes.look(one && one->needed > 0 ? one->number : 0);
    const bool isUntouched = m_context.selection().isNone() || m_context.selection() == m_chosen;
    if (!one || one->needed == 0 || one->service == m_chosen.service || !isUntouched)
        return;
    const auto chosen = signals::Subject::ofService(one->service);
    if (!showSubject(chosen))
        return;
    m_chosen = chosen;
    m_context.select(chosen); // the row may have been the current one already
}

Situation OverviewPage::situationOf(const engine::Incident &worst) const
{
    const qint64 now = m_context.clock().nowNs();
    Situation s;
    s.severity = worst.severity;
    s.sentence = worst.title;
    s.subject = engine::incidentSubject(worst);
    const QString count = tr("%n alerts", nullptr, static_cast<int>(worst.alerts.size()));
    s.detail = worst.services.size() > 1
                   ? tr("%1 on %n services", nullptr, static_cast<int>(worst.services.size())).arg(count)
                   : tr("%1 on %2").arg(count, worst.service.isEmpty() ? tr("no named service") : worst.service);
    const auto report = m_causes.report();
    if (const QString cause = report && report->incident == worst.number ? likelyCause(*report) : QString();
        !cause.isEmpty())
        s.detail += QStringLiteral(". ") + cause;
    s.facts.push_back({tr("Open"), wholeSeconds(now - worst.openedNs), signals::Severity::Ok});
    if (const auto spent = engine::budgetSpentAt(m_ahead, worst.services))
        s.facts.push_back({tr("Budget spent"), tr("at %1").arg(base::dayAndTime(*spent, now)), worst.severity});
    s.facts.push_back({tr("Needs"), worst.needed == 1 ? tr("1 alert") : tr("%1 alerts").arg(worst.needed), s.severity});
    return s;
}

void OverviewPage::fillSituation()
{
    const qint64 now = m_context.clock().nowNs();
    const auto &open = m_incidents.snapshot()->open;
    const auto first = worst();
    Situation s;
    const auto knowledge = m_alerts.knowledge();
    const qint64 since = m_alerts.unknownSinceNs();
    if (knowledge == engine::AlertKnowledge::NotAsked && !first) {
        s.sentence = tr("Asking who needs you");
        s.detail = tr("No alert source has answered yet.");
    } else if (!first && knowledge == engine::AlertKnowledge::Unknown) {
        s.severity = signals::Severity::Unknown;
        s.sentence = tr("Whether something is wrong is not known");
        s.detail = since ? tr("The alert sources have not answered since %1.").arg(base::timeOfDay(since))
                         : tr("No alert source has ever answered.");
    } else if (!first || first->needed == 0) {
        s.severity = signals::Severity::Ok;
        s.sentence = tr("Nothing needs you");
        s.detail =
            first ? tr("%n incidents are open, all of them held by someone or quiet.", nullptr,
                       static_cast<int>(open.size()))
                  : tr("No alert fires on %n services.", nullptr, static_cast<int>(m_fleet.snapshot()->rows.size()));
        if (const auto over = m_incidents.snapshot()->closed.size(); over > 0)
            s.detail += u' ' + tr("%n incidents were over in the last 24 h.", nullptr, static_cast<int>(over));
    } else {
        s = situationOf(*first);
        if (knowledge == engine::AlertKnowledge::Unknown) {
            s.detail = (since ? tr("As of %1, no answer since. ").arg(base::dayAndTime(since, now))
                              : tr("From the cache, no answer yet. ")) +
                       s.detail;
            if (since)
                s.facts.push_back({tr("Last answer"), base::ageText(now - since), signals::Severity::Warning});
        }
    }
    m_situation->setSituation(s);
}

void OverviewPage::fillVitals()
{
    const auto fleet = fleetNow();
    std::vector<VitalSign> signs;
    double requests = 0;
    double errors = 0;
    bool outcomes = false;
    const engine::FleetRow *slowest = nullptr;
    const engine::FleetRow *fullest = nullptr;
    for (const auto &row : fleet->rows) {
        if (std::isfinite(row.requestsPerSecond)) {
            requests += row.requestsPerSecond;
            if (std::isfinite(row.errorRatio)) {
                errors += row.errorRatio * row.requestsPerSecond;
                outcomes = true;
            }
        }
        if (std::isfinite(row.p99Seconds) && (!slowest || row.p99Seconds > slowest->p99Seconds))
            slowest = &row;
        if (std::isfinite(row.saturation) && (!fullest || row.saturation > fullest->saturation))
            fullest = &row;
    }
    const auto asOf = [this](qint64 ns) {
        return ns ? tr("as of %1").arg(base::dayAndTime(ns, m_context.clock().nowNs())) : QString();
    };
    QString old = asOf(fleet->completeness.stale ? fleet->asOfNs : 0);
    const auto figure = [&](const QString &caption, double value, base::Unit unit, const QString &note,
                            signals::Severity severity, const std::vector<double> &trend, const QString &query) {
        const auto text = base::splitValue(value, unit);
        signs.push_back(
            {caption, text.number, text.unit, old.isEmpty() ? note : old, severity, trend, query, !old.isEmpty()});
    };
    if (requests > 0) {
        figure(tr("Requests, all services"), requests, base::Unit::PerSecond,
               tr("sum of %n services", nullptr, static_cast<int>(fleet->rows.size())), signals::Severity::Ok,
               fleet->requestsTrend, tr("rate over 5 min, summed"));
        if (outcomes)
            figure(tr("Failed requests"), errors / requests, base::Unit::Ratio, tr("of all requests"),
                   errors / requests > 0.01 ? signals::Severity::Critical : signals::Severity::Ok, fleet->errorsTrend,
                   tr("failed / all, rate over 5 min"));
    }
    if (slowest)
        figure(tr("Slowest p99"), slowest->p99Seconds, base::Unit::Seconds, slowest->service,
               slowest->severity <= signals::Severity::Warning ? slowest->severity : signals::Severity::Ok,
               slowest->p99Trend, tr("histogram_quantile(0.99, …) by service"));
    if (fullest)
        figure(tr("Most saturated"), fullest->saturation, base::Unit::Ratio,
               fullest->service + u' ' + fullest->saturationOf,
               fullest->saturation >= 0.95  ? signals::Severity::Critical
               : fullest->saturation >= 0.8 ? signals::Severity::Warning
                                            : signals::Severity::Ok,
               {}, tr("used / limit"));
    const BudgetCell *least = nullptr;
    QString leastService;
    for (auto it = m_budgets.cbegin(); it != m_budgets.cend(); ++it)
        if (!least || it->left < least->left) {
            least = &*it;
            leastService = it.key();
        }
    old = asOf(least ? least->asOfNs : 0);
    if (least)
        figure(tr("Least budget left"), least->left, base::Unit::Ratio,
               least->objective.isEmpty() ? leastService : least->objective, least->severity, {},
               tr("error budget of the objective's window"));
    signs.push_back(firingSign(*fleet));
    m_vitals->setSigns(std::move(signs));
}

// A count of what nobody has told is no zero.
VitalSign OverviewPage::firingSign(const engine::FleetSnapshot &fleet) const
{
    const auto &known = *m_incidents.snapshot();
    const int firing = known.alertsFiring;
    int needed = 0;
    for (const auto &i : known.open)
        needed += i->needed;
    VitalSign sign{tr("Firing alerts"),
                   QString::number(firing),
                   {},
                   {},
                   needed > 0 ? signals::Severity::Warning : signals::Severity::Ok,
                   firingTrend(fleet),
                   tr("of all alert sources, not silenced, not inhibited; the line: what fired in the last 24 h")};
    const auto first = worst();
    sign.note = firing == 0   ? tr("all sources answered")
                : needed == 0 ? tr("nobody is needed")
                              : tr("%1 of them in %2")
                                    .arg(std::ranges::count_if(first->alerts, &engine::IncidentAlert::fires))
                                    .arg(first->id());
    const auto knowledge = m_alerts.knowledge();
    if (knowledge == engine::AlertKnowledge::Fresh)
        return sign;
    sign.old = true;
    if (firing == 0)
        sign.number = QStringLiteral("\u2013");
    const qint64 since = m_alerts.unknownSinceNs();
    sign.note = knowledge == engine::AlertKnowledge::NotAsked ? tr("asking")
                : since ? tr("as of %1").arg(base::dayAndTime(since, m_context.clock().nowNs()))
                        : tr("no answer");
    return sign;
}

} // namespace wf::ui
