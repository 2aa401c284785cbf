// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/legendrows.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double lineHeight = 18, stroke = 12, beforeName = 6, betweenColumns = 14, leastName = 60, timeAxis = 20;
// A table with columns may take more beside a plot that stays wide enough.
constexpr double mostOfHeight = 0.35, mostOfWidth = 0.4, mostOfWideCharts = 0.5, wideChart = 600;

std::vector<std::size_t> orderOf(const ChartData &data)
{
    std::vector<std::size_t> order = data.legend.order;
    if (order.size() != data.series.size()) {
        order.resize(data.series.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
    }
    std::erase_if(order, [&](std::size_t i) { return !data.series[i].inLegend; });
    return order;
}

// Of each column, its title included; without any, of the values.
std::vector<double> columnWidths(const ChartData &data, const Theme &theme)
{
    const QFontMetricsF titles(theme.font(TextRole::Micro)), cells(theme.font(TextRole::Small));
    std::vector<double> out;
    for (qsizetype c = 0; c < data.legend.columns.size(); ++c) {
        double wide = titles.horizontalAdvance(data.legend.columns[c]);
        for (const ChartSeries &s : data.series)
            wide = std::max(wide, cells.horizontalAdvance(s.legendCells.value(c)));
        out.push_back(std::ceil(wide) + 1);
    }
    if (out.empty()) {
        double wide = 0;
        for (const ChartSeries &s : data.series)
            wide = std::max(wide, cells.horizontalAdvance(legendValue(data, s)));
        out.push_back(std::ceil(wide) + 1);
    }
    return out;
}

double nameWidth(const ChartData &data, const Theme &theme)
{
    const QFontMetricsF metrics(theme.font(TextRole::Small));
    double wide = leastName;
    for (const ChartSeries &s : data.series)
        wide = std::max(wide, std::ceil(metrics.horizontalAdvance(s.name)) + 1);
    return wide;
}

QRectF areaOf(const ChartData &data, QSizeF chart, double margin, double needed, double header)
{
    const double rows = static_cast<double>(data.series.size()) * lineHeight + header;
    if (data.legend.side == ChartLegend::Right) {
        const bool isWide = chart.width() >= wideChart && !data.legend.columns.isEmpty();
        const double most = isWide ? mostOfWideCharts : mostOfWidth;
        const double wanted = data.legend.width > 0 ? data.legend.width : needed;
        const double width = std::min(wanted, std::floor(chart.width() * most));
        return {chart.width() - margin - width, 4, width, std::max(0.0, chart.height() - 8)};
    }
    const double most = std::max(lineHeight + header, std::floor(chart.height() * mostOfHeight));
    const double height = std::min(rows, most);
    return {margin, chart.height() - height - 2, std::max(0.0, chart.width() - 2 * margin), height};
}

} // namespace

Legend layoutLegendRows(const ChartData &data, const SeriesChoice &choice, const Theme &theme, QSizeF chart,
                        double margin, int first)
{
    Legend legend;
    legend.side = data.legend.side;
    if (!data.showsLegend || orderOf(data).empty())
        return legend;
    const double header = data.legend.columns.isEmpty() ? 0 : lineHeight;
    std::vector<double> widths = columnWidths(data, theme);
    double values = 0;
    for (const double wide : widths)
        values += wide + betweenColumns;
    const double name = nameWidth(data, theme) + stroke + beforeName;
    legend.area = areaOf(data, chart, margin, name + values, header);
    while (!widths.empty() && legend.area.width() - values < leastName + stroke + beforeName) {
        values -= widths.back() + betweenColumns;
        widths.pop_back();
    }
    if (legend.side == ChartLegend::Right && data.legend.width <= 0) // a column that had no room takes none
        legend.area.setLeft(legend.area.right() - std::min(legend.area.width(), name + values));
    double right = legend.area.left() + std::min(legend.area.width(), name + values);
    for (std::size_t c = widths.size(); c-- > 0;) {
        legend.columns.insert(legend.columns.begin(),
                              QRectF(right - widths[c], legend.area.top(), widths[c], lineHeight));
        right -= widths[c] + betweenColumns;
    }
    legend.titles = data.legend.columns.mid(0, static_cast<qsizetype>(widths.size()));
    const std::vector<std::size_t> order = orderOf(data);
    const int total = static_cast<int>(order.size());
    const int lines = std::max(1, static_cast<int>((legend.area.height() - header) / lineHeight));
    const int rows = total > lines ? std::max(1, lines - 1) : total; // the last line says how many more there are
    legend.first = std::clamp(first, 0, total - rows);
    for (int row = 0; row < rows; ++row) {
        const ChartSeries &s = data.series[order[static_cast<std::size_t>(legend.first + row)]];
        LegendEntry e{s.key,
                      s.name,
                      legendValue(data, s),
                      resolve(s.color, theme),
                      {},
                      choice.shows(s.key),
                      s.dashed,
                      right - legend.area.left() - stroke - beforeName,
                      s.legendCells};
        e.rect =
            QRectF(legend.area.left(), legend.area.top() + header + row * lineHeight, legend.area.width(), lineHeight);
        legend.entries.push_back(std::move(e));
    }
    legend.notShown = total - rows;
    if (legend.notShown > 0)
        legend.moreRect =
            QRectF(legend.area.left(), legend.area.top() + header + rows * lineHeight, legend.area.width(), lineHeight);
    return legend;
}

DisplayList legendRowItems(const Legend &legend, const Theme &theme, const QString &hovered)
{
    DisplayList out;
    const auto words = [&](const QRectF &rect, const QString &text, TextRole role, const QColor &color, bool isRight) {
        DrawItem item;
        item.shape = DrawItem::Text;
        item.role = DrawRole::LegendText;
        item.rect = rect;
        item.text = text;
        item.font = theme.font(role);
        item.color = color;
        item.alignment = static_cast<int>((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        out.push_back(std::move(item));
    };
    for (qsizetype c = 0; c < legend.titles.size(); ++c)
        words(legend.columns[static_cast<std::size_t>(c)], legend.titles[c], TextRole::Micro, theme.text.tertiary,
              true);
    for (const LegendEntry &e : legend.entries) {
        const bool quiet = !e.shown || (!hovered.isEmpty() && hovered != e.key);
        DrawItem mark;
        mark.role = DrawRole::Legend;
        mark.color = quiet ? theme.text.disabled : e.color;
        mark.rect = QRectF(std::round(e.rect.left()), std::round(e.rect.center().y()) - 1, stroke, 2);
        out.push_back(mark);
        words(QRectF(e.rect.left() + stroke + beforeName, e.rect.top(), e.nameWidth, lineHeight), e.name,
              TextRole::Small, quiet ? theme.text.disabled : theme.text.secondary, false);
        const QColor ink = quiet ? theme.text.disabled : theme.text.primary;
        for (std::size_t c = 0; c < legend.columns.size(); ++c) {
            QRectF cell = legend.columns[c];
            cell.moveTop(e.rect.top());
            words(cell, legend.titles.isEmpty() ? e.value : e.cells.value(static_cast<qsizetype>(c)), TextRole::Small,
                  ink, true);
        }
    }
    if (legend.notShown > 0)
        words(legend.moreRect, QStringLiteral("+ %1").arg(legend.notShown), TextRole::Small, theme.text.tertiary,
              false);
    return out;
}

} // namespace wf::widgets
