// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/factstrip.h"

#include "widgets/base/paint.h"
#include "widgets/base/safetext.h"

#include <QPainter>

#include <algorithm>

namespace wf::ui {

namespace {

QColor colorOf(const widgets::Theme &t, widgets::PlainLabel::Tone tone)
{
    using Tone = widgets::PlainLabel::Tone;
    switch (tone) {
    case Tone::Critical:
        return t.critical.fg;
    case Tone::Warning:
        return t.warning.fg;
    case Tone::Acknowledged:
        return t.acknowledged.fg;
    case Tone::Secondary:
        return t.text.secondary;
    default:
        return t.text.primary;
    }
}

} // namespace

FactStrip::FactStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactStrip::setFacts(std::vector<Fact> facts)
{
    m_facts = std::move(facts);
    QStringList words;
    for (const auto &fact : m_facts)
        words << fact.caption + QLatin1Char(' ') + fact.value;
    setAccessibleName(words.join(QStringLiteral(", ")));
    widgets::setPlainToolTip(this, words.join(u'\n')); // what has no room is said here
    update();
}

void FactStrip::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const auto &t = widgets::Theme::of(this);
    p.fillRect(QRectF(0, height() - 1, width(), 1), t.line.panel);
    double x = 12;
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const auto &fact = m_facts[i];
        const QFont caption = t.font(widgets::TextRole::Micro);
        const QFont value = t.font(widgets::TextRole::SmallStrong);
        const double wanted = std::max(QFontMetricsF(caption).horizontalAdvance(fact.caption),
                                       QFontMetricsF(value).horizontalAdvance(fact.value)) +
                              2;
        const double room = std::min(wanted, width() - x - 12);
        if (room < 24)
            return;
        widgets::paintText(p, QRectF(x, 6, room, 16), fact.caption, caption, t.text.tertiary);
        widgets::paintText(p, QRectF(x, 22, room, 18), fact.value, value, colorOf(t, fact.tone));
        if (fact.passed >= 0) {
            const QRectF bar(x, height() - 7, room, 3);
            p.fillRect(bar, t.line.panel);
            p.fillRect(QRectF(bar.left(), bar.top(), bar.width() * std::min(1.0, fact.passed), bar.height()),
                       colorOf(t, fact.tone));
        }
        x += room + 12;
        if (i + 1 < m_facts.size() && x + 24 < width())
            p.fillRect(QRectF(x, 8, 1, height() - 17), t.line.subtle);
        x += 13;
    }
}

} // namespace wf::ui
