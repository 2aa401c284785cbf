// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <deque>

namespace wf::support {

// A trace source that answers when the test says so. Header only; no network.
class FakeTraceSource final : public sources::TraceSource {
public:
    template<class Question, class T>
    struct Asked {
        Question question;
        sources::Reply<T> reply;
        std::shared_ptr<bool> alive;
        // False when nobody waits any more.
        bool answer(base::Result<T> value)
        {
            if (!*alive)
                return false;
            *alive = false;
            reply(std::move(value));
            return true;
        }
    };
    explicit FakeTraceSource(const QString &id)
    {
        m_state.id = id;
        m_state.name = QStringLiteral("Jaeger ") + id;
    }
    void setLocal() { m_state.isLocal = true; } // answers from this machine's own disk
    [[nodiscard]] const signals::SourceState &state() const override { return m_state; }
    async::Request probe(sources::Reply<signals::Capability>) override { return {}; }
    void retryNow() override {}
    async::Request search(const sources::TraceQuery &q, sources::Reply<signals::TraceAnswer> reply) override
    {
        return wait(searches, q, std::move(reply));
    }
    async::Request trace(const QString &id, sources::Reply<signals::TracePtr> reply) override
    {
        return wait(traces, id, std::move(reply));
    }
    async::Request services(sources::Reply<QStringList> reply) override
    {
        return wait(serviceLists, QString(), std::move(reply));
    }
    async::Request operations(const QString &service, sources::Reply<QStringList> reply) override
    {
        return wait(operationLists, service, std::move(reply));
    }
    async::Request dependencies(base::TimeRange range, sources::Reply<std::vector<signals::ServiceCall>> reply) override
    {
        return wait(callLists, range, std::move(reply));
    }

    std::deque<Asked<sources::TraceQuery, signals::TraceAnswer>> searches;
    std::deque<Asked<QString, signals::TracePtr>> traces;
    std::deque<Asked<QString, QStringList>> serviceLists, operationLists;
    std::deque<Asked<base::TimeRange, std::vector<signals::ServiceCall>>> callLists;

private:
    template<class Question, class T>
    async::Request wait(std::deque<Asked<Question, T>> &list, const Question &question, sources::Reply<T> reply)
    {
        auto alive = std::make_shared<bool>(true);
        list.push_back({question, std::move(reply), alive});
        return async::Request([alive] { *alive = false; });
    }
    signals::SourceState m_state;
};

} // namespace wf::support
