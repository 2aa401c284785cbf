// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The same lines earlier, under those of now.
#include "ui/dashboards/board/card/boardcard.h"

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

std::vector<BoardFigure::Line> movedBy(std::vector<BoardFigure::Line> lines, qint64 ms)
{
    for (BoardFigure::Line &line : lines) {
        auto moved = std::make_shared<signals::Series>(*line.samples);
        for (qint64 &t : moved->timesMs)
            t += ms;
        line.samples = std::move(moved);
    }
    return lines;
}

} // namespace

void BoardCard::askEarlier()
{
    const qint64 offset = m_chart ? m_around.context.compareOffsetNs() : 0;
    m_isComparing = offset > 0;
    if (!m_isComparing) {
        m_earlierRequest.cancel();
        m_earlier.clear();
        return;
    }
    m_earlierRequest = m_around.reader.read(
        {m_placed, m_dashboard, m_around.context.range().shifted(-offset), std::max(120, width() - 60)},
        [this, offset](const engine::BoardAnswer &answer) {
            if (answer.final)
                takeEarlier(answer, offset);
        });
}

void BoardCard::takeEarlier(const engine::BoardAnswer &answer, qint64 offsetNs)
{
    const engine::FigureContext context{answer.range.endNs / base::nsPerMs, m_dashboard->timezone,
                                        answer.stepNs / base::nsPerMs, answer.range.endNs / base::nsPerMs};
    m_jobs.runLatest(
        u"earlier"_s, m_around.pools.analysis(),
        [panel = m_placed.panel, answer, context, offsetNs](std::stop_token stop) {
            return movedBy(boardFigureOf(panel, answer, context, stop).lines, offsetNs / base::nsPerMs);
        },
        [this](std::vector<BoardFigure::Line> lines) {
            m_isComparing = false;
            m_earlierRequest = {};
            m_earlier = std::move(lines);
            paintFigure();
            Q_EMIT settledChanged();
        });
}

void BoardCard::addEarlier(widgets::ChartData &shown) const
{
    if (m_earlier.empty())
        return;
    BoardFigure earlier;
    earlier.lines = m_earlier;
    earlier.stepNs = m_figure.stepNs;
    shown.compare = boardChartOf(m_placed.panel, earlier, m_around.colors, widgets::Theme::of(this)).series;
    for (widgets::ChartSeries &line : shown.compare) { // on the axis of what it is compared with
        const auto now = std::ranges::find(shown.series, line.key, &widgets::ChartSeries::key);
        line.axis = now == shown.series.end() ? 0 : now->axis;
    }
}

} // namespace wf::ui
