// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/paint.h"

#include "models/base/untrusted.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace wf::widgets {

void paintText(QPainter &p, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
               Qt::Alignment alignment, Qt::TextElideMode elide)
{
    p.setFont(font);
    p.setPen(color);
    const QString visible = base::visibleText(text, 512);
    const QFontMetricsF metrics(font);
    const QString shown = elide == Qt::ElideNone ? visible : metrics.elidedText(visible, elide, rect.width());
    p.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

void paintValue(QPainter &p, const QRectF &rect, const QString &text, const Theme &theme, const QColor &color,
                bool strong)
{
    // The unit is what follows the last thin space, unless that part is digits (a thousands group).
    const QFont font = theme.font(strong ? TextRole::SmallStrong : TextRole::Small);
    const auto cut = text.lastIndexOf(QChar(0x2009));
    const bool hasUnit = cut > 0 && cut + 1 < text.size() && !text.at(cut + 1).isDigit();
    if (!hasUnit) {
        paintText(p, rect, text, font, color, Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    const QFont unitFont = theme.font(TextRole::Small);
    const QString unit = text.mid(cut);
    const double unitWidth = QFontMetricsF(unitFont).horizontalAdvance(unit);
    paintText(p, rect, unit, unitFont, strong ? color : theme.text.tertiary, Qt::AlignRight | Qt::AlignVCenter,
              Qt::ElideNone);
    paintText(p, rect.adjusted(0, 0, -unitWidth, 0), text.left(cut), font, color, Qt::AlignRight | Qt::AlignVCenter);
}

int paintChip(QPainter &p, const QPointF &topLeft, const QString &text, const QColor &fg, const QColor &tint,
              const Theme &theme)
{
    const QFont font = theme.font(TextRole::Micro);
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(base::visibleText(text, 120), Qt::ElideRight, 260);
    const double width = std::ceil(metrics.horizontalAdvance(shown)) + 12;
    const QRectF box(topLeft, QSizeF(width, 18));
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(tint);
    p.drawRoundedRect(box, 2, 2);
    p.restore();
    paintText(p, box, shown, font, fg, Qt::AlignCenter, Qt::ElideNone);
    return static_cast<int>(width);
}

void paintSpark(QPainter &p, const QRectF &rect, const std::vector<double> &values, const QColor &color, double mark)
{
    double maximum = 0;
    double minimum = 0;
    double sum = 0;
    std::size_t n = 0;
    for (const double v : values)
        if (std::isfinite(v)) {
            maximum = std::max(maximum, v);
            minimum = std::min(minimum, v);
            sum += v;
            ++n;
        }
    if (n < 2)
        return;
    const double mean = sum / static_cast<double>(n);
    const double top =
        maximum < 1.5 * mean ? maximum * 1.9 : maximum * 1.05; // calm series stay low so that noise stays small
    const double span = top - minimum > 0 ? top - minimum : 1;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    if (mark >= 0 && mark <= 1) {
        const double x = std::round(rect.left() + mark * rect.width()) + 0.5;
        p.setPen(QPen(Theme::current().signal.deploy, 1, Qt::DotLine));
        p.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    }
    QPainterPath path;
    bool open = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            open = false;
            continue;
        }
        const QPointF at(rect.left() + rect.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                         rect.bottom() - (values[i] - minimum) / span * rect.height());
        open ? path.lineTo(at) : path.moveTo(at);
        open = true;
    }
    p.setPen(QPen(color, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.setBrush(Qt::NoBrush);
    p.drawPath(path);
    p.restore();
}

void paintBudgetBar(QPainter &p, const QRectF &rect, double fraction, const QColor &color, const Theme &theme,
                    double spentInIncident, double tick)
{
    p.fillRect(rect, theme.surface.pressed);
    if (fraction < 0) {
        const QRectF over(rect.left(), rect.top(), rect.width() * std::min(1.0, -fraction), rect.height());
        p.fillRect(over, withAlpha(color, 0.25));
        paintHatch(p, over, color, 1.0);
    } else if (std::isfinite(fraction)) {
        const double left = std::min(1.0, fraction);
        p.fillRect(QRectF(rect.left(), rect.top(), rect.width() * left, rect.height()), color);
        const double lost = std::min(1.0 - left, spentInIncident);
        if (lost > 0)
            p.fillRect(QRectF(rect.left() + rect.width() * left, rect.top(), rect.width() * lost, rect.height()),
                       withAlpha(color, 0.45));
    }
    if (tick >= 0 && tick <= 1)
        p.fillRect(QRectF(std::round(rect.left() + rect.width() * tick), rect.top() - 2, 1, rect.height() + 4),
                   theme.text.secondary);
}

void paintStateStrip(QPainter &p, const QRectF &rect, const std::vector<signals::Severity> &cells, const Theme &theme)
{
    if (cells.empty())
        return;
    const double step = rect.width() / static_cast<double>(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double x0 = std::round(rect.left() + step * static_cast<double>(i));
        const double x1 = std::round(rect.left() + step * static_cast<double>(i + 1));
        QColor c = theme.severity(cells[i]).mark;
        double inset = 0;
        if (cells[i] == signals::Severity::Ok) {
            c = withAlpha(c, 0.4); // healthy is quiet
            inset = rect.height() * 0.12;
        } else if (cells[i] == signals::Severity::Unknown) {
            c = withAlpha(c, 0.25);
            inset = rect.height() * 0.3;
        }
        p.fillRect(QRectF(x0, rect.top() + inset, std::max(1.0, x1 - x0 - 1), rect.height() - 2 * inset), c);
    }
}

void paintHatch(QPainter &p, const QRectF &rect, const QColor &color, double opacity)
{
    p.save();
    p.setClipRect(rect, Qt::IntersectClip);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(withAlpha(color, opacity), 1));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 6)
        p.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    p.restore();
}

} // namespace wf::widgets
