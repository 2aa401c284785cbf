// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/layers.h"

#include "widgets/chart/raster/curve.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

double snapped(double v)
{
    return std::floor(v) + 0.5;
}

DrawItem lineItem(DrawRole role, QPointF a, QPointF b, const QColor &color, const QList<qreal> &dash = {})
{
    DrawItem item;
    item.shape = DrawItem::Line;
    item.role = role;
    item.color = color;
    item.points = QPolygonF({a, b});
    item.dash = dash;
    return item;
}

DrawItem textItem(DrawRole role, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
                  Qt::Alignment alignment)
{
    DrawItem item;
    item.shape = DrawItem::Text;
    item.role = role;
    item.rect = rect;
    item.text = text;
    item.font = font;
    item.color = color;
    item.alignment = static_cast<int>(alignment);
    return item;
}

DrawItem rectItem(DrawRole role, const QRectF &rect, const QColor &color, DrawItem::Shape shape = DrawItem::Rect)
{
    DrawItem item;
    item.shape = shape;
    item.role = role;
    item.rect = rect;
    item.color = color;
    return item;
}

// The part of a range that shows, from top to bottom of the plot; empty when none does.
QRectF strip(const ChartScene &s, base::TimeRange range)
{
    const double left = std::max(s.plot.left(), s.x(std::max(range.startNs, s.view.startNs())));
    const double right = std::min(s.plot.right(), s.x(std::min(range.endNs, s.view.endNs())));
    return right > left ? QRectF(left, s.plot.top(), right - left, s.plot.height()) : QRectF();
}

void addGrid(const ChartScene &s, DisplayList &out)
{
    const QFont font = s.theme->font(TextRole::Micro);
    addAxes(s, out);
    const int wanted = std::clamp(static_cast<int>(s.plot.width() / 54), 2, 7);
    for (const TimeTick &tick : timeTicks(s.range(), wanted)) {
        const double x = snapped(s.x(tick.ns));
        if (x > s.plot.right())
            continue;
        out.push_back(lineItem(DrawRole::Grid, {x, s.plot.top()}, {x, s.plot.bottom()}, s.theme->line.subtle));
        const double width = QFontMetricsF(font).horizontalAdvance(tick.text) + 2;
        const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, s.plot.right() - width + 8));
        out.push_back(textItem(DrawRole::AxisText, QRectF(left, s.plot.bottom() + 2, width, 16), tick.text, font,
                               s.theme->text.tertiary, Qt::AlignCenter));
    }
}

// The stretches of values between thresholds, where they have a ground of their own.
void addZones(const ChartScene &s, DisplayList &out)
{
    for (const ChartZone &zone : s.data->zones) {
        const double top = std::isfinite(zone.to) ? std::max(s.plot.top(), s.y(zone.to)) : s.plot.top();
        const double bottom = std::isfinite(zone.from) ? std::min(s.plot.bottom(), s.y(zone.from)) : s.plot.bottom();
        if (bottom > top)
            out.push_back(rectItem(DrawRole::Zone, QRectF(s.plot.left(), top, s.plot.width(), bottom - top),
                                   withAlpha(QColor::fromRgb(static_cast<QRgb>(zone.color)), 0.12)));
    }
}

// Of a series of that key; 0 when there is none.
int axisOfSeries(const ChartData &data, const QString &key)
{
    for (const ChartSeries &series : data.series)
        if (series.key == key)
            return series.axis;
    return 0;
}

