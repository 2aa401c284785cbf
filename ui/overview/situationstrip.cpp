// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/situationstrip.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"

#include <QPainter>

namespace wf::ui {

SituationStrip::SituationStrip(QWidget *parent)
    : QWidget(parent), m_open(new widgets::Button(tr("Open incident"), {}, tr("Enter"), this))
{
    setFixedHeight(66);
    m_open->setPrimary(true);
    m_open->hide();
    connect(m_open, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_situation.subject); });
}

void SituationStrip::setSituation(const Situation &situation)
{
    m_situation = situation;
    m_open->setVisible(!situation.subject.isNone());
    setAccessibleName(situation.sentence);
    setAccessibleDescription(situation.detail);
    widgets::setPlainToolTip(this, situation.sentence + QChar::LineFeed + situation.detail);
    update();
}

void SituationStrip::resizeEvent(QResizeEvent *)
{
    const QSize s = m_open->sizeHint();
    m_open->setGeometry(width() - s.width() - 12, (height() - s.height()) / 2, s.width(), s.height());
}

void SituationStrip::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    const bool loud = m_situation.severity <= signals::Severity::Warning;
    p.fillRect(rect(), loud ? t.severity(m_situation.severity).tint : t.surface.panel);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    if (loud)
        p.fillRect(QRect(0, 0, 3, height()), t.severity(m_situation.severity).mark);
    widgets::paintSeverity(p, m_situation.severity, QRectF(16, height() / 2.0 - 10, 20, 20));
    double right = width() - 12 - (m_open->isVisible() ? m_open->width() + 12 : 0);
    for (auto it = m_situation.facts.rbegin(); it != m_situation.facts.rend(); ++it) {
        const double w = std::max(QFontMetricsF(t.font(widgets::TextRole::Small)).horizontalAdvance(it->caption),
                                  QFontMetricsF(t.font(widgets::TextRole::Base)).horizontalAdvance(it->value)) +
                         4;
        if (right - w < width() * 0.45)
            break;
        const QColor color = it->severity <= signals::Severity::Warning ? t.severity(it->severity).fg : t.text.primary;
        widgets::paintText(p, QRectF(right - w, 15, w, 17), it->caption, t.font(widgets::TextRole::Small),
                           t.text.secondary);
        widgets::paintText(p, QRectF(right - w, 32, w, 18), it->value, t.font(widgets::TextRole::Base), color);
        right -= w + 12;
        p.fillRect(QRectF(right, 16, 1, height() - 32), t.line.strong);
        right -= 12;
    }
    widgets::paintText(p, QRectF(50, 13, right - 50, 20), m_situation.sentence, t.font(widgets::TextRole::Title),
                       t.text.primary);
    widgets::paintText(p, QRectF(50, 35, right - 50, 18), m_situation.detail, t.font(widgets::TextRole::Base),
                       t.text.secondary);
}

} // namespace wf::ui
