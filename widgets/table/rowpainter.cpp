// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowpainter.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/table/rowroles.h"

#include <QPainter>

namespace wf::widgets {

namespace {

constexpr int textsKept = 8192;
constexpr qsizetype longestText = 512;

QColor toneColor(const QModelIndex &index, const Theme &theme, bool dimmed)
{
    if (dimmed)
        return theme.text.tertiary;
    const QVariant tone = index.data(ToneRole);
    return tone.isValid() ? theme.severity(static_cast<signals::Severity>(tone.toInt())).fg : theme.text.primary;
}

} // namespace

void RowPainter::clear()
{
    m_texts.clear();
    m_fonts.clear();
}

// A copy of a font knows its engine; a new one has to look for it.
const QFont &RowPainter::fontOf(TextRole role, const Theme &theme)
{
    const auto known = m_fonts.constFind(static_cast<int>(role));
    return known != m_fonts.cend() ? *known : *m_fonts.insert(static_cast<int>(role), theme.font(role));
}

const QStaticText &RowPainter::laidOut(const QString &text, TextRole role, int width, bool middle, const Theme &theme)
{
    const Key key{text, static_cast<int>(role), width, middle};
    const auto found = m_texts.constFind(key);
    if (found != m_texts.constEnd())
        return *found;
    if (m_texts.size() > textsKept)
        m_texts.clear();
    const QFont &font = fontOf(role, theme);
    const QString visible = base::visibleText(text, longestText);
    const QFontMetricsF metrics(font);
    const auto elided = [&] { return metrics.elidedText(visible, middle ? Qt::ElideMiddle : Qt::ElideRight, width); };
    // What is likely to fit is laid out once, and cut only when it does not.
    const bool isLikely = static_cast<double>(visible.size()) * metrics.averageCharWidth() <= width;
    QStaticText made(isLikely ? visible : elided());
    made.setTextFormat(Qt::PlainText);
    made.setPerformanceHint(QStaticText::AggressiveCaching);
    made.prepare({}, font);
    if (isLikely && made.size().width() > width) {
        made.setText(elided());
        made.prepare({}, font);
    }
    return *m_texts.insert(key, made);
}

void RowPainter::paintText(QPainter &p, const QRectF &rect, const QString &text, TextRole role, const QColor &color,
                           const Theme &theme, bool right, bool middle)
{
    if (text.isEmpty() || rect.width() < 4)
        return;
    const QStaticText &laid = laidOut(text, role, static_cast<int>(rect.width()), middle, theme);
    p.setFont(fontOf(role, theme));
    p.setPen(color);
    const QSizeF size = laid.size();
    const double x = right ? rect.right() - size.width() : rect.left();
    p.drawStaticText(QPointF(x, rect.center().y() - size.height() / 2), laid);
}

void RowPainter::paintRow(QPainter &p, const QAbstractItemModel &model, int row, const QRectF &rect,
                          const std::vector<Column> &columns, State state, const Theme &theme)
{
    const QModelIndex first = model.index(row, 0);
    const bool group = first.data(GroupRole).toBool();
    if (state.selected)
        p.fillRect(rect, state.focused ? theme.surface.selected : theme.surface.selectedInactive);
    else if (state.hovered)
        p.fillRect(rect, theme.surface.hover);
    else if (group)
        p.fillRect(rect, theme.surface.header);
    p.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line.subtle);
    if (group) {
        paintGroup(p, first, rect, theme);
    } else {
        const bool dimmed = first.data(DimmedRole).toBool();
        for (const Column &column : columns) {
            const QRectF cell(column.left + padding(), rect.top(), column.width - 2 * padding(), rect.height() - 1);
            paintCell(p, model.index(row, column.section), cell, column, dimmed, theme);
        }
    }
    if (state.selected)
        p.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height() - 1),
                   state.focused ? theme.accent.base : theme.text.tertiary);
    if (state.current && state.focused && !state.selected) {
        p.setPen(theme.line.focus);
        p.setBrush(Qt::NoBrush);
        p.drawRect(rect.adjusted(0.5, 0.5, -0.5, -1.5));
    }
}

