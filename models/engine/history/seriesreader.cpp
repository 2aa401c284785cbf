// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/seriesreader.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::SeriesReader", text);
}

struct Round {
    SeriesPast past;
    int open = 1; // the round itself, while it asks
    SeriesReader::Reply reply;
    std::vector<async::Request> requests;

    void done()
    {
        if (--open == 0 && reply)
            std::exchange(reply, nullptr)(std::move(past));
    }
};

// The pieces of one source, from the newest to the oldest, put together before firings are cut out of them: one that
// reaches over two pieces is one.
class Walk : public std::enable_shared_from_this<Walk> {
public:
    Walk(std::shared_ptr<Round> round, sources::MetricSource &source, base::TimeRange range)
        : m_round(std::move(round)), m_source(source), m_range(range), m_endNs(range.endNs)
    {
    }

    void next()
    {
        const qint64 stepNs = m_round->past.stepNs;
        if (m_endNs < m_range.startNs)
            return finish();
        const qint64 startNs = std::max(m_range.startNs, m_endNs - (SeriesReader::mostSteps - 1) * stepNs);
        sources::RangeQuery query{alertSeriesQuery(stepNs), {startNs, m_endNs}, stepNs};
        m_endNs = startNs - stepNs;
        m_round->requests.push_back(m_source.queryRange(
            query,
            [self = shared_from_this()](const base::Result<signals::QueryAnswerPtr> &answer) { self->take(answer); }));
    }

private:
    void take(const base::Result<signals::QueryAnswerPtr> &answer)
    {
        if (!answer) {
            m_round->past.missing << m_source.state().name + QStringLiteral(": ") + answer.error().summary;
            return finish();
        }
        for (const auto &series : (*answer)->series) {
            auto &known = m_series[series.labels];
            m_samples += series.size();
            known.labels = series.labels;
            known.timesMs.insert(known.timesMs.begin(), series.timesMs.begin(), series.timesMs.end());
            known.values.insert(known.values.begin(), series.values.begin(), series.values.end());
        }
        if (m_samples > mostSamples) {
            m_round->past.missing
                << say("%1 tells more alerts than are read: the oldest are left out.").arg(m_source.state().name);
            return finish();
        }
        next();
    }

    void finish()
    {
        signals::QueryAnswer all;
        for (auto &[labels, series] : m_series)
            all.series.push_back(std::move(series));
        auto firings = firingsOf(all, m_round->past.stepNs, m_range.endNs);
        std::ranges::stable_sort(firings, std::greater{}, &SeriesFiring::startNs);
        if (firings.size() > SeriesReader::mostFirings)
            firings.resize(SeriesReader::mostFirings);
        if (!firings.empty())
            m_round->past.told.push_back({m_source.state().name, std::move(firings)});
        m_round->done();
    }

    static constexpr std::size_t mostSamples = 20'000'000;
    std::shared_ptr<Round> m_round;
    sources::MetricSource &m_source;
    base::TimeRange m_range; // on the grid
    qint64 m_endNs;          // of the next piece
    std::map<base::Labels, signals::Series> m_series;
    std::size_t m_samples = 0;
};

} // namespace

async::Request SeriesReader::read(base::TimeRange range, Reply reply) const
{
    auto round = std::make_shared<Round>();
    const qint64 stepNs = alertSeriesStep(range);
    round->past.stepNs = stepNs;
    round->reply = std::move(reply);
    const base::TimeRange grid{range.startNs - range.startNs % stepNs, range.endNs - range.endNs % stepNs};
    for (auto *source : m_sources.metrics) {
        ++round->open;
        std::make_shared<Walk>(round, *source, grid)->next();
    }
    // Answers come later, never from inside a question; without any source somebody must answer nevertheless.
    QTimer::singleShot(0, [round] { round->done(); });
    return async::Request([round] {
        round->reply = nullptr;
        round->requests.clear();
    });
}

} // namespace wf::engine
