// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/loglist.h"

#include "models/base/timetext.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

namespace {
constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
constexpr std::size_t mostCopied = 100'000;
} // namespace

void LogList::scrollContentsBy(int, int)
{
    if (!m_isLayingOut)
        layoutVisible();
}

// Tells whether the person let go of the end or came back to it.
void LogList::scrolled(bool byUser)
{
    const auto *bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    if (atEnd != m_follows) {
        m_follows = atEnd;
        Q_EMIT followChanged(atEnd);
    }
    if (byUser && bar->value() == 0 && bar->maximum() > 0)
        Q_EMIT topReached();
}

void LogList::goToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    scrolled(false);
}

void LogList::ensureVisible(std::size_t line)
{
    auto *bar = verticalScrollBar();
    const qint64 top = m_layout.top(m_layout.rowOfLine(line));
    const qint64 bottom = top + rowHeight() + (m_layout.expanded() == line ? m_layout.extra() : 0);
    if (m_wrap) {
        const QRect rect = rowRect(line);
        if (rect.isEmpty() && top <= bar->value())
            bar->setValue(static_cast<int>(top));
        else if (rect.isEmpty() || rect.bottom() > viewport()->height())
            bar->setValue(static_cast<int>(m_layout.top(firstRowBefore(m_layout.rowOfLine(line) + 1))));
    } else if (top < bar->value()) {
        bar->setValue(static_cast<int>(top));
    } else if (bottom > bar->value() + viewport()->height()) {
        bar->setValue(static_cast<int>(std::min(top, bottom - viewport()->height())));
    }
    scrolled(false);
}

void LogList::goTo(std::size_t line)
{
    if (line >= m_rows.lines().size())
        return;
    if (rowRect(line).isEmpty() && !m_wrap)
        verticalScrollBar()->setValue(
            static_cast<int>(m_layout.top(m_layout.rowOfLine(line)) - viewport()->height() / 3));
    select(line, false);
}

void LogList::goToTime(qint64 timeNs)
{
    if (!m_rows.lines().isEmpty())
        goTo(std::min(m_rows.lines().lowerBound(timeNs), m_rows.lines().size() - 1));
}

bool LogList::goToError(bool forward)
{
    const auto &lines = m_rows.lines();
    std::optional<std::size_t> error;
    if (m_current)
        error = forward ? lines.nextError(*m_current) : lines.previousError(*m_current);
    else if (!lines.isEmpty())
        error = lines.previousError(lines.size());
    if (error)
        goTo(*error);
    return error.has_value();
}

std::optional<std::size_t> LogList::currentLine() const
{
    return m_current;
}

void LogList::select(std::size_t line, bool extend)
{
    if (line >= m_rows.lines().size())
        return;
    if (!extend || !m_anchor)
        m_anchor = line;
    m_current = line;
    ensureVisible(line);
    const auto &prepared = m_rows.at(line);
    setAccessibleDescription(prepared.time + u' ' + signals::logLevelName(prepared.level) + u' ' + prepared.service +
                             u' ' + prepared.text.left(300));
    viewport()->update();
    Q_EMIT currentChanged(line);
}

void LogList::moveBy(qint64 lines, bool extend)
{
    const auto size = static_cast<qint64>(m_rows.lines().size());
    if (size == 0)
        return;
    const qint64 from =
        m_current ? static_cast<qint64>(*m_current) : static_cast<qint64>(firstVisibleLine()) - (lines > 0 ? 1 : 0);
    select(static_cast<std::size_t>(std::clamp<qint64>(from + lines, 0, size - 1)), extend);
    if (from + lines < 0)
        Q_EMIT topReached();
}

void LogList::setExpanded(std::optional<std::size_t> line)
{
    m_expansion = {};
    m_hoveredAction = {};
    m_hoveredField = -1;
    if (line && *line < m_rows.lines().size() && m_rows.reader().fields) {
        const auto whole = m_rows.lines().line(*line);
        m_expansion.fields = m_rows.reader().fields(whole);
        m_expansion.hasTrace = !whole.traceId.isEmpty();
        if (m_expansion.fields.size() > LogExpansion::mostFields) {
            m_expansion.hidden = static_cast<int>(m_expansion.fields.size() - LogExpansion::mostFields);
            m_expansion.fields.resize(LogExpansion::mostFields);
        }
        m_layout.setExpanded(line, m_expansion.height(rowHeight()));
    } else {
        m_layout.setExpanded(std::nullopt, 0);
    }
    layoutAll();
    layoutVisible();
    if (m_layout.expanded())
        ensureVisible(*m_layout.expanded());
}

QString LogList::selectedText() const
{
    if (!m_current)
        return {};
    const std::size_t other = m_anchor.value_or(*m_current);
    const std::size_t from = std::min(*m_current, other);
    const std::size_t to = std::min(std::max(*m_current, other), from + mostCopied - 1);
    QString out;
    for (std::size_t i = from; i <= to; ++i) {
        const auto line = m_rows.lines().at(i);
        const QString service = m_rows.reader().service
                                    ? m_rows.reader().service(*line.stream, signals::LogBuffer::unpack(line.metadata))
                                    : QString();
        out += base::isoTime(line.timeNs) + u'\t' + signals::logLevelName(line.level) + u'\t' + service + u'\t' +
               QString::fromUtf8(line.text.data(), static_cast<qsizetype>(line.text.size()));
        if (i < to)
            out += u'\n';
    }
    return out;
}

