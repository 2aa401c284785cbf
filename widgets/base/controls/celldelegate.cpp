// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/celldelegate.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QAbstractItemView>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr double padding = 8;
constexpr double votesLegible = 7; // px from one to the next; below it they stand in two rows

struct Cell {
    QPainter &p;
    QRectF rect; // inside the padding
    const Theme &theme;
    const QModelIndex &index;
    QColor color;
};

signals::Severity severityOf(const QModelIndex &index, int role, signals::Severity fallback)
{
    const QVariant v = index.data(role);
    return v.isValid() ? static_cast<signals::Severity>(v.toInt()) : fallback;
}

void paintPlain(const Cell &c, TextRole role, QRectF box)
{
    const QString icon = c.index.data(IconRole).toString();
    if (!icon.isEmpty()) {
        paintIcon(c.p, icon, QRectF(box.left(), box.center().y() - 7, 14, 14), c.color);
        box.adjust(20, 0, 0, 0);
    }
    const QString second = c.index.data(SecondLineRole).toString();
    const bool isId = role == TextRole::Mono;
    const auto elide = isId ? Qt::ElideMiddle : Qt::ElideRight;
    const bool isRight = c.index.data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight);
    const auto where = (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    if (second.isEmpty()) {
        paintText(c.p, box, c.index.data().toString(), c.theme.font(role), c.color, where, elide);
        return;
    }
    const double half = box.height() / 2;
    paintText(c.p, QRectF(box.left(), box.top() + 2, box.width(), half), c.index.data().toString(), c.theme.font(role),
              c.color, where, elide);
    paintText(c.p, QRectF(box.left(), box.top() + half - 2, box.width(), half), second, c.theme.font(TextRole::Micro),
              c.theme.text.tertiary, where);
}

void paintSeverityCell(const Cell &c)
{
    const auto severity = severityOf(c.index, SeverityRole, signals::Severity::Unknown);
    const QString text = c.index.data().toString();
    const double x = text.isEmpty() ? c.rect.center().x() - 7 : c.rect.left();
    paintSeverity(c.p, severity, QRectF(x, c.rect.center().y() - 7, 14, 14));
    if (!text.isEmpty())
        paintPlain(c, TextRole::Base, c.rect.adjusted(20, 0, 0, 0));
}

void paintBarCell(const Cell &c, bool budget)
{
    const double fraction = c.index.data(FractionRole).toDouble();
    const QString text = c.index.data().toString();
    const bool known = c.index.data(FractionRole).isValid() && std::isfinite(fraction);
    const auto tone = severityOf(c.index, ToneRole, signals::Severity::Ok);
    // Where there is room the bar is what one reads, else the number.
    const bool isWide = budget && c.rect.width() >= 140;
    const double barWidth = isWide ? c.rect.width() - 66 : std::min(26.0, c.rect.width() * 0.3);
    const double thick = isWide ? 8 : 5;
    const bool isBelow = budget && c.index.data(SecondLineRole).isValid();
    const double half = c.rect.height() / 2;
    const QRectF bar = isBelow ? QRectF(c.rect.left(), c.rect.top() + half + 3, std::min(160.0, c.rect.width()), 6)
                               : QRectF(c.rect.left(), c.rect.center().y() - thick / 2, barWidth, thick);
    const auto lighter = c.index.data(NumbersRole).value<std::vector<double>>();
    const QVariant mark = c.index.data(MarkRole);
    const QColor quiet = budget ? mixed(c.theme.ok.mark, c.theme.surface.panel, 0.25) : c.theme.text.tertiary;
    if (known)
        paintBudgetBar(c.p, bar, fraction, tone == signals::Severity::Ok ? quiet : c.theme.severity(tone).mark, c.theme,
                       lighter.empty() ? 0 : lighter.front(), mark.isValid() ? mark.toDouble() : -1);
    const QRectF rest = isBelow ? QRectF(c.rect.left(), c.rect.top() + 2, c.rect.width(), half)
                                : c.rect.adjusted(barWidth + 8, 0, 0, 0);
    if (isBelow)
        return paintText(c.p, rest, text, c.theme.font(TextRole::Small),
                         tone == signals::Severity::Ok ? c.theme.text.primary : c.theme.severity(tone).fg);
    if (budget)
        paintValue(c.p, rest, text, c.theme,
                   tone == signals::Severity::Ok ? c.theme.text.primary : c.theme.severity(tone).fg);
    else
        paintText(c.p, rest, text, c.theme.font(TextRole::Small), c.color);
}

