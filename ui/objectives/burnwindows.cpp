// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/burnwindows.h"

#include "models/base/duration.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QPainter>

#include <cmath>

namespace wf::ui {

namespace {

constexpr double rowHeight = 46;
constexpr double lowest = 0.1;
constexpr double highest = 1000;

// Place on a log scale from 0.1 to 1000.
double place(double burn)
{
    return std::log10(std::clamp(burn, lowest, highest) / lowest) / std::log10(highest / lowest);
}

} // namespace

QString windowName(const analysis::BurnRule &rule)
{
    return base::humanDuration(rule.shortNs) + QStringLiteral(" / ") + base::humanDuration(rule.longNs);
}

QString burnText(double burn)
{
    if (!std::isfinite(burn))
        return QStringLiteral("\u2013");
    return QString::number(burn, 'f', burn < 10 ? 1 : 0) + QStringLiteral("\u2009\u00d7");
}

BurnWindows::BurnWindows(QWidget *parent) : QWidget(parent)
{
    setMinimumHeight(static_cast<int>(rowHeight * 4 + 8));
    setAccessibleName(tr("Burn per window"));
}

void BurnWindows::setState(const engine::ObjectiveState &state)
{
    m_windows = state.windows;
    QStringList spoken;
    for (const auto &w : m_windows)
        spoken << windowName(w.rule) + u' ' + burnText(w.shortBurn) + u' ' + burnText(w.longBurn) +
                      (w.fires() ? tr(" fires") : QString());
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void BurnWindows::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    double y = 4;
    for (const auto &w : m_windows) {
        const auto severity = w.fires() ? (w.rule.page ? signals::Severity::Critical : signals::Severity::Warning)
                                        : signals::Severity::Ok;
        widgets::paintSeverity(p, w.known ? severity : signals::Severity::Unknown, QRectF(12, y + 6, 14, 14));
        widgets::paintText(p, QRectF(32, y, 120, 18), windowName(w.rule), t.font(widgets::TextRole::Small),
                           t.text.primary);
        widgets::paintText(p, QRectF(32, y + 17, 120, 16),
                           tr("limit %1, %2").arg(burnText(w.rule.factor), w.rule.page ? tr("page") : tr("ticket")),
                           t.font(widgets::TextRole::Micro), t.text.tertiary);
        const QRectF scale(160, y + 4, width() - 160 - 84, 26);
        const double values[] = {w.shortBurn, w.longBurn};
        for (int i = 0; i < 2; ++i) {
            const QRectF track(scale.left(), scale.top() + i * 14, scale.width(), 9);
            p.fillRect(track, t.surface.pressed);
            if (w.known && values[i] > lowest) {
                const bool over = values[i] > w.rule.factor;
                p.fillRect(QRectF(track.left(), track.top(), track.width() * place(values[i]), track.height()),
                           over
                               ? t.severity(w.rule.page ? signals::Severity::Critical : signals::Severity::Warning).mark
                               : widgets::mixed(t.ok.mark, t.surface.panel, 0.25));
            }
            widgets::paintValue(p, QRectF(scale.right() + 8, track.top() - 3, 66, 15),
                                w.known ? burnText(values[i]) : QStringLiteral("\u2013"), t,
                                values[i] > w.rule.factor ? t.critical.fg : t.text.primary);
        }
        const double limit = std::round(scale.left() + scale.width() * place(w.rule.factor));
        p.fillRect(QRectF(limit, scale.top() - 3, 1, scale.height() + 4), t.text.secondary);
        y += rowHeight;
        p.fillRect(QRectF(0, y - 4, width(), 1), t.line.subtle);
    }
}

} // namespace wf::ui
