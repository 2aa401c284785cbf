// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/alerts/clockwords.h"
#include "models/items/alerts/alertlist.h"
#include "ui/incidents/incidentspage.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// What the Incidents screen says of all alerts: facts, states and its badge.
namespace wf::ui {

using engine::AlertKnowledge;
using widgets::PlainLabel;

void IncidentsPage::fillFacts()
{
    const bool isKnown = m_parts.alerts.knowledge() == AlertKnowledge::Fresh || m_parts.alerts.unknownSinceNs() != 0;
    QStringList facts{isKnown ? tr("Alerts: %1 open").arg(base::groupedInteger(m_counts.open))
                              : tr("Alerts: not known")};
    if (m_counts.acknowledged > 0)
        facts << tr("%1 acknowledged").arg(base::groupedInteger(m_counts.acknowledged));
    if (m_counts.held > 0)
        facts << tr("%1 silenced").arg(base::groupedInteger(m_counts.held));
    if (m_counts.quiet > 0)
        facts << tr("%1 quiet").arg(base::groupedInteger(m_counts.quiet));
    if (m_counts.pending > 0)
        facts << tr("%1 pending").arg(base::groupedInteger(m_counts.pending));
    const auto &desk = *m_parts.desk.snapshot();
    if (desk.waiting > 0)
        facts << tr("%n waiting to be sent", nullptr, desk.waiting);
    if (desk.needAttention > 0)
        facts << tr("%n not sent", nullptr, desk.needAttention);
    if (desk.bookError)
        facts << desk.bookError->summary;
    bool isClockWrong = false;
    for (const auto &source : m_parts.alerts.snapshot()->sources)
        if (const QString words = engine::skewSentence(source.name, source.clockSkewNs); !words.isEmpty()) {
            facts << words;
            isClockWrong = true;
        }
    m_facts->setText(facts.join(u", "_s));
    widgets::setPlainToolTip(m_facts, facts.join(u'\n'));
    m_facts->setTone(desk.needAttention > 0 || desk.bookError || isClockWrong ? PlainLabel::Tone::Warning
                                                                              : PlainLabel::Tone::Secondary);
    const int total = static_cast<int>(m_list->AlertList::index()->size());
    m_count->setText(m_list->matching() == total
                         ? base::groupedInteger(total)
                         : tr("%1 of %2").arg(base::groupedInteger(m_list->matching()), base::groupedInteger(total)));
}

// Empty, unknown, stale or content: "nothing" is said only when it is known.
void IncidentsPage::fillState()
{
    const auto &watch = m_parts.alerts;
    const auto &snapshot = *watch.snapshot();
    const qint64 now = m_context.clock().nowNs();
    const auto failing = std::find_if(snapshot.sources.begin(), snapshot.sources.end(),
                                      [](const auto &s) { return s.error.has_value(); });
    const auto tryNow = widgets::Panel::Action{tr("Try now"), u"refresh"_s, [this] { m_parts.alerts.pollNow(); }};
    base::Completeness completeness = snapshot.completeness;
    if (watch.knowledge() == AlertKnowledge::Unknown) {
        completeness.stale = watch.unknownSinceNs() != 0;
        completeness.asOfNs = watch.unknownSinceNs();
    }
    if (watch.knowledge() == AlertKnowledge::NotAsked) {
        m_panel->showLoading(tr("Asking for alerts"), false);
    } else if (snapshot.alerts.empty() && watch.knowledge() == AlertKnowledge::Unknown) {
        const qint64 since = watch.unknownSinceNs();
        const QString headline = since != 0 ? tr("Unknown since %1").arg(base::dayAndTime(since, now))
                                            : tr("Unknown: no source has answered yet");
        const auto error = failing != snapshot.sources.end()
                               ? *failing->error
                               : base::makeError(base::ErrorKind::Timeout, tr("No answer"));
        m_panel->showError(headline, error, {tryNow});
    } else if (snapshot.alerts.empty()) {
        m_panel->showEmpty(tr("Nothing needs you"),
                           tr("No alert fires. Last asked %1.").arg(base::timeOfDay(snapshot.takenNs)), {},
                           u"resolve"_s);
    } else if (m_list->rowCount() == 0) {
        m_panel->showEmpty(tr("No alert matches"),
                           tr("%n alerts are hidden by the filter.", nullptr, static_cast<int>(snapshot.alerts.size())),
                           {{tr("Clear filter"), u"close"_s, [this] { setFilterText({}); }}}, u"filter"_s);
    } else {
        m_panel->showContent();
    }
    m_panel->setHeaderVisible(!completeness.isComplete());
    m_panel->setTitle(completeness.isComplete() ? QString() : tr("Alerts"),
                      failing != snapshot.sources.end() ? tr("%1 does not answer").arg(failing->name) : QString());
    m_panel->setCompleteness(completeness, now);
}

// As many as the list says that are open, in the colour of the worst that waits for somebody.
void IncidentsPage::fillBadge()
{
    const auto &open = m_parts.incidents.snapshot()->open;
    auto worst = signals::Severity::Unknown;
    for (const auto &one : open)
        if (one->needed > 0)
            worst = signals::worse(worst, one->severity);
    const auto count = open.size();
    const Badge next{count > 999 ? u"999+"_s : count > 0 ? QString::number(count) : QString(), worst};
    if (next.text == m_badge.text && next.severity == m_badge.severity)
        return;
    m_badge = next;
    Q_EMIT badgeChanged();
}

} // namespace wf::ui
