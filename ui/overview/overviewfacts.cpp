// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/overview/overviewwords.h"
#include "ui/overview/situationstrip.h"
#include "ui/overview/vitalsigns.h"

#include <cmath>

namespace wf::ui {

QString wholeSeconds(qint64 ns)
{
    return base::humanDuration(ns - ns % base::nsPerSecond);
}

signals::Subject alertSubject(const engine::Trouble &t)
{
    signals::Subject s = signals::Subject::ofService(t.service);
    s.kind = signals::SubjectKind::Alert;
    s.id = t.worst.fingerprint;
    s.labels = t.worst.labels;
    s.title = t.worst.name();
    s.timeNs = t.worst.startsNs;
    return s;
}

void OverviewPage::fillSituation()
{
    const auto &list = m_troublesNow.of(m_alerts.snapshot());
    const qint64 now = m_context.clock().nowNs();
    Situation s;
    const auto knowledge = m_alerts.knowledge();
    if (knowledge == engine::AlertKnowledge::NotAsked) {
        s.sentence = tr("Asking who needs you");
        s.detail = tr("No alert source has answered yet.");
    } else if (list.empty() && knowledge == engine::AlertKnowledge::Unknown) {
        s.severity = signals::Severity::Unknown;
        s.sentence = tr("Whether something is wrong is not known");
        const qint64 since = m_alerts.unknownSinceNs();
        s.detail = since ? tr("The alert sources have not answered since %1.").arg(base::timeOfDay(since))
                         : tr("No alert source has ever answered.");
    } else if (list.empty() || list.front().open == 0) {
        s.severity = signals::Severity::Ok;
        s.sentence = tr("Nothing needs you");
        const auto services = m_fleet.snapshot()->rows.size();
        s.detail = list.empty() ? tr("No alert fires on %n services.", nullptr, static_cast<int>(services))
                                : tr("%n services have alerts, all of them held by someone.", nullptr,
                                     static_cast<int>(list.size()));
    } else {
        const auto &t = list.front();
        s.severity = t.severity;
        s.sentence = t.sentence;
        s.detail =
            tr("%n alerts on %1", nullptr, t.alerts).arg(t.service.isEmpty() ? tr("no named service") : t.service);
        if (!t.regions.isEmpty())
            s.detail += tr(" in %1").arg(t.regions.join(QStringLiteral(", ")));
        if (const auto &services = m_fleet.snapshot()->services)
            if (const auto *change = engine::likelyChange(t, *services))
                s.detail += tr(". Likely cause: %1 %2, deployed %3 before")
                                .arg(change->service, change->toVersion, wholeSeconds(t.sinceNs - change->timeNs));
        s.facts.push_back({tr("Open"), wholeSeconds(now - t.sinceNs), signals::Severity::Ok});
        if (const qint64 since = m_alerts.unknownSinceNs(); knowledge == engine::AlertKnowledge::Unknown) {
            s.detail = (since ? tr("As of %1, no answer since. ").arg(base::dayAndTime(since, now))
                              : tr("From the cache, no answer yet. ")) +
                       s.detail;
            if (since)
                s.facts.push_back({tr("Last answer"), base::ageText(now - since), signals::Severity::Warning});
        }
        s.facts.push_back({tr("Needs"), t.open == 1 ? tr("1 alert") : tr("%1 alerts").arg(t.open), t.severity});
        s.subject = alertSubject(t);
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
               tr("sum of %n services", nullptr, static_cast<int>(fleet->rows.size())), signals::Severity::Ok, {},
               tr("rate over 5 min, summed"));
        if (outcomes)
            figure(tr("Failed requests"), errors / requests, base::Unit::Ratio, tr("of all requests"),
                   errors / requests > 0.01 ? signals::Severity::Critical : signals::Severity::Ok, {},
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
    signs.push_back(firingSign());
    m_vitals->setSigns(std::move(signs));
}

// A count of what nobody has told is no zero.
VitalSign OverviewPage::firingSign() const
{
    int firing = 0;
    int open = 0;
    for (const auto &t : m_troublesNow.of(m_alerts.snapshot())) {
        firing += t.alerts;
        open += t.open;
    }
    VitalSign sign{tr("Firing alerts"),
                   QString::number(firing),
                   {},
                   {},
                   open > 0 ? signals::Severity::Warning : signals::Severity::Ok,
                   {},
                   tr("of all alert sources, not silenced, not inhibited")};
    sign.note = firing == 0      ? tr("all sources answered")
                : open == firing ? tr("none held")
                                 : tr("%1 held by someone").arg(firing - open);
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
