// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/logrowpainter.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace wf::widgets {

namespace {

using Kind = signals::ParsedField::Kind;

constexpr int buttonBar = 34;
constexpr int below = 8;
constexpr int nameChars = 22;

QString text(const char *source)
{
    return QCoreApplication::translate("LogList", source);
}

QColor valueColor(const Theme &theme, Kind kind)
{
    switch (kind) {
    case Kind::Number:
        return theme.syntax.number;
    case Kind::String:
        return theme.syntax.string;
    case Kind::Boolean:
    case Kind::Null:
        return theme.syntax.keyword;
    case Kind::Nested:
        return theme.text.secondary;
    }
    return theme.text.primary;
}

} // namespace

int LogExpansion::height(int rowHeight) const
{
    return buttonBar + static_cast<int>(fields.size() + (hidden > 0 ? 1 : 0)) * rowHeight + below;
}

int LogExpansion::fieldAt(int y, int rowHeight) const
{
    const int field = y < buttonBar ? -1 : (y - buttonBar) / rowHeight;
    return field < static_cast<int>(fields.size()) ? field : -1;
}

LogRowPainter::LogRowPainter(const Theme &theme)
    : m_theme(theme), m_mono(theme.font(TextRole::Mono)), m_small(theme.font(TextRole::Small))
{
}

LogColumns LogRowPainter::columns() const
{
    const auto chars = [this](double n) { return static_cast<int>(n * m_mono.advance() + 0.5); };
    LogColumns c;
    c.time = 26;
    c.level = c.time + chars(12) + 10;
    c.service = c.level + 24;
    c.message = c.service + chars(c.serviceChars) + 10;
    return c;
}

int LogRowPainter::charsPerLine(int width) const
{
    return std::max(20, static_cast<int>((width - columns().message - 8) / m_mono.advance()));
}

int LogRowPainter::wrappedRows(const PreparedLine &line, int width) const
{
    const int chars = charsPerLine(width);
    return std::max(1, (static_cast<int>(line.text.size()) + chars - 1) / chars);
}

void LogRowPainter::paintLevel(QPainter &p, const QRect &row, const PreparedLine &line)
{
    using signals::LogLevel;
    static constexpr std::array letters{u'F', u'E', u'W', u'I', u'D', u'T', u' '};
    const auto level = static_cast<std::size_t>(line.level);
    const QRect box(columns().level, row.top() + (row.height() - 16) / 2, 15, 16);
    if (line.level <= LogLevel::Warn)
        p.fillRect(box, line.level == LogLevel::Warn ? m_theme.warning.tint : m_theme.critical.tint);
    p.setPen(m_theme.levelText.at(level));
    const QChar letter(letters.at(level));
    m_mono.draw(p, box.center().x() + 0.5 - m_mono.advance() / 2, m_mono.baseline(row.top(), row.height()),
                QStringView(&letter, 1));
}

void LogRowPainter::paintMessage(QPainter &p, int x, qreal baseline, const PreparedLine &line, int from, int to,
                                 const QColor &color)
{
    const auto at = [&](int character) { return x + (character - from) * m_mono.advance(); };
    const qreal top = baseline - m_mono.ascent() - 1;
    const qreal height = m_mono.ascent() + m_mono.descent() + 2;
    for (const auto &[begin, length] : line.found)
        if (begin < to && begin + length > from) {
            const int first = std::max(begin, from);
            p.fillRect(QRectF(at(first), top, (std::min(begin + length, to) - first) * m_mono.advance(), height),
                       m_theme.accent.tintStrong);
        }
    const QStringView text(line.text);
    const auto piece = [&](int begin, int end, const QColor &pen) {
        begin = std::max(begin, from);
        end = std::min(end, to);
        if (begin >= end)
            return;
        p.setPen(pen);
        m_mono.draw(p, at(begin), baseline, text.mid(begin, end - begin));
    };
    int done = from;
    for (const auto &value : line.values) {
        if (value.begin >= to)
            break;
        piece(done, value.begin, color);
        piece(value.begin, value.begin + value.length, valueColor(m_theme, value.kind));
        done = std::max(done, value.begin + value.length);
    }
    piece(done, to, color);
}

