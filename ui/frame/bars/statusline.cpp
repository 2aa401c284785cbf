// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/statusline.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QMouseEvent>
#include <QPainter>

namespace wf::ui {

StatusLine::StatusLine(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(24);
    setAccessibleName(tr("Status"));
}

void StatusLine::setLive(bool live, const QString &text)
{
    if (m_live == live && m_liveText == text)
        return;
    m_live = live;
    m_liveText = text;
    update();
}

void StatusLine::setSelectionText(const QString &text)
{
    m_selection = text;
    update();
}

void StatusLine::setProblem(signals::Severity severity, const QString &text)
{
    m_problemSeverity = severity;
    m_problem = text;
    update();
}

void StatusLine::setQueries(const QString &text)
{
    m_queries = text;
    update();
}

void StatusLine::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    update();
}

void StatusLine::setDensityText(const QString &text)
{
    m_density = text;
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.window);
    p.fillRect(QRect(0, 0, width(), 1), t.line.panel);
    const QFont font = t.font(widgets::TextRole::Small);
    const QFontMetricsF metrics(font);
    double right = width() - 12;
    const auto fromRight = [&](const QString &text, const QString &icon) {
        const double w = std::ceil(metrics.horizontalAdvance(text)) + 1;
        widgets::paintText(p, QRectF(right - w, 0, w, height()), text, font, t.text.secondary);
        right -= w + 6;
        if (!icon.isEmpty()) {
            widgets::paintIcon(p, icon, QRectF(right - 14, 5, 14, 14), t.text.secondary);
            right -= 18;
        }
        p.fillRect(QRectF(right - 8, 6, 1, 12), t.line.panel);
        const QRect box(static_cast<int>(right), 0, static_cast<int>(w) + 24, height());
        right -= 20;
        return box;
    };
    m_densityRect = fromRight(m_density, {});
    fromRight(m_readOnly ? tr("Read only") : tr("Read-write"),
              m_readOnly ? QStringLiteral("lock") : QStringLiteral("shield"));
    if (!m_queries.isEmpty())
        fromRight(m_queries, {});
    double x = 12;
    const auto fromLeft = [&](const QString &text, const QColor &color) {
        const double w = std::min(right - x, std::ceil(metrics.horizontalAdvance(text)) + 1);
        if (w < 20)
            return QRect();
        widgets::paintText(p, QRectF(x, 0, w, height()), text, font, color);
        const QRect box(static_cast<int>(x), 0, static_cast<int>(w), height());
        x += w + 10;
        p.fillRect(QRectF(x, 6, 1, 12), t.line.panel);
        x += 11;
        return box;
    };
    widgets::paintIcon(p, m_live ? QStringLiteral("live") : QStringLiteral("pause"), QRectF(x, 5, 14, 14),
                       m_live ? t.accent.base : t.text.tertiary);
    x += 19;
    fromLeft(m_liveText, t.text.secondary);
    if (!m_selection.isEmpty())
        fromLeft(m_selection, t.text.secondary);
    m_problemRect = {};
    if (!m_problem.isEmpty()) {
        widgets::paintSeverity(p, m_problemSeverity, QRectF(x, 5, 14, 14));
        x += 19;
        m_problemRect = fromLeft(m_problem, t.severity(m_problemSeverity).fg);
    }
}

void StatusLine::mousePressEvent(QMouseEvent *event)
{
    if (m_problemRect.contains(event->position().toPoint()))
        Q_EMIT problemClicked();
    else if (m_densityRect.contains(event->position().toPoint()))
        Q_EMIT densityClicked();
}

} // namespace wf::ui