void addBand(const ChartScene &s, const ChartBand &band, DisplayList &out)
{
    const int axis = band.seriesKey.isEmpty() ? 0 : axisOfSeries(*s.data, band.seriesKey);
    const std::size_t n = std::min({band.timesMs.size(), band.lower.size(), band.upper.size()});
    QPolygonF up, down;
    const auto flush = [&] {
        if (up.size() > 1) {
            DrawItem item;
            item.shape = DrawItem::Polygon;
            item.role = DrawRole::Band;
            item.color = withAlpha(s.theme->text.secondary, 0.13);
            item.points = up;
            for (auto it = down.rbegin(); it != down.rend(); ++it)
                item.points << *it;
            out.push_back(std::move(item));
        }
        up.clear();
        down.clear();
    };
    for (std::size_t i = 0; i < n; ++i) {
        const double x = s.x(band.timesMs[i] * base::nsPerMs);
        if (!std::isfinite(band.lower[i]) || !std::isfinite(band.upper[i])) {
            flush();
            continue;
        }
        const double edge = std::clamp(x, s.plot.left(), s.plot.right());
        if (std::fabs(edge - x) > s.plot.width() / 8)
            continue; // far outside
        const double upper = std::max(s.plot.top(), s.y(band.upper[i], axis));
        const double lower = std::min(s.plot.bottom(), s.y(band.lower[i], axis));
        if (upper < s.plot.top() + 1 && lower > s.plot.bottom() - 1) {
            flush(); // a sheet from edge to edge says nothing
            continue;
        }
        up << QPointF(edge, upper);
        down << QPointF(edge, lower);
    }
    flush();
}

void addGaps(const ChartScene &s, DisplayList &out)
{
    for (const ChartSeries &series : s.data->series) {
        const LineColumn *column = s.choice.shows(series.key) ? s.lines->find(series.key) : nullptr;
        if (!column)
            continue;
        for (const LineColumn::Gap &gap : column->gaps(s.range())) {
            const QRectF box = strip(s, gap.range);
            const bool known = std::any_of(out.begin(), out.end(),
                                           [&](const DrawItem &i) { return i.role == DrawRole::Gap && i.rect == box; });
            if (!box.isEmpty() && !known) // lines of one target miss the same samples
                out.push_back(rectItem(DrawRole::Gap, box, withAlpha(s.theme->text.tertiary, 0.22), DrawItem::Hatch));
        }
    }
}

// In units of the width, as pens have it; a dash without length is a dot.
QList<qreal> dashOf(const ChartSeries &series, double width)
{
    if (series.dashes.isEmpty())
        return {6, 4};
    QList<qreal> out;
    for (const double pixels : series.dashes)
        out << std::max(pixels, 0.01) / width;
    if (out.size() % 2 != 0) // as a canvas reads it: once more
        out += out;
    return out;
}

QPolygonF flattened(const QPainterPath &path)
{
    const QList<QPolygonF> parts = path.toSubpathPolygons();
    return parts.isEmpty() ? QPolygonF() : parts.front();
}

void addDashed(const ChartScene &s, const ChartSeries &series, DrawRole role, DisplayList &out)
{
    if (!s.choice.shows(series.key))
        return;
    const LineColumn column(*series.samples, gapStepNs(*s.data));
    const auto place = [&](double value) { return s.y(value, series.axis); };
    QColor color = lineColor(s, series);
    if (role == DrawRole::Compare)
        color.setAlphaF(0.55f);
    for (const LineColumn::Run &run : column.runs()) {
        DrawItem item;
        item.shape = DrawItem::Polyline;
        item.role = role;
        item.color = color;
        item.width = role == DrawRole::Limit && series.width > 0 ? std::min(series.width, 10.0) : 1.25;
        item.dash = role == DrawRole::Compare ? QList<qreal>{3, 3} : dashOf(series, item.width);
        double lastX = -1e9;
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
            const double x = s.x(column.timeNs(run, i));
            if (x < s.plot.left() || x > s.plot.right() || x - lastX < 0.75)
                continue;
            lastX = x;
            item.points << QPointF(x, std::clamp(place(column.base() + static_cast<double>(column.values()[i])),
                                                 s.plot.top(), s.plot.bottom()));
        }
        if (item.points.size() < 2)
            continue;
        if (series.curved)
            item.points = flattened(curveThrough(item.points));
        out.push_back(std::move(item));
    }
}

