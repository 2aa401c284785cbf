// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/waterfallpainter.h"

#include "models/base/duration.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QCoreApplication>
#include <QPainter>

namespace wf::widgets {

namespace {

const signals::Span &spanOf(const WaterfallPaint &w, int span)
{
    return w.data.trace->spans[static_cast<std::size_t>(span)];
}

QColor colorOf(const WaterfallPaint &w, const signals::Span &span)
{
    const auto process = static_cast<std::size_t>(span.process);
    const int index = process < w.data.processColors.size() ? w.data.processColors[process] : 0;
    return w.theme.series[static_cast<std::size_t>(index) % w.theme.series.size()];
}

// The fonts of one painting: made once, not once a row.
struct Fonts {
    QFont strong, base, small, smallStrong;
    QFontMetricsF strongMetrics, smallMetrics;
    explicit Fonts(const Theme &t)
        : strong(t.font(TextRole::Strong)),
          base(t.font(TextRole::Base)),
          small(t.font(TextRole::Small)),
          smallStrong(t.font(TextRole::SmallStrong)),
          strongMetrics(strong),
          smallMetrics(smallStrong)
    {
    }
};

void paintTree(QPainter &p, const WaterfallPaint &w, const Fonts &fonts, int span, double y)
{
    const auto &s = spanOf(w, span);
    const int depth = w.data.trace->depth[static_cast<std::size_t>(span)];
    for (int d = 1; d <= depth; ++d) {
        const double x = 13 + indentOf(d, w.deepest, w.treeWidth) -
                         (indentOf(1, w.deepest, w.treeWidth) - indentOf(0, w.deepest, w.treeWidth));
        p.fillRect(QRectF(x, y, 1, waterfallRow), w.theme.line.subtle);
    }
    double x = 8 + indentOf(depth, w.deepest, w.treeWidth);
    if (w.rows.below(span) > 0)
        paintIcon(p, w.rows.isClosed(span) ? QStringLiteral("tri-right") : QStringLiteral("tri-down"),
                  QRectF(x, y + 6, 10, 10), w.theme.text.secondary);
    x += 18;
    p.fillRect(QRectF(x, y + 4, 3, 14), colorOf(w, s));
    x += 8;
    if (s.error && w.showErrors) {
        paintSeverity(p, signals::Severity::Critical, QRectF(x, y + 5, 12, 12));
        x += 17;
    }
    const QString &service = w.data.trace->service(s);
    const double room = w.treeWidth - x - 8;
    const double nameWidth = std::min(fonts.strongMetrics.horizontalAdvance(service), room * 0.6);
    paintText(p, QRectF(x, y, nameWidth + 1, waterfallRow), service, fonts.strong, w.theme.text.primary);
    x += nameWidth + 6;
    QString operation = s.operation;
    if (w.rows.isClosed(span))
        operation += QCoreApplication::translate("Waterfall", "  (%1 below)").arg(w.rows.below(span));
    paintText(p, QRectF(x, y, w.treeWidth - x - 8, waterfallRow), operation, fonts.base, w.theme.text.secondary);
}

void paintBar(QPainter &p, const WaterfallPaint &w, const Fonts &fonts, int span, double y)
{
    const auto &s = spanOf(w, span);
    const bool current = span == w.currentSpan;
    const QString text = base::humanDuration(s.durationNs);
    const double limit = w.width - (w.showErrors && !w.data.errorPath.empty() ? 28 : 8);
    const auto bar = layoutBar(s, w.scale, y, fonts.smallMetrics.horizontalAdvance(text) + 2, limit);
    if (!bar.visible)
        return;
    const QColor color = colorOf(w, s);
    p.fillRect(bar.bar, current ? color : mixed(w.theme.surface.panel, color, 0.66));
    const auto at = static_cast<std::size_t>(span);
    if (at < w.data.waiting.size() && w.data.waiting[at])
        paintHatch(p, bar.bar, w.theme.surface.panel, 0.85);
    if (s.error && w.showErrors)
        p.fillRect(
            QRectF(std::max(bar.bar.left(), bar.bar.right() - 2.5), bar.bar.top() - 1.5, 2.5, bar.bar.height() + 3),
            w.theme.critical.mark);
    paintText(p, bar.text, text, current ? fonts.smallStrong : fonts.small,
              current ? w.theme.text.primary : w.theme.text.secondary,
              (bar.textBefore ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, Qt::ElideNone);
}

void paintPath(QPainter &p, const WaterfallPaint &w)
{
    p.save();
    p.translate(0, w.top);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(QPen(w.theme.text.primary, 1.5));
    for (const auto &line : layoutPath(w.data, w.rows, w.scale, w.firstRow, w.lastRow))
        p.drawPolyline(line.data(), static_cast<int>(line.size()));
    p.restore();
}

// From the origin up the right edge, with an arrow at every span that the error passed through.
void paintErrorPath(QPainter &p, const WaterfallPaint &w, const Fonts &fonts)
{
    if (w.data.errorPath.size() < 2)
        return;
    const double x = w.width - 16;
    const auto rowY = [&](int span) {
        return w.top + w.rows.rowOf(w.rows.shownFor(span)) * waterfallRow + waterfallRow / 2;
    };
    const int origin = w.data.errorPath.front();
    const double from = rowY(origin);
    const double to = rowY(w.data.errorPath.back());
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(w.theme.critical.mark, 1.5));
    p.drawLine(QPointF(x, std::max(to, -50.0)), QPointF(x, std::min(from, w.height + 50)));
    for (std::size_t i = 1; i < w.data.errorPath.size(); ++i) {
        const double y = rowY(w.data.errorPath[i]);
        if (y < waterfallHeader || y > w.height)
            continue;
        const QPointF arrow[] = {{x - 4, y + 1}, {x, y - 4}, {x + 4, y + 1}};
        p.drawPolyline(arrow, 3);
    }
    if (from > waterfallHeader - waterfallRow && from < w.height + waterfallRow) {
        p.setBrush(w.theme.critical.mark);
        p.drawEllipse(QPointF(x, from), 3.5, 3.5);
        const auto &s = spanOf(w, origin);
        const auto tags = s.tags.labels();
        QString why = tags.text("http.status_code");
        if (why.isEmpty())
            why = tags.text("http.response.status_code");
        const QString text = why.isEmpty() ? QCoreApplication::translate("Waterfall", "error starts here")
                                           : QCoreApplication::translate("Waterfall", "error starts here: %1").arg(why);
        const double durationWidth = fonts.smallMetrics.horizontalAdvance(base::humanDuration(s.durationNs)) + 2;
        const auto bar = layoutBar(s, w.scale, from - waterfallRow / 2, durationWidth, w.width - 28);
        const double width = fonts.smallMetrics.horizontalAdvance(text) + 4;
        if (bar.visible && w.rows.rowOf(origin) >= 0) {
            const double textEnd = bar.textBefore ? bar.text.left() : bar.bar.left();
            const double lineFrom = bar.textBefore ? bar.bar.right() + 4 : bar.text.left() + bar.text.width();
            if (lineFrom < x - 6)
                p.drawLine(QPointF(lineFrom, from), QPointF(x - 4, from));
            if (textEnd - 8 - width > w.scale.left)
                paintText(p, QRectF(textEnd - 8 - width, from - waterfallRow / 2, width, waterfallRow), text,
                          fonts.small, w.theme.critical.fg, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    p.restore();
}

void paintHeader(QPainter &p, const WaterfallPaint &w, const Fonts &fonts, const std::vector<TraceTick> &ticks)
{
    p.fillRect(QRectF(0, 0, w.width, waterfallHeader), w.theme.surface.header);
    paintText(p, QRectF(12, 0, w.treeWidth - 20, waterfallHeader),
              QCoreApplication::translate("Waterfall", "Service and operation"), fonts.small, w.theme.text.secondary);
    for (const auto &tick : ticks) {
        const double x = w.scale.x(tick.ns);
        p.fillRect(QRectF(std::floor(x), waterfallHeader - 6, 1, 6), w.theme.line.strong);
        paintText(p, QRectF(x + 5, 0, 84, waterfallHeader), tick.text, fonts.small, w.theme.text.secondary);
    }
    p.fillRect(QRectF(0, waterfallHeader - 1, w.width, 1), w.theme.line.panel);
}

} // namespace

void paintWaterfall(QPainter &p, const WaterfallPaint &w)
{
    const Fonts fonts(w.theme);
    p.fillRect(QRectF(0, 0, w.width, w.height), w.theme.surface.panel);
    const auto ticks = timeTicks(w.scale, w.data.startNs);
    p.save();
    p.setClipRect(QRectF(0, waterfallHeader, w.width, w.height - waterfallHeader));
    for (int row = w.firstRow; row <= w.lastRow; ++row) {
        const double y = w.top + row * waterfallRow;
        if (w.rows.spanAt(row) == w.currentSpan)
            p.fillRect(QRectF(0, y, w.width, waterfallRow),
                       w.focused ? w.theme.surface.selected : w.theme.surface.selectedInactive);
        else if (row == w.hoveredRow)
            p.fillRect(QRectF(0, y, w.width, waterfallRow), w.theme.surface.hover);
    }
    for (const auto &tick : ticks)
        p.fillRect(QRectF(std::floor(w.scale.x(tick.ns)), waterfallHeader, 1, w.height), w.theme.line.subtle);
    p.save();
    p.setClipRect(QRectF(0, waterfallHeader, w.treeWidth, w.height - waterfallHeader));
    for (int row = w.firstRow; row <= w.lastRow; ++row)
        paintTree(p, w, fonts, w.rows.spanAt(row), w.top + row * waterfallRow);
    p.restore();
    p.setClipRect(QRectF(w.treeWidth + 1, waterfallHeader, w.width - w.treeWidth - 1, w.height - waterfallHeader));
    for (int row = w.firstRow; row <= w.lastRow; ++row)
        paintBar(p, w, fonts, w.rows.spanAt(row), w.top + row * waterfallRow);
    if (w.showPath)
        paintPath(p, w);
    if (w.showErrors)
        paintErrorPath(p, w, fonts);
    p.restore();
    paintHeader(p, w, fonts, ticks);
    p.fillRect(QRectF(w.treeWidth, 0, 1, w.height), w.theme.line.panel);
}

} // namespace wf::widgets
