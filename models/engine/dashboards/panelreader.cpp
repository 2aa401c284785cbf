// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panelreader.h"

#include "models/engine/metrics/stepping.h"

#include <QTimer>

#include <algorithm>

namespace wf::engine {

struct PanelReader::Work {
    PanelQuestion question;
    PanelAnswer answer;
    Callback callback;
    std::vector<async::Request> requests;
    std::vector<base::Completeness> doubts; // of each query
    int waiting = 0;

    void publish()
    {
        answer.final = waiting == 0;
        answer.samples = 0;
        answer.completeness = {};
        for (const base::Completeness &d : doubts)
            answer.completeness.merge(d);
        for (const signals::QueryAnswerPtr &q : answer.queries)
            for (std::size_t i = 0; q && i < q->series.size(); ++i)
                answer.samples += static_cast<qint64>(q->series[i].size());
        const Callback call = callback; // may drop us
        call(answer);
    }
};

bool PanelAnswer::isEmpty() const
{
    const bool series =
        std::any_of(queries.begin(), queries.end(), [](const auto &q) { return q && !q->series.empty(); });
    return !series && (!volume || volume->buckets.empty());
}

async::Request PanelReader::read(const PanelQuestion &question, Callback callback)
{
    auto work = std::make_shared<Work>();
    work->question = question;
    work->callback = std::move(callback);
    const std::size_t n = question.spec.queries.size();
    work->answer.queries.resize(n);
    work->answer.compare.resize(n);
    work->answer.asked.resize(n);
    work->doubts.resize(n + 1);
    work->answer.stepNs = chooseStep(question.range, std::max(60, question.width), m_reader.scrapeInterval());
    work->answer.range = onGrid(question.range, work->answer.stepNs);
    if (question.spec.told) {
        work->answer.queries = {signals::QueryAnswerPtr(question.spec.told)};
        work->answer.compare.resize(1);
        work->answer.asked.resize(1);
    } else if (question.spec.kind == signals::PanelKind::Logs) {
        askVolume(work);
    } else {
        askQueries(work);
        if (question.compareOffsetNs > 0)
            askCompare(work);
        if (question.exemplars)
            askExemplars(work);
    }
    if (work->waiting == 0)
        work->requests.push_back([&] {
            auto alive = std::make_shared<bool>(true);
            QTimer::singleShot(0, [weak = std::weak_ptr(work), alive] {
                if (const auto w = weak.lock(); w && *alive)
                    w->publish();
            });
            return async::Request([alive] { *alive = false; });
        }());
    return async::Request([work]() mutable { work.reset(); });
}

void PanelReader::askQueries(const std::shared_ptr<Work> &work)
{
    const PanelQuestion &q = work->question;
    for (std::size_t i = 0; i < q.spec.queries.size(); ++i) {
        ++work->waiting;
        work->answer.asked[i] =
            fillPlaceholders(q.spec.queries[i].expr, q.range, work->answer.stepNs, m_reader.scrapeInterval());
        work->requests.push_back(m_reader.range(
            {q.spec.queries[i].expr, q.range, work->answer.stepNs, q.width},
            [weak = std::weak_ptr(work), i](const base::Result<MetricAnswer> &reply) {
                const auto w = weak.lock();
                if (!w)
                    return;
                if (!reply.ok()) {
                    w->answer.error = reply.error();
                    w->doubts[i].partial = true;
                    w->doubts[i].notes << reply.error().summary;
                    --w->waiting;
                } else {
                    w->answer.queries[i] = reply->answer;
                    w->doubts[i] = reply->answer->completeness;
                    w->answer.fetchedNs =
                        w->answer.fetchedNs ? std::min(w->answer.fetchedNs, reply->fetchedNs) : reply->fetchedNs;
                    if (reply->final) {
                        w->answer.fetchedNs = reply->fetchedNs;
                        w->answer.elapsedNs = std::max(w->answer.elapsedNs, reply->elapsedNs);
                        --w->waiting;
                    }
                }
                w->publish();
            }));
    }
}

void PanelReader::askCompare(const std::shared_ptr<Work> &work)
{
    const PanelQuestion &q = work->question;
    const qint64 offset = q.compareOffsetNs;
    for (std::size_t i = 0; i < q.spec.queries.size(); ++i) {
        ++work->waiting;
        work->requests.push_back(
            m_reader.range({q.spec.queries[i].expr, q.range.shifted(-offset), work->answer.stepNs, q.width},
                           [weak = std::weak_ptr(work), i, offset](const base::Result<MetricAnswer> &reply) {
                               const auto w = weak.lock();
                               if (!w)
                                   return;
                               if (reply.ok()) { // without it the panel still shows the present
                                   auto moved = std::make_shared<signals::QueryAnswer>(*reply->answer);
                                   for (signals::Series &s : moved->series)
                                       for (qint64 &t : s.timesMs)
                                           t += offset / base::nsPerMs;
                                   w->answer.compare[i] = std::move(moved);
                               }
                               if (!reply.ok() || reply->final)
                                   --w->waiting;
                               w->publish();
                           }));
    }
}

void PanelReader::askExemplars(const std::shared_ptr<Work> &work)
{
    if (work->question.spec.queries.empty())
        return;
    const QString expr = work->answer.asked.back(); // the tail of the distribution
    for (sources::MetricSource *source : m_sources.metrics) {
        ++work->waiting;
        work->requests.push_back(source->exemplars(
            expr, work->question.range,
            [weak = std::weak_ptr(work)](base::Result<std::vector<signals::Exemplar>> reply) {
                const auto w = weak.lock();
                if (!w)
                    return;
                if (reply.ok())
                    w->answer.exemplars.insert(w->answer.exemplars.end(), reply->begin(), reply->end());
                --w->waiting;
                w->publish();
            }));
    }
}

void PanelReader::askVolume(const std::shared_ptr<Work> &work)
{
    const PanelQuestion &q = work->question;
    if (q.spec.queries.empty())
        return;
    const qint64 step = chooseStep(q.range, std::max(20, q.width / 6), base::nsPerSecond);
    work->answer.stepNs = step;
    work->answer.range = onGrid(q.range, step);
    work->answer.asked[0] = q.spec.queries[0].expr;
    for (sources::LogSource *source : m_sources.logs) {
        ++work->waiting;
        work->requests.push_back(source->volume(
            q.spec.queries[0].expr, work->answer.range, step,
            [weak = std::weak_ptr(work), source](base::Result<signals::LogVolume> reply) {
                const auto w = weak.lock();
                if (!w)
                    return;
                --w->waiting;
                if (!reply.ok()) {
                    w->answer.error = reply.error();
                    w->doubts.back().partial = true;
                    w->doubts.back().notes << QStringLiteral("%1: %2").arg(source->state().name, reply.error().summary);
                } else if (!w->answer.volume) {
                    w->answer.volume = std::make_shared<signals::LogVolume>(std::move(*reply));
                    w->doubts.back().merge(w->answer.volume->completeness);
                } else {
                    auto sum = std::make_shared<signals::LogVolume>(*w->answer.volume);
                    for (std::size_t b = 0; b < std::min(sum->buckets.size(), reply->buckets.size()); ++b)
                        for (std::size_t l = 0; l < sum->buckets[b].size(); ++l)
                            sum->buckets[b][l] += reply->buckets[b][l];
                    w->answer.volume = std::move(sum);
                    w->doubts.back().merge(reply->completeness);
                }
                w->publish();
            }));
    }
}

} // namespace wf::engine
