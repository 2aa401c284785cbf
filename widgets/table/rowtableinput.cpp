// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/untrusted.h"
#include "widgets/base/text/safetext.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

// Mouse, keys, selection and clipboard of RowTable.
namespace wf::widgets {

void RowTable::choose(int row, RowSelection::Mode mode)
{
    m_selection.choose(
        row, mode, [this](int r) { return keyAt(r); }, [this](quint64 key) { return rowOf(key); });
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
    Q_EMIT selectionChanged();
}

void RowTable::setCurrentKey(quint64 key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    choose(row, RowSelection::Mode::Only);
    scrollTo(row);
}

void RowTable::clearSelection()
{
    m_selection.clear();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void RowTable::scrollTo(int row)
{
    const int top = topOf(row);
    const int value = verticalScrollBar()->value();
    const int page = viewport()->height();
    if (top < value)
        verticalScrollBar()->setValue(top);
    else if (top + heightOf(row) > value + page)
        verticalScrollBar()->setValue(top + heightOf(row) - page);
}

void RowTable::move(int row, Qt::KeyboardModifiers modifiers)
{
    if (rows() == 0)
        return;
    row = std::clamp(row, 0, rows() - 1);
    choose(row, (modifiers & Qt::ShiftModifier) != 0     ? RowSelection::Mode::Extend
                : (modifiers & Qt::ControlModifier) != 0 ? RowSelection::Mode::Keep
                                                         : RowSelection::Mode::Only);
    scrollTo(row);
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    const int row = m_selection.hasCurrent() ? rowOf(m_selection.current()) : -1;
    const int page = std::max(1, viewport()->height() / rowHeight() - 1);
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        m_selection.chooseAll(rows(), [this](int r) { return keyAt(r); });
        viewport()->update();
        Q_EMIT selectionChanged();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        move(row + 1, event->modifiers());
        return;
    case Qt::Key_Up:
    case Qt::Key_K:
        move(row - 1, event->modifiers());
        return;
    case Qt::Key_PageDown:
        move(row + page, event->modifiers());
        return;
    case Qt::Key_PageUp:
        move(row - page, event->modifiers());
        return;
    case Qt::Key_Home:
        Q_EMIT releaseRequested();
        verticalScrollBar()->setValue(0);
        move(0, event->modifiers());
        return;
    case Qt::Key_End:
        move(rows() - 1, event->modifiers());
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Space: {
        if (event->key() == Qt::Key_Space && row >= 0 && (event->modifiers() & Qt::ControlModifier) != 0) {
            choose(row, RowSelection::Mode::Toggle);
            return;
        }
        const QModelIndex index = row >= 0 ? m_model->index(row, 0) : QModelIndex();
        const bool isHead = row >= 0 && isTreeHead(row);
        const bool collapsed = isHead ? index.data(TreeRole).toInt() == static_cast<int>(TreePart::Closed)
                                      : index.data(GroupCollapsedRole).toBool();
        const bool toggles = event->key() == Qt::Key_Space || (event->key() == Qt::Key_Right) == collapsed;
        if ((isHead || index.data(GroupRole).toBool()) && toggles) {
            Q_EMIT groupToggled(keyAt(row));
            return;
        }
        break;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (row >= 0) {
            Q_EMIT activated(m_selection.current());
            return;
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void RowTable::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_waiting > 0 && noteRect().contains(at)) {
        Q_EMIT releaseRequested();
        verticalScrollBar()->setValue(0);
        return;
    }
    const int row = rowAt(at);
    if (row < 0) {
        if (event->button() == Qt::LeftButton)
            clearSelection();
        return;
    }
    if (event->button() == Qt::RightButton && m_selection.contains(keyAt(row)))
        return; // the menu is about all that is selected
    const auto modifiers = event->modifiers();
    const auto mode = (modifiers & Qt::ShiftModifier) != 0     ? RowSelection::Mode::Extend
                      : (modifiers & Qt::ControlModifier) != 0 ? RowSelection::Mode::Toggle
                                                               : RowSelection::Mode::Only;
    choose(row, mode);
    const QModelIndex first = m_model->index(row, 0);
    if (event->button() == Qt::LeftButton && at.x() < 26 + first.data(DepthRole).toInt() * treeStep &&
        (isTreeHead(row) || first.data(GroupRole).toBool()))
        Q_EMIT groupToggled(keyAt(row));
}

bool RowTable::isTreeHead(int row) const
{
    const QVariant part = m_model->index(row, 0).data(TreeRole);
    return part.isValid() && part.toInt() != static_cast<int>(TreePart::Leaf);
}

void RowTable::mouseMoveEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->position().toPoint()); row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

void RowTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (row < 0)
        return;
    if (m_model->index(row, 0).data(GroupRole).toBool())
        Q_EMIT groupToggled(keyAt(row));
    else
        Q_EMIT activated(keyAt(row));
}

void RowTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_selection.hasCurrent())
        Q_EMIT menuRequested(event->globalPos());
}

void RowTable::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    refreshHeld();
}

void RowTable::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
    refreshHeld();
}

bool RowTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_mouseInside = event->type() == QEvent::Enter;
        m_hovered = -1;
        viewport()->update();
        refreshHeld();
    }
    if (event->type() == QEvent::ToolTip)
        return showTip(static_cast<QHelpEvent *>(event));
    return QAbstractScrollArea::viewportEvent(event);
}

// The full text of what may have been cut short.
bool RowTable::showTip(QHelpEvent *event)
{
    const int row = rowAt(event->pos());
    for (const auto &column : m_painted)
        if (row >= 0 && event->pos().x() >= column.left && event->pos().x() < column.left + column.width) {
            const QModelIndex index = m_model->index(row, column.section);
            const QVariant tip = index.data(Qt::ToolTipRole);
            QToolTip::showText(event->globalPos(), plainTip(tip.isValid() ? tip.toString() : index.data().toString()),
                               viewport());
            return true;
        }
    QToolTip::hideText();
    return true;
}

QString RowTable::selectedText() const
{
    QStringList lines;
    for (int row = 0; row < rows(); ++row) {
        if (!m_selection.contains(keyAt(row)))
            continue;
        QStringList cells;
        for (const auto &column : m_painted) {
            const QModelIndex cell = m_model->index(row, column.section);
            QString text = base::visibleText(cell.data().toString(), 100'000);
            if (const QString tail = cell.data(TailRole).toString(); !tail.isEmpty())
                text = QStringList{text, tail}.join(QLatin1Char(' ')).trimmed();
            text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
            cells << text;
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void RowTable::copySelection() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace wf::widgets
