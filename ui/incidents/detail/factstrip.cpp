// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/factstrip.h"

#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::ui {

namespace {

constexpr double edge = 12, gap = 25;    // between facts; the hairline stands in the middle
constexpr double tightGap = 15;          // rather than to cut a fact
constexpr double leastShare = 0.7;       // of what a fact wants, in one row with others
constexpr double least = 40;             // and however narrow the strip is
constexpr int rowHeight = 40, below = 6; // of all rows

// As many widths as fit beside each other, the widest giving way first until all together are `room`.
std::vector<double> fitted(std::vector<double> wanted, double room)
{
    std::vector<double> sorted = wanted;
    std::ranges::sort(sorted);
    double left = room;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double most = left / static_cast<double>(sorted.size() - i);
        if (sorted[i] > most) {
            for (double &one : wanted)
                one = std::min(one, most);
            return wanted;
        }
        left -= sorted[i];
    }
    return wanted;
}

double roomFor(std::size_t facts, double width, double between)
{
    return width - 2 * edge - between * static_cast<double>(facts - 1);
}

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
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum); // Fixed would keep it at one row
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

std::vector<FactPlace> placeFacts(const std::vector<double> &wanted, double width)
{
    std::vector<FactPlace> out;
    if (wanted.empty())
        return out;
    const double all = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    double between = all <= roomFor(wanted.size(), width, gap) ? gap : tightGap;
    std::vector<std::vector<double>> rows{fitted(wanted, roomFor(wanted.size(), width, between))};
    const bool isEnough =
        std::ranges::equal(rows.front(), wanted, [](double has, double wants) { return has >= leastShare * wants; });
    if (!isEnough) {
        rows.assign(1, {});
        between = gap;
        double x = edge;
        for (const double one : wanted) {
            if (!rows.back().empty() && x + one > width - edge) {
                rows.emplace_back();
                x = edge;
            }
            rows.back().push_back(std::max(least, std::min(one, width - 2 * edge)));
            x += one + gap;
        }
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        double x = edge;
        for (const double one : rows[row]) {
            out.push_back({static_cast<int>(row), x, one});
            x += one + between;
        }
    }
    return out;
}

int FactStrip::heightOfRows(int rows)
{
    return std::max(1, rows) * rowHeight + below;
}

std::vector<FactPlace> FactStrip::places(double width) const
{
    const auto &t = widgets::Theme::of(this);
    const QFontMetricsF caption(t.font(widgets::TextRole::Micro)), value(t.font(widgets::TextRole::SmallStrong));
    std::vector<double> wanted;
    for (const auto &fact : m_facts)
        wanted.push_back(
            std::ceil(std::max(caption.horizontalAdvance(fact.caption), value.horizontalAdvance(fact.value))) + 2);
    return placeFacts(wanted, width);
}

int FactStrip::heightForWidth(int width) const
{
    const auto all = places(width);
    return heightOfRows(all.empty() ? 1 : all.back().row + 1);
}

void FactStrip::setFacts(std::vector<Fact> facts)
{
    m_facts = std::move(facts);
    QStringList words;
    for (const auto &fact : m_facts)
        words << fact.caption + QLatin1Char(' ') + fact.value;
    const QString name = words.join(QStringLiteral(", "));
    if (name != accessibleName())
        updateGeometry(); // it may need another row
    setAccessibleName(name);
    widgets::setPlainToolTip(this, words.join(u'\n')); // what is cut is said here
    update();
}

void FactStrip::paintFact(QPainter &p, const Fact &fact, const FactPlace &place) const
{
    const auto &t = widgets::Theme::of(this);
    const double top = place.row * rowHeight;
    widgets::paintText(p, QRectF(place.x, top + 6, place.width, 16), fact.caption, t.font(widgets::TextRole::Micro),
                       t.text.tertiary);
    widgets::paintText(p, QRectF(place.x, top + 22, place.width, 18), fact.value,
                       t.font(widgets::TextRole::SmallStrong), colorOf(t, fact.tone));
    if (fact.passed < 0)
        return;
    const QRectF bar(place.x, top + rowHeight - 1, place.width, 3);
    p.fillRect(bar, t.line.panel);
    p.fillRect(QRectF(bar.left(), bar.top(), bar.width() * std::min(1.0, fact.passed), bar.height()),
               colorOf(t, fact.tone));
}

void FactStrip::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const auto &t = widgets::Theme::of(this);
    p.fillRect(QRectF(0, height() - 1, width(), 1), t.line.panel);
    const auto all = places(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        paintFact(p, m_facts[i], all[i]);
        if (i + 1 < all.size() && all[i + 1].row == all[i].row)
            p.fillRect(QRectF(std::floor((all[i].x + all[i].width + all[i + 1].x) / 2), all[i].row * rowHeight + 8, 1,
                              rowHeight - 11),
                       t.line.subtle);
    }
}

} // namespace wf::ui
