// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/loadingcover.h"

#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace wf::widgets {

LoadingCover::LoadingCover(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void LoadingCover::setWaited(const QString &what, qint64 ms)
{
    m_what = what;
    m_waitedMs = ms;
    setAccessibleName(what);
    update();
}

void LoadingCover::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    if (!m_what.isEmpty())
        p.fillRect(rect(), groundOf(this));
    const double phase = static_cast<double>(m_waitedMs % 1600) / 1600.0;
    const double w = t.reducedMotion ? width() : width() * 0.25;
    p.fillRect(QRectF(0, 0, width(), barHeight), t.line.panel);
    p.fillRect(QRectF(t.reducedMotion ? 0 : (width() + w) * phase - w, 0, w, barHeight), t.accent.base);
    if (m_what.isEmpty())
        return;
    QString text = m_what;
    if (m_waitedMs > stopAfterMs)
        text = QCoreApplication::translate("Panel", "%1, %2 s so far")
                   .arg(m_what)
                   .arg(static_cast<double>(m_waitedMs) / 1000.0, 0, 'f', 1);
    paintText(p, QRectF(12, barHeight, width() - 24, height() - barHeight), text, t.font(TextRole::Small),
              t.text.secondary, Qt::AlignCenter);
}

} // namespace wf::widgets
