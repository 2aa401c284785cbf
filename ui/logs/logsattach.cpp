// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logform.h"
#include "models/engine/logs/loglines.h"
#include "ui/logs/logspage.h"
#include "ui/logs/patternstable.h"
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
    menu->addAction(widgets::themedIcon(u"help"_s), tr("Do lines like this come as often as usual?"), this,
                    [this, line] { m_context.askNormal(engine::subjectOf(line)); });
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
    signals::Subject subject = volumeSubject();
    subject.kind = signals::SubjectKind::Metric;
    m_context.attachOwn(subject, m_chart->attached(subject.id));
}

signals::Subject LogsPage::volumeSubject() const
{
    signals::Subject subject;
    subject.kind = signals::SubjectKind::LogLine;
    subject.id = m_search.snapshot()->expr;
    subject.title = tr("Lines of %1").arg(subject.id);
    return subject;
}

// Lines of the streams that are asked for which hold the longest fixed part of the pattern.
signals::Subject LogsPage::patternSubject(const signals::LogPattern &pattern) const
{
    signals::Subject subject;
    subject.kind = signals::SubjectKind::LogLine;
    subject.title = pattern.pattern;
    subject.id = engine::selectorOf(m_search.snapshot()->expr) + engine::containing(fixedPart(pattern.pattern));
    subject.service = askedService();
    return subject;
}

void LogsPage::openPatternMenu(const QPoint &global)
{
    const signals::LogPattern *pattern = m_patterns->current();
    if (!pattern)
        return;
    const signals::Subject subject = patternSubject(*pattern);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(widgets::themedIcon(u"help"_s), tr("Does this pattern come as often as usual?"), this,
                    [this, subject] { m_context.askNormal(subject); });
    menu->addAction(widgets::themedIcon(u"search"_s), tr("Show its lines"), this,
                    [this, found = *pattern] { Q_EMIT m_patterns->patternOpened(found); });
    menu->addAction(widgets::themedIcon(u"copy"_s), tr("Copy the pattern"), this,
                    [found = *pattern] { QGuiApplication::clipboard()->setText(found.pattern); });
    menu->popup(global);
}

} // namespace wf::ui
