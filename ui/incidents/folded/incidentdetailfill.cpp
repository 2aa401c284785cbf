// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/engine/services/servicecatalog.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/detail/counttabs.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/detail/fittingrow.h"
#include "ui/incidents/detail/severitymark.h"
#include "ui/incidents/detail/symptomreader.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "ui/incidents/tabs/notificationspanel.h"
#include "ui/incidents/tabs/reviewpanel.h"
#include "ui/incidents/tabs/similarpanel.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowtable.h"

#include <QStackedWidget>

#include <algorithm>

// What IncidentDetail says of its incident.
namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

constexpr qint64 deployLeadNs = 2 * base::nsPerHour;
constexpr qsizetype mostNamed = 3;

QString listed(const QStringList &names)
{
    return names.size() <= mostNamed ? names.join(u", "_s)
                                     : IncidentDetail::tr("%1 and %2 more")
                                           .arg(names.mid(0, mostNamed - 1).join(u", "_s))
                                           .arg(names.size() - mostNamed + 1);
}

} // namespace

void IncidentDetail::show(engine::IncidentPtr incident, const engine::ServicesSnapshot *services)
{
    const bool isOther = !incident || !m_incident || incident->number != m_incident->number;
    m_incident = std::move(incident);
    const qint64 number = m_incident ? m_incident->number : 0;
    m_pages->setCurrentWidget(m_incident ? m_body : static_cast<QWidget *>(m_hint));
    m_causes->show(number);
    m_parts.story.look(number);
    m_parts.similar.look(number);
    m_told->show(m_incident);
    m_review->look(m_tabPages->currentIndex() == Review ? number : 0);
    fillActions();
    if (!m_incident) {
        m_symptom->stop();
        m_hint->setText(tr("Select an incident to see what belongs to it and why."));
        return;
    }
    if (isOther)
        m_table->clearSelection();
    m_deploys.clear();
    if (services)
        for (const auto &deploy : services->deploys)
            if (m_incident->services.contains(deploy.service) && deploy.timeNs + deployLeadNs >= m_incident->openedNs &&
                (m_incident->isOpen() || deploy.timeNs <= m_incident->closedNs))
                m_deploys.push_back(deploy);
    m_mark->setSeverity(m_incident->isOpen() ? m_incident->severity : signals::Severity::Ok);
    m_title->setText(m_incident->title);
    const qint64 now = m_context.clock().nowNs();
    widgets::setPlainToolTip(m_title, engine::incidentSentence(*m_incident, now));
    m_id->setText(tr("since %1   %2").arg(base::dayAndTime(m_incident->openedNs, now), m_incident->id()));
    fillReasons();
    fillFacts();
    fillLanes();
    m_rows->setRows(m_incident->alerts);
    fillActions();
    fillCounts();
}

void IncidentDetail::setLearning(const engine::IncidentSnapshot &incidents)
{
    const auto needed = static_cast<int>(analysis::Triage::leastOutcomes);
    m_learning = incidents.hasLearned
                     ? tr("Decided by trees, grown from %1 kinds of alerts in %2 incidents with an outcome.")
                           .arg(incidents.examples)
                           .arg(incidents.outcomes)
                     : tr("Decided by rules, until the outcomes of %1 kinds of alerts are known; %2 are.")
                           .arg(needed)
                           .arg(incidents.examples);
}

// One line; who decided it stands in the tool tip.
void IncidentDetail::fillReasons()
{
    const auto &one = *m_incident;
    QStringList text;
    if (one.reasons.isEmpty())
        text << tr("%1.").arg(signals::severityName(one.severity));
    else
        text << tr("%1, because: %2.").arg(signals::severityName(one.severity), one.reasons.join(u"; "_s));
    if (one.ofRules != one.severity && one.ofRules != signals::Severity::Unknown)
        text << tr("Its rules say %1.").arg(signals::severityName(one.ofRules));
    if (one.outcome)
        text << (*one.outcome == engine::OutcomeKind::Real    ? tr("It was real.")
                 : *one.outcome == engine::OutcomeKind::Noise ? tr("It was noise.")
                                                              : tr("It healed itself."));
    m_reasons->setText(text.join(u' '));
    widgets::setPlainToolTip(m_reasons, text.join(u' ') + u'\n' + m_learning);
}

qint64 IncidentDetail::acknowledgedNs() const
{
    qint64 first = 0;
    for (const auto &alert : m_incident->alerts) {
        const auto *watched = alert.fires() ? m_parts.alerts.snapshot()->find(alert.key) : nullptr;
        if (watched && watched->handling == engine::Handling::Acknowledged && watched->heldSinceNs != 0)
            first = first == 0 ? watched->heldSinceNs : std::min(first, watched->heldSinceNs);
    }
    return first;
}

