// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/items/alerts/alertlist.h"
#include "ui/incidents/alertdetail.h"
#include "ui/incidents/alertrows.h"
#include "ui/incidents/deeds/ackdialog.h"
#include "ui/incidents/deeds/assigndialog.h"
#include "ui/incidents/folded/incidentboard.h"
#include "ui/incidents/incidentspage.h"
#include "ui/incidents/presetdialog.h"
#include "ui/incidents/silences/silencedialog.h"
#include "ui/incidents/silences/silencelist.h"
#include "ui/incidents/silences/silencerows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/table/rowtable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

// What can be done on the Incidents screen: menus, dialogs, acknowledging and silencing.
namespace wf::ui {

namespace {

// Menus read & as a mark; outside text must not.
QString menuText(const QString &outside)
{
    return base::visibleText(outside, 80).replace(u'&', u"&&"_s);
}

QString nameOf(const std::vector<engine::WatchedAlert> &alerts)
{
    if (alerts.size() == 1)
        return (QStringList() << alerts.front().alert.name() << alerts.front().service).join(u' ').simplified();
    return QCoreApplication::translate("IncidentsPage", "%n alerts", nullptr, static_cast<int>(alerts.size()));
}

} // namespace

void IncidentsPage::acknowledge(const QString &note, qint64 durationNs, bool extend)
{
    auto alerts = selected();
    std::erase_if(alerts, [](const auto &a) { return a.handling == engine::Handling::Acknowledged; });
    if (alerts.empty())
        return;
    const QString name = nameOf(alerts);
    const QString text =
        extend ? (alerts.size() == 1 ? tr("%1 acknowledged while it fires; queued.")
                                     : tr("%1 acknowledged while they fire; queued."))
                     .arg(name)
               : tr("%1 acknowledged until %2; queued.")
                     .arg(name, base::dayAndTime(m_context.clock().nowNs() + durationNs, m_context.clock().nowNs()));
    m_parts.desk.acknowledge({alerts, note, durationNs, extend},
                             [this, text, alerts, note](const base::Result<QStringList> &keys) {
                                 tellQueued(keys, text);
                                 if (keys)
                                     m_parts.recorder.acknowledged(alerts, m_parts.desk.access().actor, note);
                             });
}

void IncidentsPage::tellQueued(const base::Result<QStringList> &keys, const QString &text)
{
    if (!keys) {
        m_context.say({keys.error().detail.isEmpty() ? keys.error().summary
                                                     : keys.error().summary + u": "_s + keys.error().detail,
                       signals::Severity::Critical,
                       {},
                       {},
                       0});
        return;
    }
    m_context.say({text, signals::Severity::Info, tr("Undo"), [this, undo = *keys] {
                       m_parts.desk.undo(undo, [this](const base::Result<base::Done> &done) {
                           m_context.say({done ? tr("Taken back.") : done.error().summary,
                                          done ? signals::Severity::Info : signals::Severity::Critical,
                                          {},
                                          {}});
                       });
                   }});
}

bool IncidentsPage::mayAct()
{
    return isAllowed(m_parts.desk.mayAct());
}

bool IncidentsPage::mayKeep()
{
    return isAllowed(m_parts.desk.mayKeep());
}

bool IncidentsPage::isAllowed(const base::Status &may)
{
    if (!may)
        m_context.say({may.error().summary, signals::Severity::Warning, {}, {}});
    return may.ok();
}

void IncidentsPage::acknowledgeWithNote()
{
    const auto alerts = selected();
    if (alerts.empty() || !mayAct())
        return;
    auto *dialog = new AckDialog(tr("Acknowledge %1").arg(nameOf(alerts)), m_parts.desk.access().actor, this);
    connect(dialog, &AckDialog::confirmed, this, &IncidentsPage::acknowledge);
    dialog->open();
}

void IncidentsPage::assign()
{
    const auto alerts = selected();
    if (alerts.empty() || !mayAct())
        return;
    QStringList people{m_parts.desk.access().actor};
    for (const auto &one : m_parts.alerts.snapshot()->alerts)
        if (!one.owner.isEmpty() && !people.contains(one.owner))
            people << one.owner;
    auto *dialog = new AssignDialog(tr("Assign %1").arg(nameOf(alerts)), people, this);
    connect(dialog, &AssignDialog::confirmed, this, [this, alerts](const QString &owner, const QString &note) {
        const QString text = (alerts.size() == 1 ? tr("%1 belongs to %2; queued.") : tr("%1 belong to %2; queued."))
                                 .arg(nameOf(alerts), owner);
        m_parts.desk.assign(alerts, owner, note,
                            [this, text, alerts, owner, note](const base::Result<QStringList> &keys) {
                                tellQueued(keys, text);
                                if (keys)
                                    m_parts.recorder.acknowledged(alerts, owner, note);
                            });
    });
    dialog->open();
}

void IncidentsPage::silence()
{
    const auto alerts = selected();
    if (alerts.empty() || !mayAct())
        return;
    SilenceDialog::Subject subject;
    subject.title = tr("Silence %1").arg(nameOf(alerts));
    subject.matchers = engine::stableMatchers(alerts);
    for (const auto &alert : alerts) {
        subject.fingerprints << alert.alert.fingerprint;
        for (const auto &source : alert.sources)
            if (!subject.sources.contains(source))
                subject.sources << source;
    }
    auto *dialog = new SilenceDialog(subject, m_parts.desk, m_context.clock(),
                                     static_cast<int>(m_parts.alerts.snapshot()->alerts.size()), this);
    connect(dialog, &SilenceDialog::confirmed, this, [this](const engine::SilenceRequest &wish) {
        const QString text =
            tr("%1 silenced until %2; queued.")
                .arg(matchersText(wish.matchers), base::dayAndTime(wish.endsNs, m_context.clock().nowNs()));
        m_parts.desk.silence(wish, [this, text](const base::Result<QStringList> &keys) { tellQueued(keys, text); });
    });
    dialog->open();
}

void IncidentsPage::editSilence(const signals::Silence &silence)
{
    SilenceDialog::Subject subject{
        tr("Edit silence"), {silence.source}, silence.matchers, {}, engine::readableComment(silence.comment),
        silence.endsNs};
    auto *dialog = new SilenceDialog(subject, m_parts.desk, m_context.clock(),
                                     static_cast<int>(m_parts.alerts.snapshot()->alerts.size()), this);
    connect(dialog, &SilenceDialog::confirmed, this, [this, id = silence.id](const engine::SilenceRequest &wish) {
        m_parts.desk.edit(id, wish, [this](const base::Result<base::Done> &done) {
            m_context.say({done ? tr("The silence is changed; queued.") : done.error().summary,
                           done ? signals::Severity::Info : signals::Severity::Critical,
                           {},
                           {}});
        });
    });
    dialog->open();
}

void IncidentsPage::endHold()
{
    const auto alerts = selected();
    if (alerts.size() == 1)
        m_silences->expire(alerts.front().silenceId);
}

void IncidentsPage::onAttention(const QString &opKey)
{
    for (const auto &op : m_parts.desk.snapshot()->ops)
        if (op.opKey == opKey)
            m_context.say({tr("%1 has not arrived at %2: %3").arg(op.title, op.source, op.error),
                           signals::Severity::Critical, tr("Retry"), [this, opKey] { m_parts.desk.retry(opKey); }, 0});
}

void IncidentsPage::onEndedElsewhere(const QString &opKey, const QString &title, bool acknowledgement)
{
    Q_UNUSED(opKey)
    const QString text = acknowledgement ? tr("%1: your acknowledgement was ended at another console or on the server.")
                                         : tr("%1: your silence was ended at another console or on the server.");
    m_context.say({text.arg(title), signals::Severity::Warning, {}, {}, 0});
}

void IncidentsPage::onEnding(const engine::SilenceEnding &ending)
{
    m_context.say({tr("The silence of %1 ends at %2 and still holds %n alerts.", nullptr, ending.alerts)
                       .arg(ending.title, base::dayAndTime(ending.endsNs, m_context.clock().nowNs())),
                   signals::Severity::Warning, tr("Extend 1 h"),
                   [this, id = ending.silenceId] { m_silences->extend(id); }, 0});
}

void IncidentsPage::setGroupBy(const QString &field)
{
    m_list->setGroupBy(field, m_context.clock().nowNs());
    m_group->setValue(field.isEmpty() ? tr("none") : field);
    fillState();
}

void IncidentsPage::openGroupMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, const QString &field) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_list->groupBy() == field);
        connect(action, &QAction::triggered, this, [this, field] { setGroupBy(field); });
    };
    add(tr("none"), {});
    menu->addSeparator();
    QStringList known{u"service"_s, u"severity"_s, u"alert"_s, u"region"_s, u"state"_s, u"owner"_s};
    for (const auto &field : known)
        add(field, field);
    menu->addSeparator();
    int shown = 0;
    for (const auto &[name, count] : m_list->AlertList::index()->labelNames())
        if (!known.contains(name) && name != "alertname"_L1 && shown++ < 20)
            add(menuText(name), name);
    menu->popup(m_group->mapToGlobal(QPoint(0, m_group->height() + 2)));
}

