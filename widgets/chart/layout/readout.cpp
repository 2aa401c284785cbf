// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/readout.h"

#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr std::size_t mostRows = 12;
constexpr double rowHeight = 17, padding = 9, swatch = 8;

DrawItem text(DrawRole role, const QRectF &rect, const QString &words, const QFont &font, const QColor &color,
              Qt::Alignment alignment)
{
    DrawItem item;
    item.shape = DrawItem::Text;
    item.role = role;
    item.rect = rect;
    item.text = words;
    item.font = font;
    item.color = color;
    item.alignment = static_cast<int>(alignment | Qt::AlignVCenter);
    return item;
}

QString gapText(const ChartScene &scene, const ChartSeries &series, qint64 timeNs)
{
    const LineColumn *column = scene.lines->find(series.key);
    if (!column)
        return {};
    for (const LineColumn::Gap &gap : column->gaps({timeNs, timeNs}))
        if (gap.range.contains(timeNs))
            return QCoreApplication::translate("wf::widgets::ChartView", "no samples %1 \u2013 %2")
                .arg(base::timeOfDay(gap.range.startNs), base::timeOfDay(gap.range.endNs));
    return {};
}

struct Columns {
    double name = 0, value = 0, expected = 0;
    [[nodiscard]] double total() const
    {
        return 2 * padding + swatch + 6 + name + 12 + value + (expected > 0 ? 12 + expected : 0);
    }
};

Columns columnsOf(const ChartScene &scene, const ReadOut &readOut)
{
    const QFontMetricsF small(scene.theme->font(TextRole::Small)), strong(scene.theme->font(TextRole::SmallStrong));
    Columns c;
    for (std::size_t i = 0; i < std::min(mostRows, readOut.rows.size()); ++i) {
        const ReadOutRow &row = readOut.rows[i];
        c.name = std::max(c.name, small.horizontalAdvance(row.name));
        c.value = std::max(c.value, strong.horizontalAdvance(valueText(*scene.data, row.value, row.axis)));
        if (row.expected)
            c.expected =
                std::max({c.expected, small.horizontalAdvance(valueText(*scene.data, *row.expected, row.axis)),
                          small.horizontalAdvance(QCoreApplication::translate("wf::widgets::ChartView", "expected"))});
    }
    const double head =
        QFontMetricsF(scene.theme->font(TextRole::MonoSmall)).horizontalAdvance(base::timeOfDay(readOut.timeNs));
    c.name = std::clamp(c.name, head, 220.0);
    if (!readOut.gap.isEmpty())
        c.name = std::max(c.name, small.horizontalAdvance(readOut.gap) - c.value - 12);
    return c;
}

// The box beside the cross-hair, on the side with room.
QRectF boxRect(const ChartScene &s, double x, const QSizeF &size, const QRectF &bounds)
{
    double left = x + 10;
    if (left + size.width() > bounds.right() - 2 && x - 10 - size.width() >= bounds.left())
        left = x - 10 - size.width();
    left = std::clamp(left, bounds.left() + 2, std::max(bounds.left() + 2, bounds.right() - size.width() - 2));
    const double top =
        std::clamp(s.plot.top() + 12, bounds.top(), std::max(bounds.top(), bounds.bottom() - size.height()));
    return {QPointF(std::floor(left) + 0.5, std::floor(top) + 0.5), size};
}

void addRow(const ChartScene &s, const ReadOutRow &row, const Columns &c, const QRectF &line, DisplayList &out)
{
    const QFont small = s.theme->font(TextRole::Small);
    const double nameLeft = line.left() + swatch + 6;
    const double valueRight = nameLeft + c.name + 12 + c.value;
    DrawItem mark;
    mark.role = DrawRole::ReadOutText;
    mark.color = row.color;
    mark.rect = QRectF(std::round(line.left()), std::round(line.center().y() - swatch / 2), swatch, swatch);
    out.push_back(mark);
    out.push_back(text(DrawRole::ReadOutText, QRectF(nameLeft, line.top(), c.name, rowHeight), row.name, small,
                       s.theme->text.secondary, Qt::AlignLeft));
    out.push_back(text(DrawRole::ReadOutText,
                       QRectF(nameLeft + c.name, line.top(), valueRight - nameLeft - c.name, rowHeight),
                       valueText(*s.data, row.value, row.axis), s.theme->font(TextRole::SmallStrong),
                       s.theme->text.primary, Qt::AlignRight));
    if (row.expected)
        out.push_back(text(DrawRole::ReadOutText, QRectF(valueRight, line.top(), 12 + c.expected, rowHeight),
                           valueText(*s.data, *row.expected, row.axis), small, s.theme->text.tertiary, Qt::AlignRight));
}