void LogRowPainter::paintLine(QPainter &p, const QRect &rect, int rowHeight, const PreparedLine &line,
                              const State &state, bool wrap)
{
    if (state.isSelected)
        p.fillRect(rect, state.hasFocus ? m_theme.surface.selected : m_theme.surface.selectedInactive);
    else if (state.isHovered)
        p.fillRect(rect, m_theme.surface.hover);
    if (state.isCurrent && state.isSelected)
        p.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), m_theme.accent.base);
    const QRect row(rect.left(), rect.top(), rect.width(), rowHeight);
    const LogColumns c = columns();
    const QString chevron = state.isExpanded ? QStringLiteral("tri-down") : QStringLiteral("tri-right");
    p.drawPixmap(c.chevron, row.top() + (rowHeight - 12) / 2,
                 iconPixmap(chevron, m_theme.text.tertiary, 12, p.device()->devicePixelRatioF()));
    const qreal baseline = m_mono.baseline(row.top(), rowHeight);
    p.setPen(m_theme.text.secondary);
    m_mono.draw(p, c.time, baseline, line.time);
    paintLevel(p, row, line);
    p.setPen(m_theme.text.secondary);
    const bool fits = line.service.size() <= c.serviceChars;
    m_mono.draw(p, c.service, baseline, fits ? line.service : QString(line.service.left(c.serviceChars - 1) + u'…'));
    const bool isQuiet = line.level == signals::LogLevel::Debug || line.level == signals::LogLevel::Trace;
    const QColor color = isQuiet ? m_theme.text.secondary : m_theme.text.primary;
    const int size = static_cast<int>(line.text.size());
    const int chars = charsPerLine(rect.width());
    if (wrap) {
        for (int from = 0, i = 0; from < size; from += chars, ++i)
            paintMessage(p, c.message, baseline + i * rowHeight, line, from, std::min(size, from + chars), color);
    } else if (size <= chars) {
        paintMessage(p, c.message, baseline, line, 0, size, color);
    } else {
        paintMessage(p, c.message, baseline, line, 0, chars - 1, color);
        p.setPen(m_theme.text.tertiary);
        p.setFont(m_theme.font(TextRole::Mono));
        p.drawText(QPointF(c.message + (chars - 1) * m_mono.advance(), baseline), QStringLiteral("…"));
    }
}

void LogRowPainter::paintMark(QPainter &p, const QRect &rect, const signals::LogBreak &mark)
{
    paintHatch(p, rect, m_theme.warning.mark);
    const QString from = base::timeOfDay(mark.where.startNs);
    const QString to = base::timeOfDay(mark.where.endNs);
    const QString words =
        mark.kind == signals::LogBreak::Kind::Gap
            ? text("Lines between %1 and %2 are missing").arg(from, to)
            : text("%1 lines dropped between %2 and %3").arg(base::groupedInteger(mark.count), from, to);
    const int width = QFontMetrics(m_small).horizontalAdvance(words) + 16;
    const int left = columns().message;
    p.fillRect(QRect(left - 8, rect.top() + 1, width, rect.height() - 2), m_theme.surface.panel);
    paintText(p, QRectF(left, rect.top(), width, rect.height()), words, m_small, m_theme.warning.fg);
}

std::vector<LogRowPainter::Button> LogRowPainter::buttons(const QRect &rect, const LogExpansion &expansion) const
{
    std::vector<Button> out;
    int x = columns().time;
    const QFontMetrics metrics(m_small);
    const auto add = [&](LogAction::Kind kind, const QString &icon, const QString &label) {
        const int width = metrics.horizontalAdvance(label) + 36;
        out.push_back({kind, QRect(x, rect.top() + 5, width, 24), icon, label});
        x += width + 8;
    };
    if (expansion.hasTrace)
        add(LogAction::OpenTrace, QStringLiteral("traces"), text("Open trace"));
    add(LogAction::Context, QStringLiteral("rows"), text("Show context"));
    add(LogAction::CopyLine, QStringLiteral("copy"), text("Copy line"));
    return out;
}

