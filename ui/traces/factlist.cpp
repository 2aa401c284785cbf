// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/factlist.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace wf::ui {

using widgets::TextRole;

namespace {
constexpr int lineHeight = 19;
constexpr int side = 12;
} // namespace

FactList::FactList(const QString &accessibleName, QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    verticalScrollBar()->setSingleStep(lineHeight);
    setAccessibleName(accessibleName);
}

void FactList::setSections(std::vector<FactSection> sections)
{
    m_sections = std::move(sections);
    m_lines.clear();
    const QFontMetricsF metrics(widgets::Theme::of(this).font(TextRole::MonoSmall));
    double widest = 60;
    for (const auto &section : m_sections) {
        if (!section.title.isEmpty())
            m_lines.push_back({section.title, {}});
        for (const auto &fact : section.facts) {
            m_lines.push_back({{}, fact});
            widest = std::max(widest, metrics.horizontalAdvance(fact.name.left(80)));
        }
    }
    m_nameWidth = widest + 16;
    m_current = -1;
    verticalScrollBar()->setValue(0);
    updateScroll();
    viewport()->update();
}

void FactList::updateScroll()
{
    const int needed = static_cast<int>(m_lines.size()) * lineHeight + 16;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, needed - viewport()->height()));
}

void FactList::resizeEvent(QResizeEvent *)
{
    updateScroll();
}

void FactList::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), t.surface.panel);
    const double width = viewport()->width();
    const double names = std::min(m_nameWidth, width * 0.46);
    const QFont mono = t.font(TextRole::MonoSmall);
    const QFont small = t.font(TextRole::Small);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const double y = 8 + static_cast<double>(i) * lineHeight - verticalScrollBar()->value();
        if (y + lineHeight < 0 || y > viewport()->height())
            continue;
        const auto &line = m_lines[i];
        if (static_cast<int>(i) == m_current)
            p.fillRect(QRectF(0, y, width, lineHeight), hasFocus() ? t.surface.selected : t.surface.selectedInactive);
        if (!line.title.isEmpty()) {
            widgets::paintText(p, QRectF(side, y, width - 2 * side, lineHeight), line.title, small, t.text.secondary);
            continue;
        }
        bool isNumber = false;
        static_cast<void>(line.fact.value.toDouble(&isNumber));
        const QColor color = line.fact.warning ? t.warning.fg : isNumber ? t.syntax.number : t.syntax.string;
        widgets::paintText(p, QRectF(side, y, names - 8, lineHeight), line.fact.name, mono, t.text.secondary);
        widgets::paintText(p, QRectF(side + names, y, width - names - 2 * side, lineHeight), line.fact.value, mono,
                           color);
    }
}

int FactList::lineAt(double y) const
{
    const int line = static_cast<int>((y - 8 + verticalScrollBar()->value()) / lineHeight);
    return line >= 0 && line < static_cast<int>(m_lines.size()) ? line : -1;
}

void FactList::choose(int line)
{
    if (line < 0 || line >= static_cast<int>(m_lines.size()))
        return;
    m_current = line;
    const int y = 8 + line * lineHeight;
    if (y < verticalScrollBar()->value())
        verticalScrollBar()->setValue(y);
    else if (y + lineHeight > verticalScrollBar()->value() + viewport()->height())
        verticalScrollBar()->setValue(y + lineHeight - viewport()->height());
    setAccessibleDescription(base::visibleText(currentText()));
    viewport()->update();
}

QString FactList::currentText() const
{
    if (m_current < 0)
        return {};
    const auto &line = m_lines[static_cast<std::size_t>(m_current)];
    return line.title.isEmpty() ? QString(line.fact.name + u'=' + line.fact.value) : line.title;
}

void FactList::mousePressEvent(QMouseEvent *event)
{
    choose(lineAt(event->position().y()));
}

void FactList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(currentText());
        return;
    }
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        const int last = static_cast<int>(m_lines.size()) - 1;
        return choose(std::clamp(m_current + (event->key() == Qt::Key_Down ? 1 : -1), 0, std::max(0, last)));
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool FactList::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const int line = lineAt(help->pos().y());
    const QString text = line < 0 || !m_lines[static_cast<std::size_t>(line)].title.isEmpty()
                             ? QString()
                             : QString(m_lines[static_cast<std::size_t>(line)].fact.name + QStringLiteral(" = ") +
                                       m_lines[static_cast<std::size_t>(line)].fact.value);
    QToolTip::showText(help->globalPos(), widgets::plainTip(text), viewport());
    return true;
}

} // namespace wf::ui
