// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/objectiveview.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "ui/base/budget/budgetfigures.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QPainter>

#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::TextRole;

namespace {

constexpr int headHeight = 96, leastFigure = 80;

// A target keeps every digit it was written with.
QString shareText(double share, int digits)
{
    return std::isfinite(share) ? QString::number(share * 100, 'g', digits) + u"\u2009%"_s : u"\u2013"_s;
}

} // namespace

ObjectiveView::ObjectiveView(QWidget *parent) : QWidget(parent), m_figure(new widgets::BurnDownFigure(this))
{
    m_figure->hide();
}

void ObjectiveView::setState(std::shared_ptr<const engine::ObjectiveState> state)
{
    m_state = std::move(state);
    m_burns.clear();
    m_isOver.clear();
    m_left = m_target = m_ends = QString();
    if (!m_state)
        return update();
    const engine::BudgetReport &r = m_state->report;
    const signals::Objective &o = m_state->objective;
    m_left = std::isfinite(r.left) ? base::formatValue(r.left, base::Unit::Ratio) : u"\u2013"_s;
    const QString window = o.rolling ? base::humanDuration(o.windowNs) : tr("this %1").arg(o.calendarUnit);
    m_target = m_state->isKnown()
                   ? tr("%1 good, target %2, %3").arg(shareText(r.compliance, 5), shareText(o.target, 8), window)
                   : r.problems.value(0, tr("Nothing happened in its window: nothing is spent, nothing is proved."));
    if (r.left <= 0)
        m_ends = tr("the budget is spent");
    else if (r.exhaustedInNs)
        m_ends = tr("spent in %1 if it goes on").arg(base::humanDuration(*r.exhaustedInNs));
    for (const engine::WindowFigure &one : r.windows) {
        const double burn = m_state->burn(one.lengthNs);
        m_burns << base::humanDuration(one.lengthNs) + u' ' +
                       (std::isfinite(burn) ? QString::number(burn, 'f', burn < 10 ? 1 : 0) + u'\u00d7' : u"\u2013"_s);
        const auto *strictest = strictestOver(r, one.lengthNs);
        m_isOver.push_back(burn > (strictest ? strictest->rule.factor : 0.0));
    }
    setAccessibleDescription(tr("Budget left: %1. %2. Burn: %3").arg(m_left, m_target, m_burns.join(u", "_s)));
    showBurnDown();
    update();
}

void ObjectiveView::showBurnDown()
{
    const bool fits = m_state && m_state->isKnown() && height() - headHeight >= leastFigure;
    m_figure->setVisible(fits);
    if (!fits)
        return;
    m_figure->setGeometry(0, headHeight, width(), height() - headHeight);
    m_figure->setBurnDown(burnDownOf(*m_state));
}

void ObjectiveView::resizeEvent(QResizeEvent *)
{
    showBurnDown();
}

void ObjectiveView::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    if (!m_state)
        return;
    const bool isCalm = m_state->severity > signals::Severity::Warning;
    const widgets::SeverityColors &tone = t.severity(m_state->severity);
    const QRectF room = QRectF(rect()).adjusted(10, 2, -10, -2);
    const QFont figure = t.font(TextRole::Figure);
    const int width = QFontMetrics(figure).horizontalAdvance(m_left) + 12;
    widgets::paintText(p, QRectF(room.left(), room.top(), width, 34), m_left, figure,
                       isCalm ? t.text.primary : tone.fg);
    const QFont small = t.font(TextRole::Small);
    const double x = room.left() + width;
    widgets::paintText(p, QRectF(x, room.top() + 1, room.right() - x, 16),
                       tr("left of the error budget") + (m_ends.isEmpty() ? QString() : u", "_s + m_ends), small,
                       isCalm ? t.text.secondary : tone.fg);
    widgets::paintText(p, QRectF(x, room.top() + 17, room.right() - x, 16), base::visibleText(m_target, 300), small,
                       t.text.secondary);
    if (std::isfinite(m_state->report.left))
        widgets::paintBudgetBar(p, QRectF(room.left(), room.top() + 42, room.width(), 8), m_state->report.left,
                                isCalm ? t.ok.mark : tone.mark, t, 0,
                                1 - m_state->policies.freeze.freezeAtPercent / 100);
    double at = room.left();
    widgets::paintText(p, QRectF(at, room.top() + 60, 60, 18), tr("Burn"), small, t.text.tertiary);
    at += QFontMetrics(small).horizontalAdvance(tr("Burn")) + 10;
    for (qsizetype i = 0; i < m_burns.size(); ++i) {
        const bool isOver = m_isOver[static_cast<std::size_t>(i)];
        const QFont font = t.font(isOver ? TextRole::SmallStrong : TextRole::Small);
        const int wide = QFontMetrics(font).horizontalAdvance(m_burns[i]) + 4;
        if (at + wide > room.right() + 1)
            break;
        widgets::paintText(p, QRectF(at, room.top() + 60, wide, 18), m_burns[i], font,
                           isOver ? t.critical.fg : t.text.primary);
        at += wide + 14;
    }
}

} // namespace wf::ui
