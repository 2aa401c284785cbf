// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <QTimer>

namespace wf::support {

// A metric source that answers every range query with one made-up answer, and the rules it is given.
class FakeMetricSource : public sources::MetricSource {
public:
    explicit FakeMetricSource(const QString &id, QObject *parent = nullptr) : MetricSource(parent)
    {
        m_state.id = m_state.name = id;
        m_state.kind = signals::SourceKind::Metrics;
    }

    std::vector<signals::Rule> ruleList;
    std::function<base::Result<signals::QueryAnswerPtr>(const sources::RangeQuery &)> answer;
    QStringList asked;

    [[nodiscard]] const signals::SourceState &state() const override { return m_state; }
    void retryNow() override {}
    async::Request probe(sources::Reply<signals::Capability> reply) override
    {
        return deliver<signals::Capability>(std::move(reply), signals::Capability{});
    }
    async::Request queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        asked << query.expr;
        return deliver<signals::QueryAnswerPtr>(
            std::move(reply), answer ? answer(query) : std::make_shared<const signals::QueryAnswer>());
    }
    async::Request queryInstant(const QString &expr, qint64, sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        asked << expr;
        return deliver<signals::QueryAnswerPtr>(std::move(reply), std::make_shared<const signals::QueryAnswer>());
    }
    async::Request exemplars(const QString &, base::TimeRange,
                             sources::Reply<std::vector<signals::Exemplar>> reply) override
    {
        return nothing(std::move(reply));
    }
    async::Request metadata(sources::Reply<std::vector<signals::MetricInfo>> reply) override
    {
        return nothing(std::move(reply));
    }
    async::Request series(const QStringList &, base::TimeRange,
                          sources::Reply<std::vector<base::Labels>> reply) override
    {
        return nothing(std::move(reply));
    }
    async::Request labelNames(const QString &, base::TimeRange, sources::Reply<QStringList> reply) override
    {
        return nothing(std::move(reply));
    }
    async::Request labelValues(const QString &, const QString &, base::TimeRange,
                               sources::Reply<QStringList> reply) override
    {
        return nothing(std::move(reply));
    }
    async::Request rules(sources::Reply<std::vector<signals::Rule>> reply) override
    {
        return deliver<std::vector<signals::Rule>>(std::move(reply), ruleList);
    }

protected:
    signals::SourceState m_state;

private:
    template<class T>
    async::Request nothing(sources::Reply<T> reply)
    {
        return deliver<T>(std::move(reply), T{});
    }
    template<class T>
    async::Request deliver(sources::Reply<T> reply, base::Result<T> result)
    {
        auto wanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [wanted, reply = std::move(reply), result = std::move(result)] {
            if (*wanted)
                reply(result);
        });
        return async::Request([wanted] { *wanted = false; });
    }
};

} // namespace wf::support
