// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/displaylist.h"

#include "widgets/base/paint.h"

#include <QPainter>

#include <algorithm>

namespace wf::widgets {
namespace {

QPolygonF diamond(const QRectF &r)
{
    return QPolygonF({QPointF(r.center().x(), r.top()), QPointF(r.right(), r.center().y()),
                      QPointF(r.center().x(), r.bottom()), QPointF(r.left(), r.center().y())});
}

QPen penOf(const DrawItem &item)
{
    QPen pen(item.color, item.width);
    pen.setCapStyle(!item.dash.isEmpty() && item.dash.front() * item.width < 0.5 ? Qt::RoundCap : Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (!item.dash.isEmpty())
        pen.setDashPattern(item.dash);
    return pen;
}

void paintFilled(QPainter &p, const DrawItem &item)
{
    p.setRenderHint(QPainter::Antialiasing, item.shape != DrawItem::Rect);
    p.setPen(Qt::NoPen);
    p.setBrush(item.color);
    switch (item.shape) {
    case DrawItem::Polygon:
        p.drawPolygon(item.points);
        break;
    case DrawItem::Diamond:
        p.drawPolygon(diamond(item.rect));
        break;
    case DrawItem::Dot:
        if (item.edge.isValid())
            p.setPen(QPen(item.edge, 1));
        p.drawEllipse(item.rect);
        break;
    case DrawItem::RoundRect:
        if (item.edge.isValid())
            p.setPen(QPen(item.edge, 1));
        p.drawRoundedRect(item.rect, item.width, item.width);
        break;
    default:
        p.fillRect(item.rect, item.color);
    }
}

void paintStroked(QPainter &p, const DrawItem &item)
{
    p.setPen(penOf(item));
    p.setBrush(Qt::NoBrush);
    if (item.shape == DrawItem::HollowDiamond) {
        p.setRenderHint(QPainter::Antialiasing);
        p.setBrush(item.edge.isValid() ? QBrush(item.edge) : QBrush(Qt::NoBrush));
        p.drawPolygon(diamond(item.rect));
        return;
    }
    p.setRenderHint(QPainter::Antialiasing, item.shape == DrawItem::Polyline);
    p.drawPolyline(item.points);
}

} // namespace

void paintDisplayList(QPainter &p, const DisplayList &list)
{
    p.save();
    for (const DrawItem &item : list) {
        switch (item.shape) {
        case DrawItem::Line:
        case DrawItem::Polyline:
        case DrawItem::HollowDiamond:
            paintStroked(p, item);
            break;
        case DrawItem::Hatch:
            paintHatch(p, item.rect, item.color, item.color.alphaF());
            break;
        case DrawItem::Text:
            paintText(p, item.rect, item.text, item.font, item.color, Qt::Alignment(item.alignment),
                      item.role == DrawRole::AxisText ? Qt::ElideNone : Qt::ElideRight);
            break;
        case DrawItem::UprightText:
            p.save();
            p.translate(item.rect.center());
            p.rotate(-90);
            paintText(p, QRectF(-item.rect.height() / 2, -item.rect.width() / 2, item.rect.height(), item.rect.width()),
                      item.text, item.font, item.color, Qt::Alignment(item.alignment), Qt::ElideRight);
            p.restore();
            break;
        default:
            paintFilled(p, item);
        }
    }
    p.restore();
}

QString describeDisplayList(const DisplayList &list)
{
    static const char *const names[] = {"Grid",          "AxisText",     "Band",       "Incident",  "AnomalyRun",
                                        "Firing",        "FiringText",   "Gap",        "StaleTail", "Threshold",
                                        "ThresholdText", "Deploy",       "DeployText", "Note",      "Exemplar",
                                        "Compare",       "Area",         "Bar",        "Point",     "Limit",
                                        "Crosshair",     "CrosshairDot", "TimeTag",    "ReadOut",   "ReadOutText",
                                        "Selection",     "Legend",       "LegendText", "Focus"};
    QString out;
    for (const DrawItem &item : list) {
        const QRectF box = item.points.isEmpty() ? item.rect : item.points.boundingRect();
        out += QStringLiteral("%1 %2,%3 %4x%5 %6\n")
                   .arg(QLatin1String(names[static_cast<int>(item.role)]))
                   .arg(qRound(box.x()))
                   .arg(qRound(box.y()))
                   .arg(qRound(box.width()))
                   .arg(qRound(box.height()))
                   .arg(item.text);
    }
    return out;
}

int countOf(const DisplayList &list, DrawRole role)
{
    return static_cast<int>(std::count_if(list.begin(), list.end(), [&](const DrawItem &i) { return i.role == role; }));
}

} // namespace wf::widgets
