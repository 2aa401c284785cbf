// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/incidentdeeds.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/incidents/deeds/attachdialog.h"
#include "ui/incidents/deeds/escalatedialog.h"
#include "ui/incidents/deeds/windowdialog.h"

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::namesOf;
using signals::Severity;

IncidentDeeds::IncidentDeeds(const Parts &parts, WatchContext &context, QWidget *window)
    : QObject(window),
      m_parts(parts),
      m_context(context),
      m_window(window),
      m_resolver({parts.incidents, parts.alerts, parts.desk}, context.clock())
{
}

IncidentDeeds::~IncidentDeeds() = default;

void IncidentDeeds::say(const QString &text, const QString &action, std::function<void()> run)
{
    m_context.say({text, Severity::Info, action, std::move(run)});
}

void IncidentDeeds::warn(const base::Error &error)
{
    m_context.say({error.detail.isEmpty() ? error.summary : QString(error.summary + u": "_s + error.detail),
                   Severity::Warning,
                   {},
                   {}});
}

void IncidentDeeds::settle(const Incidents &incidents, std::optional<engine::OutcomeKind> outcome)
{
    if (incidents.empty())
        return;
    std::optional<engine::IncidentOutcome> wish;
    if (outcome)
        wish = engine::IncidentOutcome{0, *outcome, 0, {}, {}, {}};
    const QString text = !outcome                                ? tr("%1: nothing is said about it any more.")
                         : outcome == engine::OutcomeKind::Real  ? tr("%1 was real.")
                         : outcome == engine::OutcomeKind::Noise ? tr("%1 was noise: nothing was wrong.")
                                                                 : tr("%1 healed itself.");
    m_resolver.settle(incidents, wish, [this, outcome, text = text.arg(namesOf(incidents))](const auto &resolved) {
        if (!resolved)
            return warn(resolved.error());
        QString said = text;
        for (const auto &before : std::as_const(resolved->before)) // two people, two opinions: the last one is right
            if (outcome && before && before->kind != *outcome && !before->by.isEmpty())
                said += u' ' + tr("%1 had said: %2.").arg(before->by, engine::outcomeName(before->kind));
        tellResolved(said, *resolved);
    });
}

void IncidentDeeds::tellResolved(const QString &text, const engine::Resolved &resolved)
{
    say((QStringList{text} + resolved.problems).join(u' '), tr("Undo"), [this, resolved] { takeBack(resolved); });
}

void IncidentDeeds::takeBack(const engine::Resolved &resolved)
{
    m_resolver.takeBack(resolved, [this, hadSilences = !resolved.silences.isEmpty()](const base::Status &done) {
        if (done)
            say(hadSilences ? tr("Taken back, with the silences.") : tr("Taken back."));
        else
            warn(done.error());
    });
}

void IncidentDeeds::resolve(const Incidents &incidents)
{
    if (incidents.empty())
        return;
    const auto loud = static_cast<int>(m_resolver.loudAlerts(incidents).size());
    if (loud == 0)
        return settle(incidents, engine::OutcomeKind::Real);
    auto *dialog = new ResolveDialog(tr("Resolve %1").arg(namesOf(incidents)), loud, m_window);
    connect(dialog, &ResolveDialog::confirmed, this,
            [this, incidents](const ResolveDialog::Answer &answer) { resolveAs(incidents, answer); });
    dialog->open();
}

void IncidentDeeds::resolveAs(const Incidents &incidents, const ResolveDialog::Answer &answer)
{
    m_resolver.resolve(incidents, {answer.outcome, answer.note, answer.silenceNs},
                       [this, name = namesOf(incidents)](const base::Result<engine::Resolved> &resolved) {
                           if (!resolved)
                               return warn(resolved.error());
                           tellResolved(resolved->silenced == 0
                                            ? tr("%1 is resolved. What still fires goes on firing.").arg(name)
                                            : tr("%1 is resolved, and %n alerts that still fire are silenced; queued.",
                                                 nullptr, resolved->silenced)
                                                  .arg(name),
                                        *resolved);
                       });
}

void IncidentDeeds::escalate(const Incidents &incidents)
{
    auto open = incidents;
    std::erase_if(open, [](const engine::IncidentPtr &one) { return !one->isOpen(); });
    if (open.empty())
        return say(tr("Select an open incident to escalate it."));
    if (!m_telling.escalations)
        return say(tr("Nobody can be told from here: this console has no channels."));
    const auto &settings = m_telling.escalations->settings();
    std::vector<EscalateDialog::Choice> choices;
    for (const auto &one : open)
        if (const auto view = m_telling.escalations->view(one->number); view && choices.empty())
            choices.push_back({open.size() > 1        ? tr("the next step of each")
                               : view->next.isEmpty() ? tr("the next step of %1").arg(view->escalation)
                                                      : tr("the next step: %1").arg(view->next.join(u", "_s)),
                               std::nullopt});
    for (const auto &rota : settings.rotas)
        choices.push_back({tr("on call in %1").arg(rota.name), signals::NotifyTarget{{}, {}, rota.name}});
    for (const auto &person : settings.people)
        choices.push_back({person.name, signals::NotifyTarget{{}, person.name, {}}});
    for (const auto &channel : settings.channels)
        choices.push_back({tr("channel %1").arg(channel.name), signals::NotifyTarget{channel.name, {}, {}}});
    if (choices.empty())
        return say(tr("Nobody can be told: notifications.yaml names no channel, nobody and no escalation."));
    auto *dialog = new EscalateDialog(tr("Escalate %1").arg(namesOf(open)), std::move(choices), m_window);
    connect(dialog, &EscalateDialog::confirmed, this,
            [this, open](const auto &target, const QString &note) { tell(open, target, note); });
    dialog->open();
}

