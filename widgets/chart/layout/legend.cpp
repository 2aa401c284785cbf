// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/legend.h"

#include "widgets/chart/layout/legendrows.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double lineHeight = 18, stroke = 12, gap = 14;
constexpr int mostLines = 2;

} // namespace

QString legendValue(const ChartData &data, const ChartSeries &series)
{
    if (!series.legendNote.isEmpty())
        return series.legendNote;
    for (std::size_t i = series.samples->size(); i-- > 0;)
        if (!std::isnan(series.samples->values[i]))
            return valueText(data, series.samples->values[i], series.axis);
    return QStringLiteral("\u2013");
}

QString Legend::keyAt(QPointF point) const
{
    for (const LegendEntry &e : entries)
        if (e.rect.contains(point))
            return e.key;
    return {};
}

Legend layoutLegend(const ChartData &data, const SeriesChoice &choice, const Theme &theme, double width, double left)
{
    Legend legend;
    if (!data.showsLegend)
        return legend;
    const QFontMetricsF names(theme.font(TextRole::Small)), values(theme.font(TextRole::SmallStrong));
    const double moreWidth = names.horizontalAdvance(QStringLiteral("+ 000")) + 8;
    double x = left, y = 0;
    std::vector<const ChartSeries *> listed;
    for (const ChartSeries &s : data.series)
        if (s.inLegend)
            listed.push_back(&s);
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const ChartSeries &s = *listed[i];
        LegendEntry e{s.key, s.name, legendValue(data, s), resolve(s.color, theme), {}, choice.shows(s.key), s.dashed};
        const double nameWidth = std::min(names.horizontalAdvance(e.name), std::max(40.0, width * 0.6));
        const double room = std::ceil(stroke + 6 + nameWidth + 9 + values.horizontalAdvance(e.value));
        const bool last = i + 1 == listed.size();
        const bool lastLine = y / lineHeight + 1 >= mostLines;
        if (x > left && x + room > left + width - (lastLine && !last ? moreWidth : 0)) {
            if (lastLine) {
                legend.notShown = static_cast<int>(listed.size() - i);
                legend.moreRect = QRectF(x, y, moreWidth, lineHeight);
                break;
            }
            x = left;
            y += lineHeight;
        }
        e.rect = QRectF(x, y, std::min(room, width), lineHeight);
        e.nameWidth = nameWidth;
        legend.entries.push_back(std::move(e));
        x += room + gap;
    }
    legend.height = listed.empty() ? 0 : y + lineHeight;
    return legend;
}

Legend withValuesAt(Legend legend, const ChartData &data, const ReadOut &readOut)
{
    if (!legend.titles.isEmpty())
        return legend; // what was calculated of all samples stays
    for (LegendEntry &e : legend.entries) {
        const auto row =
            std::find_if(readOut.rows.begin(), readOut.rows.end(), [&](const ReadOutRow &r) { return r.key == e.key; });
        e.value = row == readOut.rows.end() ? QStringLiteral("\u2013") : valueText(data, row->value, row->axis);
    }
    return legend;
}

DisplayList legendItems(const Legend &legend, const Theme &theme, const QString &hovered)
{
    if (legend.side != ChartLegend::Above)
        return legendRowItems(legend, theme, hovered);
    DisplayList out;
    const QFont nameFont = theme.font(TextRole::Small), valueFont = theme.font(TextRole::SmallStrong);
    const QFontMetricsF values(valueFont);
    const auto words = [&](const QRectF &rect, const QString &text, const QFont &font, const QColor &color) {
        DrawItem item;
        item.shape = DrawItem::Text;
        item.role = DrawRole::LegendText;
        item.rect = rect;
        item.text = text;
        item.font = font;
        item.color = color;
        out.push_back(std::move(item));
    };
    for (const LegendEntry &e : legend.entries) {
        const bool quiet = !e.shown || (!hovered.isEmpty() && hovered != e.key);
        DrawItem mark;
        mark.role = DrawRole::Legend;
        mark.color = quiet ? theme.text.disabled : e.color;
        mark.rect = QRectF(std::round(e.rect.left()), std::round(e.rect.center().y()) - 1, stroke, 2);
        out.push_back(mark);
        const double valueWidth = values.horizontalAdvance(e.value) + 1;
        // A value at the cursor that is longer than the newest one goes into the gap behind it, not over its name.
        const double wanted = stroke + 12 + std::ceil(e.nameWidth) + valueWidth;
        const double right = e.rect.right() + std::clamp(wanted - e.rect.width(), 0.0, gap - 2);
        words(QRectF(e.rect.left() + stroke + 6, e.rect.top(), right - e.rect.left() - stroke - 11 - valueWidth,
                     lineHeight),
              e.name, nameFont, quiet ? theme.text.disabled : theme.text.secondary);
        words(QRectF(right - valueWidth, e.rect.top(), valueWidth + 2, lineHeight), e.value, valueFont,
              quiet ? theme.text.disabled : theme.text.primary);
    }
    if (legend.notShown > 0)
        words(legend.moreRect, QStringLiteral("+ %1").arg(legend.notShown), nameFont, theme.text.tertiary);
    return out;
}

} // namespace wf::widgets
