// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/loglines.h"
#include "ui/logs/logspage.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chartview.h"
#include "widgets/loglist/loglist.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

// What goes from here to an incident, and the menu of lines.
namespace wf::ui {

using namespace Qt::StringLiterals;

void LogsPage::openLineMenu(const QPoint &global)
{
    const auto at = m_list->currentLine();
    if (!at || *at >= m_list->lines()->size())
        return;
    const auto line = m_list->lines()->line(*at);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_attach);
    auto *copy = menu->addAction(widgets::themedIcon(u"copy"_s), tr("Copy lines"), this,
                                 [this] { QGuiApplication::clipboard()->setText(m_list->selectedText()); });
    copy->setShortcut(QKeySequence::Copy);
    menu->addSeparator();
    menu->addAction(tr("Lines around it"), this, [this, line] { showContext(line); });
    menu->addAction(tr("Open its trace"), this, [this, line] { Q_EMIT m_list->traceRequested(line); })
        ->setEnabled(!line.traceId.isEmpty());
    menu->popup(global);
}

void LogsPage::attachLines()
{
    const auto at = m_list->currentLine();
    if (!at || *at >= m_list->lines()->size()) {
        m_context.say({tr("Select the lines to attach."), signals::Severity::Info, {}, {}});
        return;
    }
    m_context.attachOwn(engine::subjectOf(m_list->lines()->line(*at)), {m_list->selectedText(), {}, std::nullopt});
}

void LogsPage::attachVolume()
{
    const auto snapshot = m_search.snapshot();
    signals::Subject subject;
    subject.kind = signals::SubjectKind::Metric;
    subject.id = snapshot->expr;
    subject.title = tr("Lines of %1").arg(snapshot->expr);
    m_context.attachOwn(subject, m_chart->attached(snapshot->expr));
}

} // namespace wf::ui