void IncidentDetail::fillFacts()
{
    using Tone = PlainLabel::Tone;
    const auto &one = *m_incident;
    const qint64 now = m_context.clock().nowNs();
    const auto report = m_parts.causes.report();
    const bool isKnown = report && report->incident == one.number && report->asOfNs != 0 && report->symptomNs > 0;
    const qint64 symptomNs = isKnown ? std::min(report->symptomNs, one.openedNs) : one.openedNs;
    std::vector<FactStrip::Fact> facts;
    QString impact = one.services.size() == 1 ? one.services.front()
                                              : tr("%n services", nullptr, static_cast<int>(one.services.size()));
    if (!one.regions.isEmpty())
        impact += u", "_s + listed(one.regions);
    facts.push_back({tr("Impact"), impact,
                     one.isOpen() && one.severity == signals::Severity::Critical ? Tone::Critical : Tone::Primary});
    facts.push_back({tr("First symptom"),
                     isKnown && !report->symptomService.isEmpty()
                         ? QString(base::dayAndTime(symptomNs, now) + u' ' + report->symptomService)
                         : base::dayAndTime(symptomNs, now),
                     Tone::Primary});
    const qint64 delay = one.openedNs - symptomNs;
    facts.push_back({tr("Opened"),
                     delay >= base::nsPerSecond
                         ? QString(base::dayAndTime(one.openedNs, now) + u" +"_s + base::clockDuration(delay))
                         : base::dayAndTime(one.openedNs, now),
                     Tone::Primary});
    if (!one.isOpen())
        facts.push_back(
            {tr("Closed"),
             tr("%1, took %2")
                 .arg(base::dayAndTime(one.closedNs, now), base::humanDuration(one.closedNs - one.openedNs)),
             Tone::Primary});
    else if (one.needed > 0)
        facts.push_back({tr("Acknowledged"), tr("nobody, %n wait", nullptr, one.needed), Tone::Critical});
    else if (!one.owner.isEmpty())
        facts.push_back({tr("Acknowledged"), one.owner, Tone::Acknowledged});
    else
        facts.push_back({tr("Acknowledged"),
                         one.quiet > 0 ? tr("not needed, %n alerts are quiet", nullptr, one.quiet) : tr("silenced"),
                         Tone::Secondary});
    if (one.isOpen()) {
        const auto next = nextEscalation(m_telling, one, now);
        facts.push_back({tr("Escalates"), next.words,
                         next.isWarning || next.passed > 0.8 ? Tone::Warning : Tone::Primary, next.passed});
    }
    m_facts->setFacts(std::move(facts));
}

void IncidentDetail::fillLanes()
{
    const auto &one = *m_incident;
    std::vector<widgets::OnsetBar> bars;
    for (const auto &alert : one.alerts)
        bars.push_back({alert.key, alert.service, engine::calledAs(alert), alert.severity, alert.startNs, alert.endNs,
                        !alert.needsSomebody() && alert.fires(), alert.isFinding()});
    std::vector<widgets::OnsetMark> marks;
    for (const auto &deploy : m_deploys)
        marks.push_back({deploy.timeNs,
                         QStringList{deploy.service, deploy.toVersion, deploy.region}.join(u' ').simplified(),
                         widgets::OnsetMark::Kind::Deploy});
    // It opens with its first alert, and is seen once enough came together.
    marks.push_back({one.openedNs, tr("incident opened"), widgets::OnsetMark::Kind::Plain});
    if (const qint64 taken = acknowledgedNs(); taken > 0)
        marks.push_back({taken, tr("acknowledged"), widgets::OnsetMark::Kind::Acknowledged});
    m_lanes->show(std::move(bars), std::move(marks), one.isOpen() ? m_context.clock().nowNs() : one.closedNs);
    m_onsetWords->setText(one.services.size() > 1 ? tr("bars run from first firing to now; order suggests direction")
                                                  : tr("bars run from first firing to now"));
    if (m_isActive && one.isOpen())
        m_symptom->look(one, *m_parts.alerts.snapshot(), m_lanes->range());
    else if (!one.isOpen())
        m_symptom->stop();
    m_lanes->setChart(m_symptom->chart());
}

QString IncidentDetail::runbook() const
{
    if (!m_incident)
        return {};
    for (const auto severity : {signals::Severity::Critical, signals::Severity::Warning, signals::Severity::Info})
        for (const auto &alert : m_incident->alerts) {
            const auto *watched =
                alert.severity == severity && alert.fires() ? m_parts.alerts.snapshot()->find(alert.key) : nullptr;
            const QString address = watched ? watched->alert.annotations.text("runbook_url") : QString();
            if (base::isSafeWebAddress(address))
                return address;
        }
    return {};
}

void IncidentDetail::fillActions()
{
    const bool isOpen = m_incident && m_incident->isOpen();
    const auto may = m_parts.desk.mayAct();
    const bool isTaken = isOpen && m_incident->needed == 0 && !m_incident->owner.isEmpty();
    m_acknowledge->setText(isTaken ? tr("Acknowledged") : tr("Acknowledge"));
    m_acknowledge->setKeyHint(isTaken ? QString() : u"A"_s);
    m_acknowledge->setPrimary(isOpen && m_incident->needed > 0);
    m_acknowledge->setEnabled(may && isOpen && m_incident->needed > 0);
    m_silence->setEnabled(may && isOpen);
    const auto keeps = m_parts.desk.mayKeep();
    m_escalate->setEnabled(keeps && isOpen);
    m_resolve->setEnabled(keeps && m_incident != nullptr);
    for (auto *button : {m_acknowledge, m_silence})
        widgets::setPlainToolTip(button, may ? QString() : may.error().summary);
    for (auto *button : {m_escalate, m_resolve})
        widgets::setPlainToolTip(button, keeps ? QString() : keeps.error().summary);
    const auto selected = static_cast<std::size_t>(m_table->selectedKeys().size());
    m_deeds->setWanted(m_split,
                       keeps && isOpen && selected > 0 &&
                           selected < m_incident->alerts.size()); // else it takes room only
    m_runbook->setEnabled(!runbook().isEmpty());
    m_deeds->setWanted(m_runbook, m_runbook->isEnabled());
    m_deeds->fit();
}

void IncidentDetail::fillActivity()
{
    m_activityRows->setRows(activityRows(m_parts.story.timeline()));
    fillCounts();
}

void IncidentDetail::fillCounts()
{
    m_tabs->setCount(Activity, m_activityRows->rowCount());
    m_tabs->setCount(Alerts, m_incident ? static_cast<int>(m_incident->alerts.size()) : 0);
    m_tabs->setCount(Notifications, m_told->count());
    m_tabs->setCount(Similar, m_similar->count());
}

} // namespace wf::ui
