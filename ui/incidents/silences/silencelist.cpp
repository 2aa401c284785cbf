// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/silencelist.h"

#include "models/base/timetext.h"
#include "ui/incidents/silences/noisepages.h"
#include "ui/incidents/silences/silencerows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/table/rowtable.h"

#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace wf::ui {

SilenceList::SilenceList(engine::AlertWatch &watch, engine::AckDesk &desk, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_watch(watch),
      m_desk(desk),
      m_context(context),
      m_rows(new SilenceRows(context.clock(), this)),
      m_table(new widgets::RowTable),
      m_panel(new widgets::Panel(m_table)),
      m_edit(new widgets::Button(tr("Edit"), u"edit"_s, u"Enter"_s)),
      m_extend(new widgets::Button(tr("Extend 1 h"), u"plus"_s)),
      m_expire(new widgets::Button(tr("End"), u"stop"_s, u"Del"_s)),
      m_which(new widgets::Segmented({tr("Silences"), tr("Maintenance"), tr("Held back")})),
      m_pages(new QStackedWidget)
{
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 8);
    buttons->setSpacing(6);
    for (auto *button : {m_edit, m_extend, m_expire})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *silences = new QWidget;
    auto *column = new QVBoxLayout(silences);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panel, 1);
    column->addLayout(buttons);
    m_pages->addWidget(silences);
    m_which->setAccessibleName(tr("What is listed"));
    m_which->setVisible(false); // until there is more than silences
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(12, 6, 12, 6);
    tools->addWidget(m_which);
    tools->addStretch(1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(tools);
    all->addWidget(m_pages, 1);
    m_panel->setHeaderVisible(false);
    m_table->setAccessibleName(tr("Silences"));
    m_table->setColumns({{.width = 130, .sortable = false},
                         {.minimum = 160, .stretch = 3, .sortable = false},
                         {.width = 120, .sortable = false},
                         {.minimum = 120, .stretch = 2, .sortable = false},
                         {.width = 90, .sortable = false},
                         {.width = 70, .sortable = false}});
    m_table->setModel(m_rows, [this](quint64 key) { return m_rows->rowOf(key); });
    connect(m_table, &widgets::RowTable::selectionChanged, this, &SilenceList::fillActions);
    connect(m_table, &widgets::RowTable::activated, this, [this] {
        if (const auto *silence = current())
            Q_EMIT editRequested(*silence);
    });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const auto *silence = current())
            Q_EMIT editRequested(*silence);
    });
    connect(m_extend, &QPushButton::clicked, this, [this] {
        if (const auto *silence = current())
            extend(silence->id);
    });
    const auto end = [this] {
        if (const auto *silence = current())
            expire(silence->id);
    };
    connect(m_expire, &QPushButton::clicked, this, end);
    auto *remove = new QAction(tr("End silence"), m_table);
    remove->setShortcut(Qt::Key_Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, end);
    m_table->addAction(remove);
    connect(&m_watch, &engine::AlertWatch::changed, this, [this] {
        if (m_active)
            refresh();
    });
    fillActions();
}

void SilenceList::setNoise(engine::NoiseWatch &noise)
{
    m_maintenance = new MaintenanceList(noise, m_desk, m_context);
    m_quiet = new QuietList(noise, m_watch, m_context);
    m_pages->addWidget(m_maintenance);
    m_pages->addWidget(m_quiet);
    m_which->setVisible(true);
    connect(m_which, &widgets::Segmented::currentChanged, this, [this](int page) {
        m_pages->setCurrentIndex(page);
        refreshNoise();
    });
    connect(&noise, &engine::NoiseWatch::changed, this, [this] {
        if (m_active)
            refreshNoise();
    });
}

void SilenceList::refreshNoise()
{
    if (m_maintenance && m_pages->currentWidget() == m_maintenance)
        m_maintenance->refresh();
    if (m_quiet && m_pages->currentWidget() == m_quiet)
        m_quiet->refresh();
}

void SilenceList::setActive(bool active)
{
    m_active = active;
    if (active)
        refresh();
}

void SilenceList::refresh()
{
    refreshNoise();
    m_rows->setSnapshot(m_watch.snapshot());
    if (m_rows->rowCount() == 0)
        m_panel->showEmpty(tr("No silence stands"),
                           tr("Acknowledged and silenced alerts are listed here until they end."), {}, u"silence"_s);
    else
        m_panel->showContent();
    fillActions();
}

const signals::Silence *SilenceList::current() const
{
    return m_table->hasCurrent() ? m_rows->silence(m_table->currentKey()) : nullptr;
}

void SilenceList::fillActions()
{
    const auto may = m_desk.mayAct();
    for (auto *button : {m_edit, m_extend, m_expire}) {
        button->setEnabled(may.ok() && current() != nullptr);
        widgets::setPlainToolTip(button, may ? QString() : may.error().summary);
    }
}

void SilenceList::tell(const base::Result<base::Done> &done, const QString &text, std::function<void()> undo)
{
    if (!done)
        m_context.say({done.error().summary, signals::Severity::Critical, {}, {}, 0});
    else
        m_context.say({text, signals::Severity::Info, undo ? tr("Undo") : QString(), std::move(undo)});
}

void SilenceList::expire(const QString &silenceId)
{
    m_desk.expire(silenceId, [this, silenceId](const base::Result<base::Done> &done) {
        tell(done, tr("The silence ends now."), [this, silenceId] {
            m_desk.unexpire(silenceId, [this](const base::Result<base::Done> &undone) {
                tell(undone, tr("The silence stands again."));
            });
        });
    });
}

void SilenceList::extend(const QString &silenceId)
{
    const auto *silence = m_watch.snapshot()->silence(silenceId);
    if (!silence)
        return;
    const qint64 before = silence->endsNs;
    const qint64 after = before + base::nsPerHour;
    m_desk.setEnd(silenceId, after, [this, silenceId, before, after](const base::Result<base::Done> &done) {
        tell(done, tr("The silence now ends at %1.").arg(base::dayAndTime(after, m_context.clock().nowNs())),
             [this, silenceId, before] {
                 m_desk.setEnd(silenceId, before, [this](const base::Result<base::Done> &undone) {
                     tell(undone, tr("The silence ends as before."));
                 });
             });
    });
}

} // namespace wf::ui