void IncidentsPage::openPresetMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &preset : m_parts.presets.presets())
        connect(menu->addAction(menuText(preset.name)), &QAction::triggered, this, [this, preset] {
            setFilterText(preset.filter);
            setGroupBy(preset.groupBy);
            m_preset->setValue(preset.name);
        });
    menu->addSeparator();
    connect(menu->addAction(widgets::themedIcon(u"plus"_s), tr("Save this filter…")), &QAction::triggered, this,
            &IncidentsPage::savePreset);
    auto *remove = menu->addMenu(widgets::themedIcon(u"trash"_s), tr("Remove"));
    for (const auto &preset : m_parts.presets.presets())
        connect(remove->addAction(menuText(preset.name)), &QAction::triggered, this, [this, name = preset.name] {
            m_parts.presets.remove(name, [this](const base::Status &status) {
                if (!status)
                    m_context.say({status.error().summary, signals::Severity::Critical, {}, {}});
            });
        });
    menu->popup(m_preset->mapToGlobal(QPoint(0, m_preset->height() + 2)));
}

void IncidentsPage::savePreset()
{
    auto *dialog = new PresetDialog(m_filter->text(), this);
    connect(dialog, &PresetDialog::confirmed, this, [this](const QString &name) {
        m_parts.presets.save({name, m_filter->text(), m_list->groupBy()}, [this, name](const base::Status &status) {
            if (status)
                m_preset->setValue(name);
            m_context.say({status ? tr("Filter saved as %1.").arg(name) : status.error().summary,
                           status ? signals::Severity::Info : signals::Severity::Critical,
                           {},
                           {}});
        });
    });
    dialog->open();
}

