// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/sources/ports.h"
#include "models/station/ports/portstate.h"

#include <QPointer>

#include <memory>

namespace wf::station {

// What every port borrows; outlives it.
struct PortContext {
    const base::Clock &clock;
    async::Pools &pools;
    QString id; // of the station within its environment; ports add their kind
    QString name;
};

// What all ports of the station have in common: state, and questions that are worked out on a pool and answered on the
// GUI thread. Dropping the Request stops the work.
template<class Port>
class StationPort : public Port {
public:
    StationPort(const PortContext &context, const QString &suffix, signals::SourceKind kind, QObject *parent)
        : Port(parent),
          m_context(context),
          m_state(context.id + QLatin1Char('-') + suffix, context.name, kind, context.clock)
    {
    }
    [[nodiscard]] const signals::SourceState &state() const final { return m_state.value(); }
    async::Request probe(sources::Reply<signals::Capability> reply) final
    {
        return ask<signals::Capability>([capability = m_state.value().capability](
                                            std::stop_token) { return base::Result<signals::Capability>(capability); },
                                        std::move(reply));
    }
    void retryNow() final {}
    // Something of this kind was taken in; nobody need have asked for it.
    void sawDatum(qint64 ns)
    {
        m_state.noteDatum(ns);
        Q_EMIT this->stateChanged();
    }

protected:
    [[nodiscard]] const base::Clock &clock() const { return m_context.clock; }
    [[nodiscard]] PortState &port() { return m_state; }

    // work: base::Result<T>(std::stop_token), on the pool; captures values and what outlives the port. seen: what the
    // port itself learns from a good answer.
    template<class T, class Work>
    async::Request ask(Work work, sources::Reply<T> reply, std::function<void(const T &)> seen = {})
    {
        m_state.asked();
        const qint64 from = m_context.clock.monotonicNs();
        auto asked = std::make_shared<Asked>();
        const QPointer<QObject> self(this);
        asked->job.run(m_context.pools.parse(), std::move(work),
                       [this, self, weak = std::weak_ptr(asked), from, reply = std::move(reply),
                        seen = std::move(seen)](base::Result<T> result) {
                           const auto held = weak.lock();
                           if (!held)
                               return;
                           held->isOver = true;
                           if (self) {
                               note(result, m_context.clock.monotonicNs() - from);
                               if (result && seen)
                                   seen(*result);
                           }
                           reply(std::move(result));
                       });
        return async::Request([this, self, asked = std::move(asked)]() mutable {
            if (!asked->isOver && self)
                m_state.givenUp();
            asked.reset();
        });
    }

private:
    struct Asked {
        async::JobScope job;
        bool isOver = false;
    };
    template<class T>
    void note(const base::Result<T> &result, qint64 tookNs)
    {
        if (result)
            m_state.answered(tookNs);
        else
            m_state.failed(result.error(), tookNs);
        Q_EMIT this->stateChanged();
    }

    PortContext m_context;
    PortState m_state;
};

} // namespace wf::station