void addBox(const ChartScene &s, const ReadOut &readOut, const QRectF &bounds, DisplayList &out)
{
    const Columns c = columnsOf(s, readOut);
    const std::size_t shown = std::min(mostRows, readOut.rows.size());
    const std::size_t lines = 1 + shown + (readOut.rows.size() > shown ? 1 : 0) + (readOut.gap.isEmpty() ? 0 : 1);
    DrawItem box;
    box.shape = DrawItem::RoundRect;
    box.role = DrawRole::ReadOut;
    box.rect = boxRect(s, s.x(readOut.timeNs),
                       QSizeF(c.total(), 2 * padding - 4 + rowHeight * static_cast<double>(lines)), bounds);
    box.width = 3;
    box.color = s.theme->surface.raised;
    box.edge = s.theme->line.strong;
    out.push_back(box);

    const QFont small = s.theme->font(TextRole::Small);
    QRectF line(box.rect.left() + padding, box.rect.top() + padding - 2, box.rect.width() - 2 * padding, rowHeight);
    out.push_back(text(DrawRole::ReadOutText, line, base::timeOfDay(readOut.timeNs), s.theme->font(TextRole::MonoSmall),
                       s.theme->text.primary, Qt::AlignLeft));
    if (c.expected > 0)
        out.push_back(text(DrawRole::ReadOutText, line,
                           QCoreApplication::translate("wf::widgets::ChartView", "expected"), small,
                           s.theme->text.tertiary, Qt::AlignRight));
    for (std::size_t i = 0; i < shown; ++i) {
        line.translate(0, rowHeight);
        addRow(s, readOut.rows[i], c, line, out);
    }
    const auto note = [&](const QString &words) {
        line.translate(0, rowHeight);
        out.push_back(text(DrawRole::ReadOutText, line, words, small, s.theme->text.tertiary, Qt::AlignLeft));
    };
    if (readOut.rows.size() > shown)
        note(QCoreApplication::translate("wf::widgets::ChartView", "and %1 more").arg(readOut.rows.size() - shown));
    if (!readOut.gap.isEmpty())
        note(readOut.gap);
}

void addTimeTag(const ChartScene &s, qint64 timeNs, DisplayList &out)
{
    const QString words = base::timeOfDay(timeNs);
    const QFont font = s.theme->font(TextRole::Micro);
    const double width = QFontMetricsF(font).horizontalAdvance(words) + 8;
    const double left = std::clamp(s.x(timeNs) - width / 2, 0.0, std::max(0.0, s.plot.right() - width + 8));
    DrawItem tag;
    tag.shape = DrawItem::RoundRect;
    tag.role = DrawRole::TimeTag;
    tag.rect = QRectF(left, s.plot.bottom() + 2, width, 15);
    tag.width = 2;
    tag.color = s.theme->text.secondary;
    out.push_back(tag);
    out.push_back(text(DrawRole::TimeTag, tag.rect, words, font, s.theme->surface.panel, Qt::AlignHCenter));
}

} // namespace

bool ReadOut::hasExpected() const
{
    return std::any_of(rows.begin(), rows.end(), [](const ReadOutRow &r) { return r.expected.has_value(); });
}

std::optional<std::size_t> nearestSample(const signals::Series &series, qint64 timeNs, qint64 reachNs)
{
    const auto &times = series.timesMs;
    const auto after = std::lower_bound(times.begin(), times.end(), timeNs / base::nsPerMs);
    std::optional<std::size_t> best;
    qint64 distance = reachNs + 1;
    for (auto it = after == times.begin() ? after : after - 1; it != times.end() && it <= after; ++it) {
        const qint64 d = std::abs(*it * base::nsPerMs - timeNs);
        if (d < distance) {
            distance = d;
            best = static_cast<std::size_t>(it - times.begin());
        }
    }
    return best;
}

ReadOut readOutAt(const ChartScene &scene, qint64 timeNs)
{
    ReadOut out;
    out.timeNs = timeNs;
    // one step, or what one pixel hides
    const qint64 reach = std::max(stepOf(scene), scene.view.nsPerColumn);
    for (const ChartSeries &s : scene.data->series) {
        if (!scene.choice.shows(s.key))
            continue;
        const auto at = nearestSample(*s.samples, timeNs, reach);
        if (!at) {
            if (out.gap.isEmpty())
                out.gap = gapText(scene, s, timeNs);
            continue;
        }
        ReadOutRow row{s.key,
                       s.name,
                       resolve(s.color, *scene.theme),
                       s.samples->values[*at],
                       {},
                       s.samples->timesMs[*at] * base::nsPerMs,
                       s.axis,
                       kindOf(*scene.data, s) == ChartKind::Lines || kindOf(*scene.data, s) == ChartKind::Points,
                       s.inReadOut};
        if (const auto e = s.expected ? nearestSample(*s.expected, timeNs, reach) : std::nullopt)
            row.expected = s.expected->values[*e];
        out.rows.push_back(std::move(row));
    }
    std::stable_sort(out.rows.begin(), out.rows.end(), [](const ReadOutRow &a, const ReadOutRow &b) {
        return std::isnan(b.value) ? !std::isnan(a.value) : a.value > b.value;
    });
    return out;
}

DisplayList crosshairItems(const ChartScene &s, const ReadOut &readOut, bool withBox, const QRectF &bounds)
{
    DisplayList out;
    const double x = std::floor(s.x(readOut.timeNs)) + 0.5;
    if (x < s.plot.left() || x > s.plot.right())
        return out;
    DrawItem line;
    line.shape = DrawItem::Line;
    line.role = DrawRole::Crosshair;
    line.color = s.theme->text.secondary;
    line.points = QPolygonF({QPointF(x, s.plot.top()), QPointF(x, s.plot.bottom())});
    out.push_back(line);
    for (const ReadOutRow &row : readOut.rows) {
        if (!row.standsOnLine)
            continue;
        const double y = s.y(row.value, row.axis);
        if (!(y >= s.plot.top() - 4 && y <= s.plot.bottom() + 4))
            continue;
        DrawItem dot;
        dot.shape = DrawItem::Dot;
        dot.role = DrawRole::CrosshairDot;
        dot.color = row.color;
        dot.edge = s.theme->surface.panel;
        dot.rect = QRectF(s.x(row.sampleNs) - 3.5, y - 3.5, 7, 7);
        out.push_back(dot);
    }
    if (!withBox)
        return out;
    addTimeTag(s, readOut.timeNs, out);
    ReadOut said = readOut;
    std::erase_if(said.rows, [](const ReadOutRow &row) { return !row.inBox; });
    if (!said.rows.empty() || !said.gap.isEmpty())
        addBox(s, said, bounds, out);
    return out;
}

} // namespace wf::widgets