// An acknowledgement that did not arrive: try at once, or give it up.
void IncidentsPage::addUnsent(QMenu &menu, const std::vector<engine::WatchedAlert> &alerts)
{
    const auto *op = alerts.size() == 1 ? m_parts.desk.snapshot()->forAlert(alerts.front().alert.fingerprint) : nullptr;
    if (!op || op->state != store::OpState::NeedsAttention)
        return;
    menu.addSeparator();
    connect(menu.addAction(widgets::themedIcon(u"refresh"_s), tr("Send again now")), &QAction::triggered, this,
            [this, key = op->opKey] { m_parts.desk.retry(key); });
    connect(menu.addAction(widgets::themedIcon(u"trash"_s), tr("Give it up")), &QAction::triggered, this,
            [this, key = op->opKey] {
                m_parts.desk.discard(key, [this](const base::Result<base::Done> &done) {
                    m_context.say({done ? tr("Given up. The alert is not acknowledged.") : done.error().summary,
                                   done ? signals::Severity::Info : signals::Severity::Critical,
                                   {},
                                   {}});
                });
            });
}

void IncidentsPage::openRowMenu(const QPoint &global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_actions.first(4))
        menu->addAction(action);
    const auto alerts = selected();
    addUnsent(*menu, alerts);
    menu->addSeparator();
    if (alerts.size() == 1 && !alerts.front().service.isEmpty())
        connect(menu->addAction(widgets::themedIcon(u"filter"_s), tr("Only %1").arg(menuText(alerts.front().service))),
                &QAction::triggered, this,
                [this, service = alerts.front().service] { setFilterText(u"svc:"_s + engine::filterValue(service)); });
    QAction *copy = menu->addAction(widgets::themedIcon(u"copy"_s), tr("Copy rows"));
    copy->setShortcut(QKeySequence::Copy);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_table->selectedText()); });
    menu->popup(global);
}

} // namespace wf::ui
