// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/statebands/bandview.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QHash>
#include <QPainter>

#include <algorithm>

namespace wf::widgets {

using namespace Qt::StringLiterals;

BandView::BandView(QWidget *parent) : QWidget(parent) {}

void BandView::setFigure(signals::BandFigure figure, base::TimeRange range)
{
    m_figure = std::move(figure);
    m_range = range;
    QStringList words;
    for (const auto &row : m_figure.rows)
        if (!row.states.empty())
            words << base::visibleText(row.name, 100) + u": "_s + base::visibleText(row.states.back().text, 100);
    setAccessibleDescription(words.join(u"; "_s));
    update();
}

void BandView::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    if (m_figure.rows.empty() || m_range.lengthNs() <= 0)
        return;
    const qreal names = std::min(140.0, width() * 0.25);
    const QRectF plot = QRectF(rect()).adjusted(names, 4, -8, -8);
    const qreal h = std::min(40.0, plot.height() / static_cast<qreal>(m_figure.rows.size()));
    const double perMs = plot.width() / (static_cast<double>(m_range.lengthNs()) / base::nsPerMs);
    const double start = static_cast<double>(m_range.startNs) / base::nsPerMs;
    QHash<QString, std::size_t> palette; // states without a colour of their own
    for (std::size_t r = 0; r < m_figure.rows.size(); ++r) {
        const qreal top = plot.top() + static_cast<qreal>(r) * h;
        paintText(p, QRectF(4, top, names - 10, h), base::visibleText(m_figure.rows[r].name, 100),
                  t.font(TextRole::Small), t.text.secondary, Qt::AlignRight | Qt::AlignVCenter);
        for (const auto &state : m_figure.rows[r].states) {
            const qreal left = plot.left() + (static_cast<double>(state.startMs) - start) * perMs;
            const qreal right = plot.left() + (static_cast<double>(state.endMs) - start) * perMs;
            const QRectF band =
                QRectF(left, top + 1, std::max(1.0, right - left), std::max(1.0, h - 2)).intersected(plot);
            if (band.isEmpty())
                continue;
            if (!palette.contains(state.text))
                palette.insert(state.text, static_cast<std::size_t>(palette.size()));
            const QColor color = writtenColor(state.color, t, t.series[palette[state.text] % t.series.size()]);
            p.fillRect(band, color);
            if (band.width() > 30 && h > 13)
                paintText(p, band.adjusted(4, 0, -2, 0), base::visibleText(state.text, 60), t.font(TextRole::Micro),
                          readableOn(color));
        }
    }
}

} // namespace wf::widgets
