// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <QTimer>

#include <deque>

namespace wf::support {

// A metric source that answers when the test says so: each question waits in a list. Header only; no network.
class FakeMetricSource final : public sources::MetricSource {
public:
    template<class T>
    struct Asked {
        QString expr;
        base::TimeRange range;
        qint64 stepNs = 0;
        sources::Reply<T> reply;
        std::shared_ptr<bool> alive;
    };
    explicit FakeMetricSource(const QString &id)
    {
        m_state.id = id;
        m_state.name = QStringLiteral("Prometheus ") + id;
    }
    [[nodiscard]] const signals::SourceState &state() const override { return m_state; }
    async::Request probe(sources::Reply<signals::Capability>) override { return {}; }
    void retryNow() override {}
    async::Request queryRange(const sources::RangeQuery &q, sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        return wait(ranges, q.expr, q.range, q.stepNs, std::move(reply));
    }
    async::Request queryInstant(const QString &expr, qint64 timeNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        return wait(instants, expr, {timeNs, timeNs}, 0, std::move(reply));
    }
    async::Request exemplars(const QString &selector, base::TimeRange range,
                             sources::Reply<std::vector<signals::Exemplar>> reply) override
    {
        return wait(exemplarQuestions, selector, range, 0, std::move(reply));
    }
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override
    {
        return wait(metadataQuestions, {}, {}, 0, std::move(reply));
    }
    async::Request series(const QStringList &selectors, base::TimeRange range,
                          sources::Reply<std::vector<base::Labels>> reply) override
    {
        return wait(seriesQuestions, selectors.join(u' '), range, 0, std::move(reply));
    }
    async::Request labelNames(const QString &selector, base::TimeRange range,
                              sources::Reply<QStringList> reply) override
    {
        return wait(labelQuestions, selector, range, 0, std::move(reply));
    }
    async::Request labelValues(const QString &label, const QString &, base::TimeRange range,
                               sources::Reply<QStringList> reply) override
    {
        return wait(labelQuestions, label, range, 0, std::move(reply));
    }
    async::Request rules(sources::Reply<std::vector<signals::Rule>> reply) override
    {
        return wait(ruleQuestions, {}, {}, 0, std::move(reply));
    }

    std::deque<Asked<signals::QueryAnswerPtr>> ranges, instants;
    std::deque<Asked<std::vector<signals::MetricInfo>>> metadataQuestions;
    std::deque<Asked<std::vector<base::Labels>>> seriesQuestions;
    std::deque<Asked<std::vector<signals::Exemplar>>> exemplarQuestions;
    std::deque<Asked<std::vector<signals::Rule>>> ruleQuestions;
    std::deque<Asked<QStringList>> labelQuestions;

    // Answers the oldest question of a list; false when nobody waits for it any more.
    template<class T, class Value>
    static bool answer(std::deque<Asked<T>> &list, Value value)
    {
        Asked<T> asked = std::move(list.front());
        list.pop_front();
        if (!*asked.alive)
            return false;
        *asked.alive = false;
        asked.reply(base::Result<T>(std::move(value)));
        return true;
    }

private:
    template<class T>
    async::Request wait(std::deque<Asked<T>> &list, const QString &expr, base::TimeRange range, qint64 stepNs,
                        sources::Reply<T> reply)
    {
        auto alive = std::make_shared<bool>(true);
        list.push_back({expr, range, stepNs, std::move(reply), alive});
        return async::Request([alive] { *alive = false; });
    }
    signals::SourceState m_state;
};

} // namespace wf::support
