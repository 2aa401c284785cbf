// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/untrusted.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/boardofspec.h"
#include "ui/base/taborder.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/dashboards/editing/boardediting.h"
#include "ui/dashboards/editing/editbar.h"
#include "ui/dashboards/exports/exportdialog.h"
#include "ui/dashboards/importreportdialog.h"
#include "ui/dashboards/links/linkopener.h"
#include "ui/dashboards/variablesbar.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

void DashboardsPage::setBoards(BoardPage *page, const QString &folder)
{
    m_board = page;
    m_boardFolder = folder;
    m_board->links().setFolder(folder);
    connect(&m_board->links(), &LinkOpener::leaving, this, &DashboardsPage::leave);
    connect(&m_board->links(), &LinkOpener::boardAsked, this, &DashboardsPage::openBoardWith);
    m_board->hide();
    static_cast<QVBoxLayout *>(layout())->addWidget(m_board, 1);
    m_pick->show();
    connect(m_board, &BoardPage::settledChanged, this, &DashboardsPage::settledChanged);
    connect(m_board, &BoardPage::opened, this, &DashboardsPage::showBoardTitle);
    connect(m_board, &BoardPage::boardAsked, this, &DashboardsPage::openBoard, Qt::QueuedConnection);
    buildEditing();
}

void DashboardsPage::showBoardTitle()
{
    if (!m_showsBoard)
        return;
    if (const auto &dashboard = m_board->dashboard())
        m_title->setText(dashboard->title);
    m_facts->setText(m_board->facts());
    Q_EMIT settledChanged();
}

void DashboardsPage::buildEditing()
{
    m_editing = new BoardEditing(*m_board, m_board->surroundings(), m_boardFolder, this);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->indexOf(m_board), m_editing->bar());
    chainTabs({m_editing->bar(), m_board});
    m_edit->show();
    connect(m_editing, &BoardEditing::changed, this, [this] {
        const bool isOver = !m_editing->isActive();
        m_edit->setVisible(isOver);
        if (isOver && m_wasEditing)
            m_edit->setFocus(); // the bar that held it goes
        if (!isOver && !m_wasEditing && !m_board->cards().empty())
            m_board->focusPanel(m_board->cards().front()->placed().panel.id); // where the keys do something
        m_wasEditing = !isOver;
        if (isOver && m_board->path().isEmpty())
            showGenerated(); // a copy that was thrown away
        else
            showBoardTitle();
    });
    connect(m_editing, &BoardEditing::saved, this,
            [this](const QString &path) { m_pick->setValue(QFileInfo(path).completeBaseName()); });
    const auto add = [this](const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Edit the dashboard"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { edit(); });
    add(tr("Hide or show all annotations"), QKeySequence(Qt::SHIFT | Qt::Key_N), [this] {
        if (!m_showsBoard)
            return;
        const auto &tracks = m_board->annotations().tracks();
        m_board->annotations().setAllShown(
            std::ranges::none_of(tracks, [](const engine::AnnotationTrack &t) { return t.isListed && t.isShown; }));
    });
    add(tr("Save the dashboard"), QKeySequence::Save, [this] { m_editing->save(); });
    add(tr("Undo a change of the dashboard"), {}, [this] { m_editing->undo(); }); // Ctrl+Z: event()
    add(tr("Redo a change of the dashboard"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
        [this] { m_editing->redo(); });
}

std::optional<signals::Dashboard> DashboardsPage::shownDashboard() const
{
    if (m_showsBoard)
        return m_board->dashboard() ? std::optional(engine::withFixedVariables(m_board->variables())) : std::nullopt;
    if (!m_shown || m_shown->spec.rows.empty())
        return std::nullopt;
    return engine::boardOf(m_shown->spec);
}

void DashboardsPage::setExports(const ExportNames &names)
{
    m_exports = names;
    auto *action = new QAction(tr("Export the dashboard…"), this);
    action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this] { exportBoard(); });
    addAction(action);
    m_actions << action;
    auto *button = new widgets::IconButton(u"export"_s, tr("Export the dashboard…"), tr("Ctrl+Shift+X"));
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    auto *row = static_cast<QHBoxLayout *>(m_edit->parentWidget()->layout());
    row->insertWidget(row->indexOf(m_edit) + 1, button);
    setTabOrder(m_edit, button);
    connect(m_board, &BoardPage::exportAsked, this, &DashboardsPage::exportBoard);
}

void DashboardsPage::exportBoard(int panel)
{
    auto dashboard = m_exports ? shownDashboard() : std::nullopt;
    if (!dashboard)
        return m_context.say({tr("There is no dashboard to export yet."), signals::Severity::Info, {}, {}, 5});
    auto *dialog = new ExportDialog({m_board->surroundings(), m_board->sources(), m_exports->environment,
                                     m_exports->takenBy, m_exports->subjects, m_exports->scrapeNs},
                                    std::move(*dashboard), panel, this);
    connect(dialog, &ExportDialog::saved, this, [this](const QString &path) {
        m_context.say({tr("Written: %1").arg(base::visibleText(path, 200)), signals::Severity::Info, {}, {}, 6});
    });
    dialog->open();
}

