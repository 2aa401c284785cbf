// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/untrusted.h"
#include "models/engine/boards/boardlibrary.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/dashboards/variablesbar.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace wf::ui {

using namespace Qt::StringLiterals;

void DashboardsPage::setBoards(BoardPage *page, const QString &folder)
{
    m_board = page;
    m_boardFolder = folder;
    m_board->hide();
    static_cast<QVBoxLayout *>(layout())->addWidget(m_board, 1);
    m_pick->show();
    connect(m_board, &BoardPage::settledChanged, this, &DashboardsPage::settledChanged);
    connect(m_board, &BoardPage::opened, this, [this] {
        if (!m_showsBoard)
            return;
        if (const auto &dashboard = m_board->dashboard())
            m_title->setText(dashboard->title);
        m_facts->setText(m_board->facts());
        Q_EMIT settledChanged();
    });
}

void DashboardsPage::offerBoards()
{
    QMenu *menu = m_pick->menu();
    menu->clear();
    connect(menu->addAction(tr("Generated")), &QAction::triggered, this, &DashboardsPage::showGenerated);
    menu->addSeparator();
    for (const engine::BoardFile &file : engine::boardsIn(m_boardFolder)) {
        // an ampersand would become a mnemonic
        QAction *action = menu->addAction(base::visibleText(file.name, 80).replace(u"&"_s, u"&&"_s));
        connect(action, &QAction::triggered, this, [this, path = file.path] { openBoard(path); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Open a Grafana dashboard…")), &QAction::triggered, this, &DashboardsPage::importBoard);
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
    if (!m_board)
        return;
    m_showsBoard = true;
    m_bar->hide();
    m_state->hide();
    m_board->show();
    m_pick->setValue(QFileInfo(path).completeBaseName());
    m_title->setText(QFileInfo(path).completeBaseName());
    m_facts->setText({});
    m_board->setActive(m_active);
    m_board->open(path);
}

void DashboardsPage::showGenerated()
{
    if (!m_showsBoard)
        return;
    m_showsBoard = false;
    m_board->setActive(false);
    m_board->hide();
    m_bar->setVisible(true);
    m_state->show();
    m_pick->setValue(tr("Generated"));
    setActive(m_active);
}

} // namespace wf::ui