void addThresholds(const ChartScene &s, DisplayList &out)
{
    const QFont font = s.theme->font(TextRole::Micro);
    for (std::size_t i = 0; i < s.data->thresholds.size(); ++i) {
        const signals::PanelThreshold &t = s.data->thresholds[i];
        const double place = s.y(t.value);
        if (!(place >= s.plot.top() - 0.5 && place <= s.plot.bottom() + 0.5))
            continue;
        const SeverityColors &colors = t.critical ? s.theme->critical : s.theme->warning;
        const bool isOwn = i < s.data->thresholdColors.size();
        const QColor own = isOwn ? QColor::fromRgb(static_cast<QRgb>(s.data->thresholdColors[i])) : QColor();
        const double y = snapped(std::min(place, s.plot.bottom() - 0.5));
        out.push_back(lineItem(DrawRole::Threshold, {s.plot.left(), y}, {s.plot.right(), y}, isOwn ? own : colors.mark,
                               s.data->thresholdsDashed ? QList<qreal>{6, 4} : QList<qreal>()));
        const double words = y - 16 < s.plot.top() - 2 ? y + 1 : y - 16; // not into the legend
        if (!t.label.isEmpty())
            out.push_back(textItem(DrawRole::ThresholdText, QRectF(s.plot.left() + 4, words, s.plot.width() - 8, 15),
                                   t.label, font, isOwn ? own : colors.fg, Qt::AlignLeft | Qt::AlignVCenter));
    }
}

