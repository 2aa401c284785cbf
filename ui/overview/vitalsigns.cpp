// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/vitalsigns.h"

#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace wf::ui {

VitalSigns::VitalSigns(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(74);
    setAccessibleName(tr("Vital signs"));
}

void VitalSigns::setSigns(std::vector<VitalSign> vitalSigns)
{
    m_signs = std::move(vitalSigns);
    QStringList spoken;
    for (const auto &s : m_signs)
        spoken << s.caption + u' ' + s.number + s.unit + (s.old ? u' ' + s.note : QString());
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void VitalSigns::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    const double step = static_cast<double>(width()) / std::max<double>(1.0, static_cast<double>(m_signs.size()));
    for (std::size_t i = 0; i < m_signs.size(); ++i) {
        const auto &s = m_signs[i];
        const double x = std::round(step * static_cast<double>(i));
        const QRectF box(x + 12, 8, step - 24, 58);
        if (i > 0)
            p.fillRect(QRectF(x, 0, 1, height()), t.line.panel);
        const bool bad = s.severity <= signals::Severity::Warning;
        const QColor color = s.old ? t.text.tertiary : bad ? t.severity(s.severity).fg : t.text.primary;
        widgets::paintText(p, QRectF(box.left(), box.top(), box.width(), 16), s.caption,
                           t.font(widgets::TextRole::Small), t.text.secondary);
        const QFont figure = t.font(widgets::TextRole::Figure);
        const double numberWidth = std::ceil(QFontMetricsF(figure).horizontalAdvance(s.number));
        widgets::paintText(p, QRectF(box.left(), box.top() + 15, numberWidth + 2, 26), s.number, figure, color,
                           Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        widgets::paintText(p, QRectF(box.left() + numberWidth + 5, box.top() + 18, 70, 24), s.unit,
                           t.font(widgets::TextRole::Base), bad ? color : t.text.tertiary);
        widgets::paintText(p, QRectF(box.left(), box.top() + 42, box.width(), 16), s.note,
                           t.font(widgets::TextRole::Small), s.old ? t.warning.fg : t.text.secondary);
        const double unitWidth = QFontMetricsF(t.font(widgets::TextRole::Base)).horizontalAdvance(s.unit);
        const double room = box.width() - numberWidth - unitWidth - 17;
        if (!s.trend.empty() && room > 40)
            widgets::paintSpark(p, QRectF(box.right() - std::min(60.0, room), box.top() + 12, std::min(60.0, room), 24),
                                s.trend, bad && !s.old ? t.severity(s.severity).mark : t.text.tertiary);
    }
}

bool VitalSigns::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !m_signs.empty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto i = std::min(m_signs.size() - 1, static_cast<std::size_t>(help->pos().x()) * m_signs.size() /
                                                        static_cast<std::size_t>(std::max(1, width())));
        QToolTip::showText(help->globalPos(), widgets::plainTip(m_signs[i].caption + u'\n' + m_signs[i].query), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace wf::ui
