// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/noisepages.h"

#include "ui/incidents/rows/incidentrows.h"
#include "ui/incidents/silences/maintenancedialog.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/table/rowtable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace wf::ui {

namespace {

std::vector<int> kinds(std::initializer_list<widgets::CellKind> list)
{
    std::vector<int> out;
    for (const auto kind : list)
        out.push_back(static_cast<int>(kind));
    return out;
}

} // namespace

MaintenanceList::MaintenanceList(engine::NoiseWatch &noise, const engine::AckDesk &desk, WatchContext &context,
                                 QWidget *parent)
    : QWidget(parent),
      m_noise(noise),
      m_desk(desk),
      m_context(context),
      m_rows(makeMaintenanceModel(this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_add(new widgets::Button(tr("Add window…"), u"plus"_s, u"Ins"_s)),
      m_edit(new widgets::Button(tr("Edit…"), u"edit"_s, u"Enter"_s)),
      m_remove(new widgets::Button(tr("Remove"), u"stop"_s, u"Del"_s))
{
    using widgets::CellKind;
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 8);
    buttons->setSpacing(6);
    for (auto *button : {m_add, m_edit, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(buttons);
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Maintenance windows"));
    m_table->setColumns({{.minimum = 110, .stretch = 1, .sortable = false},
                         {.minimum = 150, .stretch = 2, .sortable = false},
                         {.minimum = 190, .stretch = 2, .sortable = false},
                         {.width = 64, .sortable = false},
                         {.width = 110, .sortable = false},
                         {.minimum = 120, .stretch = 2, .sortable = false}});
    m_table->setModel(new RowKinds(
        m_rows, kinds({CellKind::Text, CellKind::Mono, CellKind::Text, CellKind::Text, CellKind::Text, CellKind::Mono}),
        0, this));
    const auto change = [this] {
        if (const auto *window = current())
            edit(*window);
    };
    connect(m_table, &widgets::RowTable::activated, this, change);
    connect(m_table, &widgets::RowTable::selectionChanged, this, [this] { fillButtons(); });
    connect(m_add, &QPushButton::clicked, this, [this] { edit({}); });
    connect(m_edit, &QPushButton::clicked, this, change);
    connect(m_remove, &QPushButton::clicked, this, &MaintenanceList::remove);
    const auto key = [this](QWidget *where, const QString &text, Qt::Key which, Qt::ShortcutContext reach, auto deed) {
        auto *action = new QAction(text, where);
        action->setShortcut(which);
        action->setShortcutContext(reach);
        connect(action, &QAction::triggered, this, deed);
        where->addAction(action);
    };
    key(m_table, tr("Remove the window"), Qt::Key_Delete, Qt::WidgetShortcut, [this] { remove(); });
    // Without a window there is no row that could have the focus.
    key(this, tr("Add a window"), Qt::Key_Insert, Qt::WindowShortcut, [this] { edit({}); });
}

void MaintenanceList::refresh()
{
    m_rows->setRows(maintenanceRows(m_noise.windows(), m_context.clock().nowNs()));
    if (m_noise.windows().empty())
        m_panel->showEmpty(tr("No maintenance window"),
                           tr("Alerts that are expected for a while, once or again and again, are held back in one and "
                              "keep their reason."),
                           {}, u"silence"_s);
    else
        m_panel->showContent();
    fillButtons();
}

void MaintenanceList::fillButtons()
{
    const auto keeps = m_desk.mayKeep();
    m_add->setEnabled(keeps.ok());
    m_edit->setEnabled(keeps && current());
    m_remove->setEnabled(keeps && current());
    for (auto *button : {m_add, m_edit, m_remove})
        widgets::setPlainToolTip(button, keeps ? QString() : keeps.error().summary);
}

const engine::MaintenanceWish *MaintenanceList::current() const
{
    if (!m_table->hasCurrent())
        return nullptr;
    const auto found = std::ranges::find(m_noise.windows(), m_table->currentKey(),
                                         [](const engine::MaintenanceWish &one) { return maintenanceKey(one.name); });
    return found == m_noise.windows().end() ? nullptr : &*found;
}

void MaintenanceList::edit(const engine::MaintenanceWish &window)
{
    if (!m_add->isEnabled())
        return;
    auto *dialog = new MaintenanceDialog(window, m_desk, m_context.clock(), this);
    connect(dialog, &MaintenanceDialog::confirmed, this, [this, before = window](const engine::MaintenanceWish &wish) {
        const auto undo = [this, before, name = wish.name] {
            if (!before.name.isEmpty())
                return put(before, tr("%1 is as it was.").arg(name));
            takeAway(name, tr("%1 is removed.").arg(name));
        };
        put(wish, tr("%1 is kept.").arg(wish.name), undo);
    });
    dialog->open();
}

void MaintenanceList::put(const engine::MaintenanceWish &window, const QString &said, std::function<void()> undo)
{
    m_noise.put(window, m_desk.access().actor, [self = QPointer(this), said, undo = std::move(undo)](const auto &done) {
        if (self)
            self->tell(done, said, undo);
    });
}

void MaintenanceList::takeAway(const QString &name, const QString &said, std::function<void()> undo)
{
    m_noise.remove(name, m_desk.access().actor,
                   [self = QPointer(this), said, undo = std::move(undo)](const auto &done) {
                       if (self)
                           self->tell(done, said, undo);
                   });
}

void MaintenanceList::tell(const base::Result<base::Done> &done, const QString &said, const std::function<void()> &undo)
{
    refresh();
    if (done)
        m_context.say({said, signals::Severity::Info, undo ? tr("Undo") : QString(), undo});
    else
        m_context.say({done.error().summary, signals::Severity::Critical, {}, {}, 0});
}

void MaintenanceList::remove()
{
    if (const auto *window = current(); window && m_remove->isEnabled())
        takeAway(window->name, tr("%1 is removed.").arg(window->name),
                 [this, before = *window] { put(before, tr("%1 is back.").arg(before.name)); });
}

QuietList::QuietList(engine::NoiseWatch &noise, engine::AlertWatch &alerts, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_noise(noise),
      m_alerts(alerts),
      m_context(context),
      m_rows(makeQuietModel(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table))
{
    using widgets::CellKind;
    auto *rules = new widgets::PlainLabel(
        tr("Held back: what a maintenance window expects, the same alert from the other server of a pair, effects of a "
           "critical alert of a service that is called, what flaps, and what an Alertmanager inhibits. Critical alerts "
           "are never taken for effects."),
        widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary);
    rules->setWrap(true);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(12, 8, 12, 8);
    words->addWidget(rules);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(words);
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Alerts that are held back"));
    m_table->setColumns({{.width = 34, .minimum = 34, .sortable = false},
                         {.minimum = 150, .stretch = 2, .sortable = false},
                         {.minimum = 90, .stretch = 1, .sortable = false},
                         {.width = 110, .sortable = false},
                         {.width = 110, .sortable = false},
                         {.minimum = 180, .stretch = 3, .sortable = false}});
    m_table->setModel(new RowKinds(
        m_rows,
        kinds({CellKind::Severity, CellKind::Text, CellKind::Text, CellKind::Mono, CellKind::Text, CellKind::Text}), 1,
        this));
    connect(m_table, &widgets::RowTable::activated, this, &QuietList::openCurrent);
}

void QuietList::refresh()
{
    auto rows = quietRows(*m_alerts.snapshot(), *m_noise.snapshot());
    const bool isEmpty = rows.empty();
    m_rows->setRows(std::move(rows));
    if (isEmpty)
        m_panel->showEmpty(tr("Nothing is held back"),
                           tr("Every alert that fires is shown as one that needs somebody."), {}, u"silence"_s);
    else
        m_panel->showContent();
}

void QuietList::openCurrent()
{
    const auto *watched = m_table->hasCurrent() ? m_alerts.snapshot()->find(m_table->currentKey()) : nullptr;
    if (!watched)
        return;
    auto subject = signals::Subject::ofService(watched->service);
    subject.kind = signals::SubjectKind::Alert;
    subject.id = watched->alert.fingerprint;
    subject.title = watched->alert.name();
    subject.labels = watched->alert.labels;
    subject.timeNs = watched->alert.startsNs;
    m_context.open(subject);
}

} // namespace wf::ui