void addDeploy(const ChartScene &s, const ChartAnnotation &a, DisplayList &out)
{
    const double x = snapped(s.x(a.range.startNs));
    if (x < s.plot.left() || x > s.plot.right())
        return;
    const QColor color = s.theme->signal.deploy;
    out.push_back(lineItem(DrawRole::Deploy, {x, s.plot.top()}, {x, s.plot.bottom()}, color, {2, 3}));
    out.push_back(rectItem(DrawRole::Deploy, markOf(s, a), color, DrawItem::Diamond));
    if (!s.data->labelDeploys || a.label.isEmpty())
        return;
    const QFont font = s.theme->font(TextRole::Micro);
    const double width = std::min(QFontMetricsF(font).horizontalAdvance(a.label) + 4, 180.0);
    const bool room = x - 8 - width >= s.plot.left();
    out.push_back(textItem(DrawRole::DeployText, QRectF(room ? x - 8 - width : x + 8, s.plot.top() - 8, width, 16),
                           a.label, font, s.theme->text.secondary,
                           (room ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

// At least wide enough to be seen; its label on the side with room.
void addFiring(const ChartScene &s, const ChartAnnotation &a, DisplayList &out)
{
    QRectF box = strip(s, a.range);
    if (box.isEmpty())
        return;
    box = QRectF(std::min(box.left(), s.plot.right() - 4), s.plot.bottom() - 9, std::max(4.0, box.width()), 9);
    out.push_back(rectItem(DrawRole::Firing, box, s.theme->critical.mark));
    if (a.label.isEmpty())
        return;
    const QFont font = s.theme->font(TextRole::Micro);
    const double width = QFontMetricsF(font).horizontalAdvance(a.label) + 2;
    const bool hasRoom = box.right() + 3 + width <= s.plot.right();
    out.push_back(textItem(
        DrawRole::FiringText, QRectF(hasRoom ? box.right() + 3 : box.left() - 3 - width, box.top() - 4, width, 14),
        a.label, font, s.theme->critical.fg, (hasRoom ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
}

QColor noteColor(const ChartScene &s, const ChartAnnotation &a)
{
    return a.color < 0 ? s.theme->accent.base : QColor::fromRgb(static_cast<QRgb>(a.color) & 0xffffffu);
}

// A dashed line with a square on the time axis; a stretch has two lines and a bar between them.
void addNote(const ChartScene &s, const ChartAnnotation &a, DisplayList &out)
{
    const QColor color = noteColor(s, a);
    const auto upright = [&](qint64 at) {
        const double x = snapped(s.x(at));
        if (x >= s.plot.left() && x <= s.plot.right())
            out.push_back(lineItem(DrawRole::Note, {x, s.plot.top()}, {x, s.plot.bottom()}, color, {4, 3}));
    };
    upright(a.range.startNs);
    if (a.range.lengthNs() > 0) {
        upright(a.range.endNs);
        if (const QRectF box = strip(s, a.range); !box.isEmpty())
            out.push_back(rectItem(DrawRole::Note, QRectF(box.left(), s.plot.bottom() - 3, box.width(), 3), color));
    }
    if (const QRectF mark = markOf(s, a); !mark.isEmpty())
        out.push_back(rectItem(DrawRole::Note, mark, color));
}

void addMarks(const ChartScene &s, DisplayList &out)
{
    for (const ChartAnnotation &a : s.data->annotations) {
        if (a.kind == ChartAnnotation::Note)
            addNote(s, a, out);
        if (a.kind == ChartAnnotation::Deploy)
            addDeploy(s, a, out);
        if (a.kind == ChartAnnotation::Firing)
            addFiring(s, a, out);
        if (a.kind == ChartAnnotation::Anomaly) {
            const QRectF box = strip(s, a.range);
            if (!box.isEmpty())
                out.push_back(rectItem(DrawRole::AnomalyRun, QRectF(box.left(), s.plot.bottom() - 3, box.width(), 3),
                                       s.theme->signal.anomaly));
        }
        if (a.kind == ChartAnnotation::Exemplar && !markOf(s, a).isEmpty()) {
            DrawItem item =
                rectItem(DrawRole::Exemplar, markOf(s, a), s.theme->signal.exemplar, DrawItem::HollowDiamond);
            item.edge = s.theme->surface.panel;
            item.width = 1.25;
            out.push_back(std::move(item));
        }
    }
}

} // namespace

DisplayList layerBelow(const ChartScene &s)
{
    DisplayList out;
    double noted = 0; // up to where a stretch is shaded: several at once are no darker
    for (const ChartAnnotation &a : s.data->annotations)
        if (a.kind == ChartAnnotation::Incident && !strip(s, a.range).isEmpty())
            out.push_back(rectItem(DrawRole::Incident, strip(s, a.range), withAlpha(s.theme->critical.mark, 0.07)));
        else if (a.kind == ChartAnnotation::Note)
            if (QRectF box = strip(s, a.range); !box.isEmpty() && box.right() > noted) {
                box.setLeft(std::max(box.left(), noted));
                noted = box.right();
                out.push_back(rectItem(DrawRole::Note, box, withAlpha(noteColor(s, a), 0.08)));
            }
    addZones(s, out);
    addGrid(s, out);
    for (const ChartBand &band : s.data->bands)
        if (band.seriesKey.isEmpty() || s.choice.shows(band.seriesKey))
            addBand(s, band, out);
    addGaps(s, out);
    if (s.data->staleSinceNs > 0) {
        const QRectF tail = strip(s, {s.data->staleSinceNs, s.view.endNs()});
        if (!tail.isEmpty())
            out.push_back(rectItem(DrawRole::StaleTail, tail, withAlpha(s.theme->text.tertiary, 0.3), DrawItem::Hatch));
    }
    return out;
}

DisplayList layerAbove(const ChartScene &s)
{
    DisplayList out;
    for (const ChartSeries &series : s.data->compare)
        addDashed(s, series, DrawRole::Compare, out);
    for (const ChartSeries &series : s.data->series)
        if (series.dashed && series.width != 0)
            addDashed(s, series, DrawRole::Limit, out);
    addThresholds(s, out);
    addMarks(s, out);
    return out;
}

QRectF markOf(const ChartScene &s, const ChartAnnotation &a)
{
    const double x = s.x(a.range.startNs);
    if (x < s.plot.left() || x > s.plot.right())
        return {};
    if (a.kind == ChartAnnotation::Deploy)
        return {snapped(x) - 4.5, s.plot.top() - 4.5, 9, 9};
    if (a.kind == ChartAnnotation::Note)
        return {snapped(x) - 3.5, s.plot.bottom() - 3.5, 7, 7};
    if (a.kind == ChartAnnotation::Exemplar)
        return {x - 4, std::clamp(s.y(a.value), s.plot.top(), s.plot.bottom()) - 4, 8, 8};
    return {};
}

int annotationAt(const ChartScene &s, QPointF point)
{
    int found = -1;
    double nearest = 9;
    for (std::size_t i = 0; i < s.data->annotations.size(); ++i) {
        const QRectF mark = markOf(s, s.data->annotations[i]);
        const double distance = mark.isEmpty() ? 1e9 : (mark.center() - point).manhattanLength();
        if (distance < nearest) {
            nearest = distance;
            found = static_cast<int>(i);
        }
    }
    return found;
}

} // namespace wf::widgets