// One sentence for all of them; each that nobody could be told of says why.
void IncidentDeeds::tell(const Incidents &incidents, const std::optional<signals::NotifyTarget> &target,
                         const QString &note)
{
    struct Told {
        Incidents done;
        QStringList whom;
        std::size_t left = 0;
    };
    auto all = std::make_shared<Told>();
    all->left = incidents.size();
    for (const auto &incident : incidents) {
        const auto told = [this, all, incident](const base::Result<QStringList> &whom) {
            if (whom) {
                all->done.push_back(incident);
                all->whom << *whom;
            } else {
                warn(whom.error());
            }
            if (--all->left > 0 || all->done.empty())
                return;
            all->whom.removeDuplicates();
            m_parts.story.lookAgain();
            say(tr("%1 is escalated: %2 is being told.").arg(namesOf(all->done), all->whom.join(u", "_s)));
        };
        if (!m_telling.escalations)
            return;
        if (target)
            m_telling.escalations->escalateTo(incident->number, *target, note, told);
        else
            m_telling.escalations->escalateNow(incident->number, note, told);
    }
}

void IncidentDeeds::note(const Incidents &incidents)
{
    if (incidents.empty())
        return say(tr("Select an incident to write a note on it."));
    auto *dialog = new IncidentNoteDialog(tr("Note on %1").arg(namesOf(incidents)), m_window);
    connect(dialog, &IncidentNoteDialog::confirmed, this,
            [this, incidents](const QString &text) { noteAs(incidents, text); });
    dialog->open();
}

void IncidentDeeds::noteAs(const Incidents &incidents, const QString &text)
{
    auto kept = std::make_shared<std::vector<store::OperatorNote>>();
    auto left = std::make_shared<std::size_t>(incidents.size());
    auto isShared = std::make_shared<bool>(false);
    const auto told = [this, kept, isShared, name = namesOf(incidents)] {
        say(*isShared ? tr("Noted on %1; colleagues see it with the acknowledgement.").arg(name)
                      : tr("Noted on %1.").arg(name),
            tr("Undo"), [this, kept] {
                for (const auto &note : *kept)
                    m_parts.story.removeNote(note, [this](const base::Result<base::Done> &done) {
                        if (done)
                            say(tr("The note is gone. What a server was told of it stays there until the next note."));
                        else
                            warn(done.error());
                    });
            });
    };
    for (const auto &incident : incidents) {
        m_parts.story.note(*incident, text, [this, kept, left, told](const base::Result<store::OperatorNote> &note) {
            if (note)
                kept->push_back(*note);
            else
                warn(note.error());
            if (--*left == 0 && !kept->empty())
                told();
        });
        std::vector<engine::WatchedAlert> held;
        for (const auto &alert : incident->alerts)
            if (const auto *watched = alert.fires() ? m_parts.alerts.snapshot()->find(alert.key) : nullptr)
                if (watched->handling == engine::Handling::Acknowledged)
                    held.push_back(*watched);
        if (held.empty() || !m_parts.desk.mayAct())
            continue;
        *isShared = true;
        m_parts.desk.remark(held, text, [this](const base::Result<base::Done> &done) {
            if (!done)
                warn(done.error());
        });
    }
}

void IncidentDeeds::askWindow()
{
    auto *dialog = new WindowDialog(m_parts.incidents.windowNs(), m_window);
    connect(dialog, &WindowDialog::confirmed, this, &IncidentDeeds::setWindow);
    dialog->open();
}

void IncidentDeeds::setWindow(qint64 ns)
{
    m_parts.incidents.setWindow(ns, [this, ns, before = m_parts.incidents.windowNs()](const auto &done) {
        if (done)
            say(tr("Alerts that begin within %1 may be one incident.").arg(base::humanDuration(ns)), tr("Undo"),
                [this, before] { setWindow(before); });
        else
            warn(done.error());
    });
}

void IncidentDeeds::attach(const engine::Attachment &attachment, qint64 inHand)
{
    if (attachment.text.trimmed().isEmpty())
        return say(tr("There is nothing to attach yet."));
    if (attachment.incident > 0)
        return keepAttachment(attachment);
    const auto snapshot = m_parts.incidents.snapshot();
    auto choices = snapshot->open;
    choices.insert(choices.end(), snapshot->closed.begin(), snapshot->closed.end());
    if (choices.empty())
        return say(tr("There is no incident to attach it to."));
    auto offered = attachment;
    for (const auto &one : choices)
        if (one->number == inHand)
            offered.incident = inHand;
    for (const auto &one : choices)
        if (offered.incident == 0 && one->services.contains(attachment.service))
            offered.incident = one->number;
    auto *dialog = new AttachDialog(offered, choices, m_window);
    connect(dialog, &AttachDialog::confirmed, this, &IncidentDeeds::keepAttachment);
    dialog->open();
}

void IncidentDeeds::keepAttachment(const engine::Attachment &attachment)
{
    m_parts.story.attach(attachment, [this](const base::Result<engine::Attachment> &kept) {
        if (!kept)
            return warn(kept.error());
        say(tr("Attached to INC-%1: %2").arg(kept->incident).arg(kept->title), tr("Undo"), [this, one = *kept] {
            m_parts.story.detach(one, [this](const base::Result<base::Done> &done) {
                if (done)
                    say(tr("Taken back."));
                else
                    warn(done.error());
            });
        });
    });
}

} // namespace wf::ui