void LogRowPainter::paintButton(QPainter &p, const QRect &rect, const QString &icon, const QString &label, bool hovered)
{
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(m_theme.line.control);
    p.setBrush(hovered ? m_theme.surface.hover : m_theme.surface.raised);
    p.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    p.setRenderHint(QPainter::Antialiasing, false);
    paintIcon(p, icon, QRectF(rect.left() + 8, rect.top() + 4, 16, 16), m_theme.text.secondary);
    paintText(p, QRectF(rect).adjusted(28, 0, -4, 0), label, m_small, m_theme.text.primary);
}

QRect LogRowPainter::fieldIcon(const QRect &rect, int rowHeight, int field, int which) const
{
    return {rect.right() - 84 + which * 26, rect.top() + buttonBar + field * rowHeight + (rowHeight - 20) / 2, 22, 20};
}

void LogRowPainter::paintExpansion(QPainter &p, const QRect &rect, int rowHeight, const LogExpansion &expansion,
                                   int hoveredField, const LogAction &hovered)
{
    p.fillRect(rect, m_theme.surface.code);
    p.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), m_theme.accent.base);
    p.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.line.subtle);
    for (const auto &b : buttons(rect, expansion))
        paintButton(p, b.rect, b.icon, b.text, hovered.kind == b.kind);
    const LogColumns c = columns();
    const int valueX = c.time + static_cast<int>((nameChars + 2) * m_mono.advance());
    for (std::size_t i = 0; i < expansion.fields.size(); ++i) {
        const auto &f = expansion.fields[i];
        const int number = static_cast<int>(i);
        const QRect row(rect.left() + 2, rect.top() + buttonBar + number * rowHeight, rect.width() - 2, rowHeight);
        if (number == hoveredField)
            p.fillRect(row, m_theme.surface.hover);
        const qreal baseline = m_mono.baseline(row.top(), rowHeight);
        QString name = base::visibleText(f.field.name, 64);
        if (name.size() > nameChars)
            name = name.left(nameChars - 1) + u'…';
        p.setPen(f.origin.isEmpty() ? m_theme.syntax.label : m_theme.text.secondary);
        m_mono.draw(p, c.time, baseline, name);
        const QString value = base::visibleText(f.field.value, 2048);
        const auto room = static_cast<qsizetype>((rect.right() - 100 - valueX) / m_mono.advance());
        p.setPen(valueColor(m_theme, f.field.kind));
        const QString shown = value.size() > room && room > 1 ? QString(value.left(room - 1) + u'…') : value;
        m_mono.draw(p, valueX, baseline, shown);
        if (number != hoveredField) {
            paintText(p, QRectF(rect.right() - 130, row.top(), 116, rowHeight), f.origin, m_small,
                      m_theme.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
            continue;
        }
        static const std::array icons{QStringLiteral("plus"), QStringLiteral("minus"), QStringLiteral("copy")};
        for (int which = 0; which < 3; ++which) {
            const QRect icon = fieldIcon(rect, rowHeight, number, which);
            if (hovered == LogAction{static_cast<LogAction::Kind>(LogAction::FilterFor + which), number})
                p.fillRect(icon, m_theme.surface.pressed);
            paintIcon(p, icons.at(static_cast<std::size_t>(which)), QRectF(icon.left() + 3, icon.top() + 2, 16, 16),
                      m_theme.text.primary);
        }
    }
    if (expansion.hidden > 0)
        paintText(p, QRectF(c.time, rect.bottom() - below - rowHeight, rect.width(), rowHeight),
                  text("%1 more fields").arg(expansion.hidden), m_small, m_theme.text.tertiary);
}

LogAction LogRowPainter::actionAt(const QPoint &point, const QRect &rect, int rowHeight,
                                  const LogExpansion &expansion) const
{
    for (const auto &b : buttons(rect, expansion))
        if (b.rect.contains(point))
            return {b.kind, -1};
    const int field = expansion.fieldAt(point.y() - rect.top(), rowHeight);
    for (int which = 0; field >= 0 && which < 3; ++which)
        if (fieldIcon(rect, rowHeight, field, which).contains(point))
            return {static_cast<LogAction::Kind>(LogAction::FilterFor + which), field};
    return {};
}

} // namespace wf::widgets