void strokeInside(QPainter &p, const QRectF &box, const QColor &color)
{
    p.setPen(QPen(color, 1));
    p.setBrush(Qt::NoBrush);
    p.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

void paintStates(const Cell &c)
{
    std::vector<signals::Severity> cells;
    for (const int v : c.index.data(SeveritiesRole).value<std::vector<int>>())
        cells.push_back(static_cast<signals::Severity>(v));
    paintStateStrip(c.p, QRectF(c.rect.left(), c.rect.center().y() - 6, c.rect.width(), 13), cells, c.theme);
}

void paintVotes(const Cell &c)
{
    const auto votes = c.index.data(NumbersRole).value<std::vector<double>>();
    if (votes.empty())
        return;
    const bool isDimmed = c.index.data(DimmedRole).toBool();
    const QColor yes = isDimmed ? mixed(c.theme.signal.anomaly, c.theme.surface.panel, 0.4) : c.theme.signal.anomaly;
    const auto stepOf = [&c](std::size_t inRow) { return std::floor(c.rect.width() / static_cast<double>(inRow)); };
    const bool areTwoRows = stepOf(votes.size()) < votesLegible;
    const std::size_t inRow = areTwoRows ? (votes.size() + 1) / 2 : votes.size();
    const double step = std::clamp(stepOf(inRow), 5.0, 14.0);
    const double side = std::min(areTwoRows ? 6.0 : 10.0, step - (step < 10 ? 2 : 3));
    const double height = areTwoRows ? 2 * side + 3 : side;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        const double top = std::floor(c.rect.center().y() - height / 2) + (i < inRow ? 0 : side + 3);
        const QRectF square(std::floor(c.rect.left()) + static_cast<double>(i % inRow) * step, top, side, side);
        if (std::isnan(votes[i]))
            c.p.fillRect(QRectF(square.left(), std::floor(square.center().y()), side, 1), c.theme.text.tertiary);
        else if (votes[i] > 0)
            c.p.fillRect(square, yes);
        else
            strokeInside(c.p, square, c.theme.text.tertiary);
    }
    if (votes.size() == 1)
        paintText(c.p, c.rect.adjusted(side + 8, 0, 0, 0), c.index.data().toString(), c.theme.font(TextRole::Small),
                  c.color);
}

void paintCell(const Cell &c, CellKind kind)
{
    switch (kind) {
    case CellKind::Text:
        return paintPlain(c, c.index.data(SecondLineRole).isValid() ? TextRole::Base : TextRole::Small, c.rect);
    case CellKind::Mono:
        return paintPlain(c, TextRole::Mono, c.rect);
    case CellKind::Number:
        return paintValue(c.p, c.rect, c.index.data().toString(), c.theme, c.color, c.index.data(ToneRole).isValid());
    case CellKind::Severity:
        return paintSeverityCell(c);
    case CellKind::Spark: {
        const QVariant mark = c.index.data(MarkRole);
        return paintSpark(c.p, c.rect.adjusted(0, 4, 0, -5), c.index.data(NumbersRole).value<std::vector<double>>(),
                          c.color, mark.isValid() ? mark.toDouble() : -1);
    }
    case CellKind::Bar:
        return paintBarCell(c, false);
    case CellKind::Budget:
        return paintBarCell(c, true);
    case CellKind::States:
        return paintStates(c);
    case CellKind::Votes:
        return paintVotes(c);
    case CellKind::Chip: {
        const QString text = c.index.data().toString();
        if (!text.isEmpty()) {
            const auto &colors = c.theme.severity(severityOf(c.index, SeverityRole, signals::Severity::Unknown));
            paintChip(c.p, QPointF(c.rect.left(), c.rect.center().y() - 9), text, colors.fg, colors.tint, c.theme);
        }
        return;
    }
    }
}

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = Theme::of(option.widget);
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(option.rect,
                          (option.state & QStyle::State_Active) ? t.surface.selected : t.surface.selectedInactive);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.surface.hover);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line.subtle);
    if (selected && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.accent.base);
    const QVariant tone = index.data(ToneRole);
    QColor color = t.text.primary;
    if (index.data(DimmedRole).toBool())
        color = t.text.tertiary;
    else if (tone.isValid())
        color = t.severity(static_cast<signals::Severity>(tone.toInt())).fg;
    const auto kind = static_cast<CellKind>(index.data(CellKindRole).toInt());
    if (kind == CellKind::Spark && !tone.isValid())
        color = t.text.tertiary;
    paintCell({*painter, QRectF(option.rect).adjusted(padding, 0, -padding, -1), t, index, color}, kind);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = Theme::of(option.widget);
    const int h = index.data(SecondLineRole).isValid() ? t.rowHeight + 16 : t.rowHeight;
    const double text = QFontMetricsF(t.font(TextRole::Base)).horizontalAdvance(index.data().toString().left(80));
    return {static_cast<int>(text + 2 * padding + 8), h};
}

} // namespace wf::widgets