void DashboardsPage::openDashboard(const signals::Dashboard &dashboard)
{
    if (!m_board || !m_editing->discard())
        return;
    showBoard(dashboard.title);
    m_board->showDashboard(dashboard);
}

void DashboardsPage::edit()
{
    if (!m_editing || m_editing->isActive())
        return;
    if (m_showsBoard)
        return m_editing->edit();
    if (!m_shown || m_shown->spec.rows.empty())
        return;
    showBoard(tr("Copy"));
    m_editing->editCopy(engine::boardOf(m_shown->spec));
}

void DashboardsPage::offerBoards()
{
    QMenu *menu = m_pick->menu();
    menu->clear();
    connect(menu->addAction(tr("Generated")), &QAction::triggered, this, &DashboardsPage::showGenerated);
    for (const engine::BoardLeftover &left :
         m_editing->isActive() ? std::vector<engine::BoardLeftover>{} : engine::boardLeftovers(m_boardFolder)) {
        QAction *action =
            menu->addAction(tr("Not saved: %1").arg(base::visibleText(left.title, 80)).replace(u"&"_s, u"&&"_s));
        connect(action, &QAction::triggered, this, [this, left] {
            showBoard(left.title);
            m_editing->continueDraft(left);
        });
    }
    menu->addSeparator();
    for (const engine::BoardFile &file : engine::boardsIn(m_boardFolder)) {
        // an ampersand would become a mnemonic
        QAction *action = menu->addAction(base::visibleText(file.name, 80).replace(u"&"_s, u"&&"_s));
        connect(action, &QAction::triggered, this, [this, path = file.path] { openBoard(path); });
    }
    menu->addSeparator();
    if (m_showsBoard && m_board->dashboard())
        connect(menu->addAction(tr("How faithfully it is shown…")), &QAction::triggered, this, [this] {
            auto *dialog = new ImportReportDialog(*m_board->dashboard(), this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
    connect(menu->addAction(tr("New dashboard")), &QAction::triggered, this, &DashboardsPage::makeBoard);
    connect(menu->addAction(tr("Open a Grafana dashboard…")), &QAction::triggered, this, &DashboardsPage::importBoard);
}

void DashboardsPage::makeBoard()
{
    if (!m_editing->discard())
        return;
    showBoard(tr("New"));
    m_editing->editNew();
}

void DashboardsPage::importBoard()
{
    auto *dialog = new QFileDialog(this, tr("Open a Grafana dashboard"), QString(), tr("Dashboards (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DashboardsPage::openBoard);
    dialog->open();
}

void DashboardsPage::openBoard(const QString &path)
{
    leave();
    openBoardWith(path, {});
}

std::optional<BoardVisit> DashboardsPage::visit() const
{
    if (!m_showsBoard)
        return BoardVisit{{}, tr("Generated"), {}, m_context.timeSelection()};
    if (m_board->path().isEmpty() || m_editing->isActive())
        return std::nullopt;
    return BoardVisit{m_board->path(), m_title->text(), m_board->variables().chosen(), m_context.timeSelection()};
}

void DashboardsPage::leave()
{
    if (auto left = visit())
        m_trail.leave(std::move(*left));
    showTrail();
}

void DashboardsPage::goBack()
{
    if (m_trail.visits().empty() || !m_editing->discard())
        return;
    const auto earlier = m_trail.back(visit().value_or(BoardVisit{}));
    showTrail();
    if (!earlier)
        return;
    if (m_context.timeSelection() != earlier->time)
        m_context.setTimeSelection(earlier->time);
    earlier->path.isEmpty() ? showGenerated() : openBoardWith(earlier->path, earlier->variables);
}

void DashboardsPage::showTrail()
{
    const bool isLast = m_trail.visits().empty();
    if (isLast && m_back->hasFocus())
        m_pick->setFocus(); // not whatever stands next in the window
    m_back->setVisible(!isLast);
    if (!isLast)
        widgets::setPlainToolTip(m_back, tr("Back to %1 (Backspace)").arg(m_trail.visits().back().name));
}

void DashboardsPage::openBoardWith(const QString &path, const std::map<QString, QStringList> &variables)
{
    if (!m_board || !m_editing->discard())
        return;
    showBoard(QFileInfo(path).completeBaseName());
    m_board->open(path, variables);
}

void DashboardsPage::showBoard(const QString &name)
{
    m_showsBoard = true;
    m_builder.setWatched(false);
    m_bar->hide();
    m_state->hide();
    m_board->show();
    m_edit->setText(tr("Edit"));
    m_again->hide(); // nothing of it is generated
    m_pick->setValue(name);
    m_title->setText(name);
    m_facts->setText({});
    m_board->setActive(m_active);
}

void DashboardsPage::showGenerated()
{
    if (!m_showsBoard || !m_editing->discard())
        return;
    m_edit->setText(tr("Edit a copy"));
    m_again->show();
    m_showsBoard = false;
    m_board->setActive(false);
    m_board->hide();
    m_bar->setVisible(true);
    m_state->show();
    m_pick->setValue(tr("Generated"));
    setActive(m_active);
}

} // namespace wf::ui
