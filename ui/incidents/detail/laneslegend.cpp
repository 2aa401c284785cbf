// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/laneslegend.h"

#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QPainter>

#include <array>

namespace wf::ui {

namespace {

constexpr int square = 10;
constexpr int gap = 14;

} // namespace

LanesLegend::LanesLegend(QWidget *parent)
    : QWidget(parent), m_words{tr("critical"), tr("warning"), tr("info"), tr("anomaly")}
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize LanesLegend::sizeHint() const
{
    const QFontMetrics metrics(widgets::Theme::of(this).font(widgets::TextRole::Micro));
    int width = 0;
    for (const QString &word : m_words)
        width += square + 5 + metrics.horizontalAdvance(word) + gap;
    return {width, 16};
}

void LanesLegend::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    const std::array colors{t.critical.mark, t.warning.mark, t.info.mark, t.signal.anomaly};
    QPainter p(this);
    const QFont font = t.font(widgets::TextRole::Micro);
    double x = width() - sizeHint().width() + gap;
    if (x < 0)
        return; // the words beside it matter more
    for (int i = 0; i < m_words.size(); ++i) {
        p.fillRect(QRectF(x, height() / 2.0 - square / 2.0, square, square),
                   widgets::withAlpha(colors.at(static_cast<std::size_t>(i)), 0.75));
        const double word = QFontMetricsF(font).horizontalAdvance(m_words[i]) + 2;
        widgets::paintText(p, QRectF(x + square + 5, 0, word, height()), m_words[i], font, t.text.secondary);
        x += square + 5 + word + gap - 2;
    }
}

} // namespace wf::ui
