// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/figuregrid.h"

#include "models/base/units.h"
#include "widgets/base/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {
constexpr int columns = 3;
constexpr double tallest = 88;
constexpr double lowest = 54; // a figure and a line that still says up or down
} // namespace

QString figureText(const engine::OwnFigure &figure)
{
    if (figure.history.empty())
        return QStringLiteral("\u2013"); // not measured yet is no zero
    if (figure.unit == QLatin1String("bytes"))
        return base::formatValue(figure.now(), base::Unit::Bytes);
    if (figure.unit == QLatin1String("percent"))
        return base::formatValue(figure.now(), base::Unit::Percent);
    if (figure.unit == QLatin1String("seconds"))
        return base::formatValue(figure.now(), base::Unit::Seconds);
    if (figure.unit == QLatin1String("perSecond"))
        return base::formatValue(figure.now(), base::Unit::PerSecond);
    return base::formatValue(figure.now(), base::Unit::None);
}

FigureGrid::FigureGrid(const QString &accessibleName, QWidget *parent) : QWidget(parent)
{
    setAccessibleName(accessibleName);
}

void FigureGrid::setFigures(const std::vector<engine::OwnFigure> &figures)
{
    m_figures = figures;
    QStringList spoken;
    for (const auto &f : figures)
        spoken << f.name + u' ' + figureText(f);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void FigureGrid::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    const double w = width() / static_cast<double>(columns);
    const double rows = std::max(1.0, std::ceil(static_cast<double>(m_figures.size()) / columns));
    const double cellHeight = std::clamp(std::floor(height() / rows), lowest, tallest);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        const auto &f = m_figures[i];
        const QRectF cell(w * static_cast<double>(i % columns), cellHeight * static_cast<double>(i / columns), w,
                          cellHeight);
        p.fillRect(QRectF(cell.left(), cell.bottom() - 1, cell.width(), 1), t.line.panel);
        if (i % columns)
            p.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), t.line.panel);
        const QRectF box = cell.adjusted(12, 8, -12, -10);
        const double valueWidth = QFontMetricsF(t.font(widgets::TextRole::Base)).horizontalAdvance(figureText(f)) + 10;
        widgets::paintText(p, QRectF(box.left(), box.top(), std::max(box.width() * 0.5, box.width() - valueWidth), 18),
                           f.name, t.font(widgets::TextRole::Small), t.text.secondary);
        widgets::paintValue(p, QRectF(box.left(), box.top(), box.width(), 18), figureText(f), t, t.text.primary);
        const QRectF plot(box.left(), box.top() + 26, box.width(), box.height() - 26);
        widgets::paintSpark(p, plot, f.history, t.accent.base);
        p.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), t.line.panel);
    }
}

} // namespace wf::ui