void RowPainter::paintGroup(QPainter &p, const QModelIndex &index, const QRectF &rect, const Theme &theme)
{
    const bool collapsed = index.data(GroupCollapsedRole).toBool();
    paintIcon(p, collapsed ? QStringLiteral("tri-right") : QStringLiteral("tri-down"),
              QRectF(8, rect.center().y() - 6, 12, 12), theme.text.secondary);
    double x = 26;
    if (const QVariant severity = index.data(SeverityRole); severity.isValid()) {
        paintSeverity(p, static_cast<signals::Severity>(severity.toInt()), QRectF(x, rect.center().y() - 7, 14, 14));
        x += 20;
    }
    const QString count = base::groupedInteger(index.data(GroupCountRole).toInt());
    const double countWidth = QFontMetricsF(fontOf(TextRole::Small, theme)).horizontalAdvance(count);
    const QRectF text(x, rect.top(), rect.width() - x - countWidth - 24, rect.height() - 1);
    paintText(p, text, index.data().toString(), TextRole::SmallStrong, theme.text.primary, theme);
    const double used = std::min(
        text.width(), QFontMetricsF(fontOf(TextRole::SmallStrong, theme)).horizontalAdvance(index.data().toString()));
    paintText(p, QRectF(text.left() + used + 8, rect.top(), 400, rect.height() - 1),
              index.data(SecondLineRole).toString(), TextRole::Small, theme.text.tertiary, theme);
    paintText(p, QRectF(rect.right() - countWidth - 12, rect.top(), countWidth + 2, rect.height() - 1), count,
              TextRole::Small, theme.text.secondary, theme, true);
}

void RowPainter::paintCell(QPainter &p, const QModelIndex &index, const QRectF &cell, const Column &column, bool dimmed,
                           const Theme &theme)
{
    const QString text = index.data().toString();
    QRectF rest = cell;
    switch (static_cast<CellKind>(column.kind)) {
    case CellKind::Severity: {
        const QVariant icon = index.data(IconRole);
        const QVariant part = index.data(TreeRole);
        rest.adjust(index.data(DepthRole).toInt() * treeStep, 0, 0, 0);
        if (part.isValid()) {
            if (part.toInt() != static_cast<int>(TreePart::Leaf))
                paintIcon(p,
                          part.toInt() == static_cast<int>(TreePart::Open) ? QStringLiteral("tri-down")
                                                                           : QStringLiteral("tri-right"),
                          QRectF(rest.left() - 1, cell.center().y() - 6, 12, 12), theme.text.secondary);
            rest.adjust(treeStep, 0, 0, 0);
        }
        const QRectF mark(rest.left(), cell.center().y() - 7, 14, 14);
        const QVariant severity = index.data(SeverityRole);
        const bool isBranch = part.isValid() && part.toInt() != static_cast<int>(TreePart::Leaf);
        if (!icon.isValid() && !severity.isValid()) { // nothing is the matter
            rest.adjust(isBranch ? 4 : 20, 0, 0, 0);
            paintText(p, rest, text, TextRole::Base, toneColor(index, theme, dimmed), theme);
            return;
        }
        if (icon.isValid())
            paintIcon(p, icon.toString(), mark, dimmed ? theme.text.tertiary : theme.acknowledged.mark);
        else {
            p.setOpacity(dimmed ? 0.55 : 1.0);
            paintSeverity(p, static_cast<signals::Severity>(severity.toInt()), mark);
            p.setOpacity(1.0);
        }
        rest.adjust(20, 0, 0, 0);
        paintText(p, rest, text, TextRole::Base, toneColor(index, theme, dimmed), theme);
        return;
    }
    case CellKind::Number:
        paintText(p, cell, text, TextRole::Small, toneColor(index, theme, dimmed), theme, true);
        return;
    case CellKind::Mono:
        paintText(p, cell, text, TextRole::MonoSmall, dimmed ? theme.text.tertiary : theme.text.secondary, theme, false,
                  true);
        return;
    default:
        break;
    }
    if (const QVariant icon = index.data(IconRole); icon.isValid()) {
        const bool holds = index.data(ToneRole).isValid();
        paintIcon(p, icon.toString(), QRectF(cell.left(), cell.center().y() - 7, 14, 14),
                  holds ? toneColor(index, theme, dimmed) : theme.acknowledged.mark);
        rest.adjust(20, 0, 0, 0);
    }
    if (const QString tail = index.data(TailRole).toString(); !tail.isEmpty()) {
        const double width = QFontMetricsF(fontOf(TextRole::MonoSmall, theme)).horizontalAdvance(tail) + 2;
        paintText(p, rest, tail, TextRole::MonoSmall, dimmed ? theme.text.tertiary : theme.text.secondary, theme, true);
        rest.setRight(rest.right() - width - padding());
    }
    const QVariant tone = index.data(ToneRole);
    TextRole role = TextRole::Small;
    if (const QString second = index.data(SecondLineRole).toString(); !second.isEmpty()) {
        const double middle = rest.center().y();
        paintText(p, QRectF(rest.left(), middle, rest.width(), 15), second, TextRole::Micro, theme.text.tertiary, theme,
                  column.right);
        rest = QRectF(rest.left(), middle - 17, rest.width(), 17);
        role = column.lead && !dimmed ? TextRole::SmallStrong : role;
    }
    paintText(p, rest, text, role,
              dimmed ? theme.text.tertiary
                     : (tone.isValid() || column.lead ? toneColor(index, theme, false) : theme.text.secondary),
              theme, column.right);
}

} // namespace wf::widgets
