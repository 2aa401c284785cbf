// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/alertdetail.h"
#include "ui/incidents/folded/incidentboard.h"
#include "ui/incidents/incidentspage.h"
#include "ui/incidents/tabs/reviewpanel.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

// The actions of the Incidents screen with their keys, and what they do with incidents.
namespace wf::ui {

QAction *IncidentsPage::addDeed(const QString &text, const QString &icon, const QKeySequence &key,
                                std::function<void()> run)
{
    auto *action = new QAction(widgets::themedIcon(icon), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    m_actions << action;
    return action;
}

void IncidentsPage::buildActions()
{
    addDeed(tr("Acknowledge alerts"), u"acknowledge"_s, Qt::Key_A,
            [this] { acknowledge({}, 15 * base::nsPerMinute, true); });
    auto *withNote =
        addDeed(tr("Acknowledge with a note…"), u"note"_s, Qt::SHIFT | Qt::Key_A, [this] { acknowledgeWithNote(); });
    addDeed(tr("Silence…"), u"silence"_s, Qt::Key_S, [this] { silence(); });
    addDeed(tr("Open runbook"), u"book"_s, Qt::SHIFT | Qt::Key_R, [this] {
        if (m_tabs->current() == Incidents)
            m_board->detail().openRunbook();
        else
            m_detail->openRunbook();
    });
    addDeed(tr("Edit the rule of the alert"), u"threshold"_s, Qt::SHIFT | Qt::Key_E, [this] { editRule(); });
    auto *assignTo = addDeed(tr("Assign…"), u"assign"_s, Qt::Key_O, [this] { assign(); });
    const auto first = m_actions.size();
    addIncidentDeeds();
    auto *handover =
        addDeed(tr("Copy the handover note"), u"copy"_s, Qt::SHIFT | Qt::Key_H, [this] { copyHandover(); });
    auto *review =
        addDeed(tr("Copy the draft of a review"), u"copy"_s, Qt::SHIFT | Qt::Key_P, [this] { copyReview(); });
    addDeed(tr("Filter"), u"filter"_s, Qt::Key_Slash, [this] {
        if (m_tabs->current() == Incidents)
            return m_board->focusFilter();
        setTab(Alerts);
        m_filter->setFocus();
        m_filter->selectAll();
    });
    addDeed(tr("Save this filter…"), u"bookmark"_s, Qt::CTRL | Qt::Key_S, [this] { savePreset(); });
    m_board->setMenu({QList<QAction *>{withNote, assignTo} + m_actions.mid(first, 10), {handover, review}});
}

// Those of the Incidents tab; on the others their keys do nothing.
void IncidentsPage::addIncidentDeeds()
{
    const auto add = [this](const QString &text, const QString &icon, const QKeySequence &key,
                            std::function<void()> run) {
        addDeed(text, icon, key, [this, run = std::move(run)] {
            if (m_tabs->current() == Incidents && mayKeep())
                run();
        });
    };
    const auto settle = [this](engine::OutcomeKind kind) {
        return [this, kind] { m_board->deeds().settle(m_board->selectedIncidents(), kind); };
    };
    add(tr("Write a note on the incident…"), u"note"_s, Qt::Key_M,
        [this] { m_board->deeds().note(m_board->selectedIncidents()); });
    add(tr("Attach the Thread to the incident"), u"thread"_s, Qt::Key_T,
        [this] { m_context.attach(m_context.selection(), {}); });
    add(tr("The incident was noise"), u"eye-off"_s, Qt::Key_F, settle(engine::OutcomeKind::Noise));
    add(tr("The incident healed itself"), u"health"_s, Qt::Key_H, settle(engine::OutcomeKind::Healed));
    add(tr("Say nothing about what it was"), u"undo"_s, Qt::SHIFT | Qt::Key_F,
        [this] { m_board->deeds().settle(m_board->selectedIncidents(), std::nullopt); });
    add(tr("Split alerts off the incident"), u"split"_s, Qt::Key_X, [this] { m_board->split(); });
    add(tr("Join the selected incidents"), u"link"_s, Qt::SHIFT | Qt::Key_J, [this] { m_board->merge(); });
    add(tr("Never join these"), u"unplug"_s, Qt::SHIFT | Qt::Key_X, [this] { m_board->teach(false); });
    add(tr("Always join these"), u"plug"_s, Qt::Key_L, [this] { m_board->teach(true); });
    add(tr("Window of an incident…"), u"clock"_s, Qt::SHIFT | Qt::Key_W, [this] { m_board->deeds().askWindow(); });
    add(tr("Resolve…"), u"resolve"_s, Qt::Key_R, [this] { m_board->deeds().resolve(m_board->selectedIncidents()); });
    add(tr("Escalate…"), u"escalate"_s, Qt::Key_E, [this] { m_board->deeds().escalate(m_board->selectedIncidents()); });
    add(tr("It was the suspected cause"), u"resolve"_s, Qt::Key_Y, [this] { m_board->answerCause(true); });
    add(tr("It was not the suspected cause"), u"close"_s, Qt::SHIFT | Qt::Key_N,
        [this] { m_board->answerCause(false); });
}

void IncidentsPage::setTelling(const Telling &telling)
{
    m_board->setTelling(telling);
}

void IncidentsPage::attach(const engine::Attachment &attachment)
{
    if (!mayKeep())
        return;
    m_board->deeds().attach(attachment, m_board->currentIncident());
}

void IncidentsPage::setSavePdf(std::function<void(qint64 incident)> savePdf)
{
    m_board->detail().review().setSavePdf(std::move(savePdf));
}

void IncidentsPage::copyHandover()
{
    m_document = m_parts.story.handover([this](const base::Result<QString> &text) {
        if (text)
            QGuiApplication::clipboard()->setText(*text);
        m_context.say({text ? tr("The handover note is on the clipboard, as Markdown.") : text.error().summary,
                       text ? signals::Severity::Info : signals::Severity::Warning,
                       {},
                       {}});
    });
}

void IncidentsPage::copyReview()
{
    const qint64 number = m_tabs->current() == Incidents ? m_board->currentIncident() : 0;
    if (number == 0) {
        m_context.say({tr("Select an incident to draft its review."), signals::Severity::Info, {}, {}});
        return;
    }
    m_document = m_parts.story.review(number, [this, number](const base::Result<QString> &text) {
        if (text)
            QGuiApplication::clipboard()->setText(*text);
        m_context.say({text ? tr("The draft of a review of INC-%1 is on the clipboard, as Markdown.").arg(number)
                            : text.error().summary,
                       text ? signals::Severity::Info : signals::Severity::Warning,
                       {},
                       {}});
    });
}

void IncidentsPage::editRule()
{
    if (m_tabs->current() != Incidents)
        return m_detail->editRule();
    const auto alerts = m_board->selectedAlerts();
    if (alerts.empty())
        return;
    signals::Subject subject = signals::Subject::ofService(alerts.front().service);
    subject.kind = signals::SubjectKind::Alert;
    subject.labels = alerts.front().alert.labels;
    subject.title = alerts.front().alert.name();
    m_context.askRules(subject);
}

} // namespace wf::ui
