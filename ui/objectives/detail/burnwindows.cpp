// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/detail/burnwindows.h"

#include "models/base/duration.h"
#include "ui/base/budget/budgetfigures.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

constexpr double rowHeight = 25;
constexpr double nameWidth = 56;
constexpr double valueWidth = 118;
constexpr double axisHeight = 22;
constexpr double lowest = 0.5;
constexpr double highest = 400;

// Place on a log scale.
double place(double burn)
{
    return std::log10(std::clamp(burn, lowest, highest) / lowest) / std::log10(highest / lowest);
}

} // namespace

BurnWindows::BurnWindows(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Burn rate by window"));
}

QSize BurnWindows::sizeHint() const
{
    const auto rows = static_cast<double>(std::max<std::size_t>(1, m_rows.size()));
    return {320, static_cast<int>(rows * rowHeight + axisHeight)};
}

void BurnWindows::setState(const engine::ObjectiveState &state)
{
    m_rows.clear();
    QStringList spoken;
    for (const auto &window : state.report.windows) {
        Row row{window.lengthNs, state.burn(window.lengthNs), 0, false, false};
        if (const auto *strictest = strictestOver(state.report, row.lengthNs)) {
            row.limit = strictest->rule.factor;
            row.page = strictest->rule.page;
        }
        row.fires = std::ranges::any_of(state.report.alerts, [&row](const engine::BurnAlert &alert) {
            return alert.fires && (alert.rule.shortNs == row.lengthNs || alert.rule.longNs == row.lengthNs);
        });
        spoken << base::humanDuration(row.lengthNs) + u' ' + burnText(row.burn) +
                      (row.fires ? tr(" fires") : QString());
        m_rows.push_back(row);
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void BurnWindows::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    const QFont small = t.font(widgets::TextRole::Small);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    const double right = width() - valueWidth - 10;
    const QRectF scale(nameWidth + 10, 0, std::max(40.0, right - nameWidth - 10),
                       static_cast<double>(m_rows.size()) * rowHeight);
    for (const double tick : {1.0, 10.0, 100.0}) {
        const double x = std::round(scale.left() + scale.width() * place(tick));
        p.fillRect(QRectF(x, 0, 1, scale.height()), t.line.subtle);
        widgets::paintText(p, QRectF(x - 30, scale.bottom() + 2, 60, 16),
                           QString::number(tick) + QStringLiteral("\u00d7"), t.font(widgets::TextRole::Micro),
                           t.text.tertiary, Qt::AlignCenter);
    }
    double y = 0;
    for (const Row &row : m_rows) {
        widgets::paintText(p, QRectF(0, y, nameWidth, rowHeight), base::humanDuration(row.lengthNs), small,
                           t.text.secondary, Qt::AlignRight | Qt::AlignVCenter);
        const bool isOver = row.burn > row.limit;
        const auto &tone = row.page ? t.critical : t.warning;
        if (row.burn > lowest) {
            const QColor calm = widgets::mixed(t.text.tertiary, t.surface.panel, 0.2);
            p.fillRect(QRectF(scale.left(), y + 7, scale.width() * place(row.burn), 11), isOver ? tone.mark : calm);
        }
        const double limit = std::round(scale.left() + scale.width() * place(row.limit));
        p.fillRect(QRectF(limit, y + 4, 2, 17), t.text.primary);
        widgets::paintText(p, QRectF(right + 8, y, 54, rowHeight), burnText(row.burn),
                           t.font(widgets::TextRole::SmallStrong), isOver ? tone.fg : t.text.primary,
                           Qt::AlignLeft | Qt::AlignVCenter);
        widgets::paintText(p, QRectF(right + 58, y, valueWidth - 52, rowHeight),
                           tr("limit %1").arg(QString::number(row.limit) + QStringLiteral("\u00d7")), small,
                           t.text.tertiary);
        y += rowHeight;
    }
}

} // namespace wf::ui