void LogList::copySelection() const
{
    if (m_current)
        QApplication::clipboard()->setText(selectedText());
}

void LogList::act(const LogAction &action)
{
    if (!m_layout.expanded())
        return;
    const auto line = m_rows.lines().line(*m_layout.expanded());
    const auto *field = action.field >= 0 && action.field < static_cast<int>(m_expansion.fields.size())
                            ? &m_expansion.fields[static_cast<std::size_t>(action.field)]
                            : nullptr;
    switch (action.kind) {
    case LogAction::OpenTrace:
        Q_EMIT traceRequested(line);
        break;
    case LogAction::Context:
        Q_EMIT contextRequested(line);
        break;
    case LogAction::CopyLine:
        QApplication::clipboard()->setText(QString::fromStdString(line.text));
        break;
    case LogAction::FilterFor:
    case LogAction::FilterOut:
        if (field)
            Q_EMIT filterRequested(field->field.name, field->field.value, field->isLabel,
                                   action.kind == LogAction::FilterOut);
        break;
    case LogAction::CopyValue:
        if (field)
            QApplication::clipboard()->setText(field->field.value);
        break;
    case LogAction::None:
        break;
    }
}

void LogList::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const qint64 page = std::max(1, viewport()->height() / rowHeight() - 1);
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_J:
    case Qt::Key_Down:
        return moveBy(1, extend);
    case Qt::Key_K:
    case Qt::Key_Up:
        return moveBy(-1, extend);
    case Qt::Key_PageDown:
        return moveBy(page, extend);
    case Qt::Key_PageUp:
        return moveBy(-page, extend);
    case Qt::Key_Home:
        return moveBy(-static_cast<qint64>(m_rows.lines().size()), extend);
    case Qt::Key_End:
        moveBy(static_cast<qint64>(m_rows.lines().size()), extend);
        return goToEnd();
    case Qt::Key_X:
        goToError(!extend);
        return;
    case Qt::Key_W:
        return setWrap(!m_wrap);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            setExpanded(m_layout.expanded() == m_current ? std::nullopt : m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogList::contextMenuEvent(QContextMenuEvent *event)
{
    const auto *visible = event->reason() == QContextMenuEvent::Mouse ? visibleAt(event->pos()) : nullptr;
    if (visible && visible->what.line && !isSelected(*visible->what.line))
        select(*visible->what.line, false);
    if (m_current)
        Q_EMIT menuRequested(event->globalPos());
}

void LogList::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    if (noteRect().contains(point)) {
        goToEnd();
        return;
    }
    const auto *v = visibleAt(point);
    if (!v || !v->what.line)
        return;
    if (v->expansion.contains(point)) {
        act(m_painter->actionAt(point, v->expansion, rowHeight(), m_expansion));
        return;
    }
    const std::size_t line = *v->what.line;
    select(line, event->modifiers() & Qt::ShiftModifier);
    if (point.x() < m_painter->columns().time)
        setExpanded(m_layout.expanded() == line ? std::nullopt : std::optional(line));
}

void LogList::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void LogList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto *v = visibleAt(event->position().toPoint());
    if (v && v->what.line && v->rect.contains(event->position().toPoint()))
        setExpanded(m_layout.expanded() == v->what.line ? std::nullopt : v->what.line);
}

void LogList::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const auto *v = visibleAt(point);
    const bool isInside = v && v->expansion.contains(point);
    m_hoveredRow = v && !isInside ? v->row : nowhere;
    m_hoveredField = isInside ? m_expansion.fieldAt(point.y() - v->expansion.top(), rowHeight()) : -1;
    m_hoveredAction = isInside ? m_painter->actionAt(point, v->expansion, rowHeight(), m_expansion) : LogAction{};
    if (v && v->what.line && (event->buttons() & Qt::LeftButton) && m_current && !isInside)
        select(*v->what.line, true);
    if (v && v->what.line)
        Q_EMIT crosshairMoved(m_rows.lines().timeAt(*v->what.line));
    viewport()->setCursor(m_hoveredAction.kind != LogAction::None || noteRect().contains(point) ? Qt::PointingHandCursor
                                                                                                : Qt::ArrowCursor);
    viewport()->update();
}

void LogList::wheelEvent(QWheelEvent *event)
{
    QAbstractScrollArea::wheelEvent(event);
    scrolled(true);
}

void LogList::leaveEvent(QEvent *)
{
    m_hoveredRow = nowhere;
    m_hoveredField = -1;
    m_hoveredAction = {};
    viewport()->update();
    Q_EMIT crosshairMoved(0);
}

void LogList::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LogList::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace wf::widgets
