// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/matcherchips.h"

#include "models/base/untrusted.h"
#include "widgets/base/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

namespace {
constexpr int chipHeight = 22;
constexpr int gap = 6;
constexpr int widestChip = 280;
} // namespace

MatcherChips::MatcherChips(std::vector<signals::Matcher> matchers, QWidget *parent)
    : QWidget(parent), m_matchers(std::move(matchers)), m_chosen(m_matchers.size(), true)
{
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    speak();
}

std::vector<signals::Matcher> MatcherChips::chosen() const
{
    std::vector<signals::Matcher> out;
    for (std::size_t i = 0; i < m_matchers.size(); ++i)
        if (m_chosen[i])
            out.push_back(m_matchers[i]);
    return out;
}

void MatcherChips::setChosen(std::size_t index, bool chosen)
{
    m_chosen[index] = chosen;
    speak();
    update();
    Q_EMIT changed();
}

void MatcherChips::speak()
{
    QStringList words;
    for (std::size_t i = 0; i < m_matchers.size(); ++i)
        words << (m_chosen[i] ? tr("with %1") : tr("without %1")).arg(m_matchers[i].toString());
    setAccessibleName(words.join(QStringLiteral(", ")));
}

std::vector<QRect> MatcherChips::places(int width) const
{
    const QFontMetrics metrics(widgets::Theme::of(this).font(widgets::TextRole::MonoSmall));
    std::vector<QRect> out;
    int x = 0;
    int y = 3;
    for (const auto &m : m_matchers) {
        const int wide = std::min(widestChip, metrics.horizontalAdvance(base::visibleText(m.toString())) + 14);
        if (x > 0 && x + wide > width) {
            x = 0;
            y += chipHeight + gap;
        }
        out.emplace_back(x, y, wide, chipHeight);
        x += wide + gap;
    }
    return out;
}

int MatcherChips::heightForWidth(int width) const
{
    const auto all = places(width);
    return all.empty() ? 28 : std::max(28, all.back().bottom() + 4);
}

void MatcherChips::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const auto &t = widgets::Theme::of(this);
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const QRectF box = QRectF(all[i]).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool current = hasFocus() && i == m_current;
        p.setPen(QPen(current ? t.line.focus : (m_chosen[i] ? t.line.control : t.line.subtle), 1,
                      m_chosen[i] ? Qt::SolidLine : Qt::DashLine));
        p.setBrush(m_chosen[i] ? t.surface.input : QColor(Qt::transparent));
        p.drawRoundedRect(box, 3, 3);
        widgets::paintText(p, box.adjusted(6, 0, -6, 0), m_matchers[i].toString(), t.font(widgets::TextRole::MonoSmall),
                           m_chosen[i] ? t.text.primary : t.text.disabled, Qt::AlignLeft | Qt::AlignVCenter,
                           Qt::ElideMiddle);
    }
}

void MatcherChips::mousePressEvent(QMouseEvent *event)
{
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].contains(event->position().toPoint())) {
            m_current = i;
            setChosen(i, !m_chosen[i]);
        }
}

void MatcherChips::keyPressEvent(QKeyEvent *event)
{
    if (m_matchers.empty())
        return;
    if (event->key() == Qt::Key_Right && m_current + 1 < m_matchers.size())
        ++m_current;
    else if (event->key() == Qt::Key_Left && m_current > 0)
        --m_current;
    else if (event->key() == Qt::Key_Space)
        setChosen(m_current, !m_chosen[m_current]);
    else {
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

void MatcherChips::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

} // namespace wf::ui
