// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/lanes/onsetlanes.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/lanes/onsetlayout.h"

#include <QHash>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace wf::widgets {

namespace {

constexpr double namesWidth = 96;
constexpr double axisHeight = 18;
constexpr double marksHeight = 16;      // deploys are named above the lanes
constexpr double lowerMarksHeight = 14; // other moments below them
constexpr double chartHeight = 46;
constexpr double leastForBoth = 190; // lower: the lanes alone
constexpr double leastToKeep = 150;  // a chart that stands there stays while a message takes its line
constexpr double edge = 3;           // the least length of a bar
constexpr qint64 leadShare = 14;
constexpr qsizetype longestText = 80;

} // namespace

OnsetLanes::OnsetLanes(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Onset by service"));
}

void OnsetLanes::show(std::vector<OnsetBar> bars, std::vector<OnsetMark> marks, qint64 nowNs)
{
    m_bars = std::move(bars);
    m_marks = std::move(marks);
    m_nowNs = nowNs;
    std::ranges::stable_sort(m_bars, {}, &OnsetBar::startNs);
    std::ranges::stable_sort(m_marks, {}, &OnsetMark::ns);
    m_range = {nowNs, nowNs};
    qint64 lastNs = 0;
    for (const auto &bar : m_bars) {
        m_range.startNs = std::min(m_range.startNs, bar.startNs);
        lastNs = std::max(lastNs, bar.endNs == 0 ? nowNs : bar.endNs);
    }
    for (const auto &mark : m_marks)
        m_range.startNs = std::min(m_range.startNs, mark.ns);
    m_range.endNs = std::max(lastNs, m_range.startNs + base::nsPerMinute);
    m_range.startNs -= m_range.lengthNs() / leadShare;
    describe();
    layOut();
}

void OnsetLanes::describe()
{
    QStringList words;
    for (const auto &mark : m_marks)
        if (words.size() < 20)
            words << tr("%1 at %2").arg(base::visibleText(mark.text, longestText), base::timeOfDay(mark.ns));
    for (const auto &bar : m_bars)
        if (words.size() < 20)
            words << tr("%1, %2 since %3")
                         .arg(base::visibleText(bar.title, longestText), base::visibleText(bar.lane, longestText),
                              base::timeOfDay(bar.startNs));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
}

void OnsetLanes::setChart(std::optional<OnsetChart> chart)
{
    m_chart = std::move(chart);
    layOut();
}

void OnsetLanes::setCurrent(quint64 key)
{
    m_current = key;
    update();
}

bool OnsetLanes::showsChart() const
{
    return !m_layout.chart.isEmpty();
}

QStringList OnsetLanes::shownLanes() const
{
    QStringList out;
    for (const auto &lane : m_layout.lanes)
        out << lane.name;
    return out;
}

double OnsetLanes::xOf(qint64 ns) const
{
    const QRectF &plot = m_layout.plot;
    const double share =
        static_cast<double>(ns - m_range.startNs) / static_cast<double>(std::max<qint64>(1, m_range.lengthNs()));
    return plot.left() + std::clamp(share, 0.0, 1.0) * plot.width();
}

void OnsetLanes::layOut()
{
    Layout out;
    const QRectF area(rect());
    out.plot = area.adjusted(namesWidth, marksHeight, -10, -axisHeight);
    double top = out.plot.top();
    if (m_chart && area.height() >= (showsChart() ? leastToKeep : leastForBoth)) {
        out.chart = QRectF(out.plot.left(), top, out.plot.width(), chartHeight);
        top += chartHeight + 6;
    }
    const bool hasLower =
        std::ranges::any_of(m_marks, [](const auto &mark) { return mark.kind != OnsetMark::Kind::Deploy; });
    QHash<QString, std::size_t> known;
    std::vector<int> barsOf;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const auto at = known.constFind(m_bars[i].lane);
        const std::size_t lane = at == known.cend() ? out.lanes.size() : *at;
        if (at == known.cend()) {
            known.insert(m_bars[i].lane, lane);
            out.lanes.push_back({m_bars[i].lane, {}, 0, 0, 0});
            barsOf.push_back(0);
        }
        out.lanes[lane].bars.push_back(i);
        ++barsOf[lane];
    }
    const auto room = onsetRoom(barsOf, top, out.plot.bottom() - (hasLower ? lowerMarksHeight : 0) - top);
    out.lanesLeft = room.lanesLeft;
    out.lanes.resize(room.lanes.size());
    m_layout = std::move(out); // xOf() reads the plot
    for (std::size_t l = 0; l < room.lanes.size(); ++l) {
        auto &lane = m_layout.lanes[l];
        lane.top = room.lanes[l].top;
        lane.height = room.lanes[l].height;
        lane.left = static_cast<int>(lane.bars.size()) - room.lanes[l].bars;
        double y = room.lanes[l].firstBar;
        for (int i = 0; i < room.lanes[l].bars; ++i, y += room.pitch) {
            const auto &bar = m_bars[lane.bars[static_cast<std::size_t>(i)]];
            const double from = xOf(bar.startNs);
            const double to = xOf(bar.endNs == 0 ? m_nowNs : bar.endNs);
            m_layout.places.push_back(
                {QRectF(from, y, std::max(edge, to - from), room.pitch - 1), lane.bars[static_cast<std::size_t>(i)]});
        }
    }
    update();
}

OnsetLanes::Lead OnsetLanes::lead() const
{
    Lead out;
    const auto rank = [this](const Place &place) {
        return std::pair(m_bars[place.bar].isFinding, m_bars[place.bar].startNs);
    };
    for (const auto &place : m_layout.places)
        if (!out.first || rank(place) < rank(*out.first))
            out.first = &place;
    for (const auto &mark : m_marks)
        if (out.first && mark.kind == OnsetMark::Kind::Deploy && mark.ns <= m_bars[out.first->bar].startNs)
            out.deploy = &mark;
    return out;
}

qint64 OnsetLanes::leadNs() const
{
    const auto [deploy, first] = lead();
    return deploy ? m_bars[first->bar].startNs - deploy->ns : 0;
}

void OnsetLanes::resizeEvent(QResizeEvent *)
{
    layOut();
}

const OnsetBar *OnsetLanes::barAt(const QPoint &point) const
{
    for (const auto &place : m_layout.places)
        if (place.rect.adjusted(-2, -0.5, 2, 0.5).contains(point))
            return &m_bars[place.bar];
    return nullptr;
}

void OnsetLanes::mousePressEvent(QMouseEvent *event)
{
    const auto *bar = barAt(event->position().toPoint());
    if (!bar || event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    setCurrent(bar->key);
    Q_EMIT chosen(bar->key);
}

void OnsetLanes::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_bars.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto at = std::ranges::find(m_bars, m_current, &OnsetBar::key);
    const auto before = at == m_bars.end() ? -1 : static_cast<int>(at - m_bars.begin());
    const int now = std::clamp(before + step, 0, static_cast<int>(m_bars.size()) - 1);
    const quint64 key = m_bars[static_cast<std::size_t>(now)].key;
    setCurrent(key);
    Q_EMIT chosen(key);
}

bool OnsetLanes::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto *bar = barAt(help->pos());
    QToolTip::showText(
        help->globalPos(),
        bar ? plainTip(
                  tr("%1, since %2").arg(base::visibleText(bar->title, longestText), base::timeOfDay(bar->startNs)))
            : QString(),
        this);
    return true;
}

} // namespace wf::widgets
