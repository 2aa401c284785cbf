// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/sources/ports.h"

#include <QPointer>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <random>

namespace wf::support {

// An alert server in memory that behaves as protocols.md 4 says: silences get new ids, an edit with the same matchers
// and start keeps the id, an expired one stays listed, a killed server forgets. Faults are drawn from a seeded
// generator.
class FakeAlertSource : public sources::AlertSource {
public:
    struct Faults {
        double refuse = 0;   // of calls fail before anything happened
        double noAnswer = 0; // of writes are applied, and the answer is lost
    };

    FakeAlertSource(const base::Clock &clock, const QString &id, QObject *parent = nullptr)
        : AlertSource(parent), m_clock(clock)
    {
        m_state.id = id;
        m_state.name = id;
        m_state.kind = signals::SourceKind::Alerts;
        startedNs = clock.nowNs();
    }

    std::vector<signals::Alert> alertList;
    std::vector<signals::Silence> stored;
    Faults faults;
    std::optional<base::Error> down;    // every call fails with it
    std::optional<base::Error> refusal; // writes fail with it
    bool withAnnotations = false;
    QStringList peers;                 // names of the cluster's members, as the status tells them
    FakeAlertSource *gossip = nullptr; // another member: holds the silences of both
    qint64 startedNs = 0;
    qint64 aheadNs = 0; // of this server's clock
    int posts = 0;
    int calls = 0;
    std::mt19937 random{7};

    void loseMemory()
    {
        stored.clear();
        startedNs = nowNs();
    }
    [[nodiscard]] std::vector<signals::Silence> active() const
    {
        std::vector<signals::Silence> out;
        for (const auto &silence : listed())
            if (silence.state != signals::SilenceState::Expired)
                out.push_back(silence);
        return out;
    }

    [[nodiscard]] const signals::SourceState &state() const override { return m_state; }
    signals::SourceState &editState() { return m_state; }
    async::Request probe(sources::Reply<signals::Capability> reply) override
    {
        return later<signals::Capability>(std::move(reply), [] { return signals::Capability{}; });
    }
    void retryNow() override {}

    async::Request alerts(sources::Reply<signals::AlertAnswer> reply) override
    {
        return later<signals::AlertAnswer>(std::move(reply), [this] { return signals::AlertAnswer{silenced(), {}}; });
    }
    async::Request silences(sources::Reply<std::vector<signals::Silence>> reply) override
    {
        return later<std::vector<signals::Silence>>(std::move(reply), [this] { return listed(); });
    }
    async::Request putSilence(const signals::Silence &silence, sources::Reply<QString> reply) override
    {
        return write<QString>(std::move(reply), [this, silence] {
            ++posts;
            return store(silence);
        });
    }
    async::Request expireSilence(const QString &id, sources::Reply<base::Done> reply) override
    {
        return write<base::Done>(std::move(reply), [this, id] {
            for (auto &silence : kept())
                if (silence.id == id && silence.endsNs > nowNs())
                    silence.endsNs = nowNs();
            return base::Done{};
        });
    }
    async::Request status(sources::Reply<signals::AlertmanagerStatus> reply) override
    {
        return later<signals::AlertmanagerStatus>(std::move(reply), [this] {
            signals::AlertmanagerStatus status;
            status.startedNs = startedNs;
            status.peers = peers;
            return status;
        });
    }
    [[nodiscard]] bool supportsAnnotations() const override { return withAnnotations; }

    // As a person at another console would do it.
    QString store(signals::Silence silence)
    {
        const qint64 now = nowNs();
        silence.startsNs = std::max(silence.startsNs, silence.id.isEmpty() ? now : silence.startsNs);
        silence.updatedNs = now;
        for (auto &known : kept())
            if (!silence.id.isEmpty() && known.id == silence.id) {
                if (known.matchers == silence.matchers &&
                    known.startsNs / base::nsPerSecond == silence.startsNs / base::nsPerSecond && known.endsNs > now) {
                    known = silence;
                    return known.id;
                }
                known.endsNs = std::min(known.endsNs, now);
            }
        silence.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        silence.startsNs = std::max(silence.startsNs, now);
        silence.source = m_state.id;
        kept().push_back(silence);
        return silence.id;
    }

private:
    [[nodiscard]] qint64 nowNs() const { return m_clock.nowNs() + aheadNs; }
    [[nodiscard]] std::vector<signals::Silence> &kept() { return gossip ? gossip->stored : stored; }
    [[nodiscard]] const std::vector<signals::Silence> &kept() const { return gossip ? gossip->stored : stored; }
    [[nodiscard]] bool happens(double share)
    {
        return share > 0 && std::uniform_real_distribution<>(0, 1)(random) < share;
    }
    [[nodiscard]] std::vector<signals::Silence> listed() const
    {
        auto out = kept();
        for (auto &silence : out)
            silence.state = silence.endsNs <= nowNs()    ? signals::SilenceState::Expired
                            : silence.startsNs > nowNs() ? signals::SilenceState::Pending
                                                         : signals::SilenceState::Active;
        return out;
    }
    [[nodiscard]] std::vector<signals::Alert> silenced() const
    {
        auto out = alertList;
        const auto held = active();
        for (auto &alert : out)
            for (const auto &silence : held)
                if (silence.state == signals::SilenceState::Active &&
                    std::all_of(silence.matchers.begin(), silence.matchers.end(),
                                [&](const auto &m) { return m.matches(alert.labels); })) {
                    alert.silencedBy << silence.id;
                    alert.state = signals::AlertState::Suppressed;
                }
        return out;
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
    template<class T, class Make>
    async::Request later(sources::Reply<T> reply, Make make)
    {
        ++calls;
        if (down)
            return deliver<T>(std::move(reply), *down);
        if (happens(faults.refuse))
            return deliver<T>(std::move(reply), base::makeError(base::ErrorKind::Unavailable, QStringLiteral("503")));
        return deliver<T>(std::move(reply), make());
    }
    template<class T, class Make>
    async::Request write(sources::Reply<T> reply, Make make)
    {
        ++calls;
        if (down)
            return deliver<T>(std::move(reply), *down);
        if (refusal)
            return deliver<T>(std::move(reply), *refusal);
        if (happens(faults.refuse))
            return deliver<T>(std::move(reply),
                              base::makeError(base::ErrorKind::Unreachable, QStringLiteral("connection refused")));
        auto made = make();
        if (happens(faults.noAnswer))
            return deliver<T>(std::move(reply), base::makeError(base::ErrorKind::Timeout, QStringLiteral("no answer")));
        return deliver<T>(std::move(reply), std::move(made));
    }

    const base::Clock &m_clock;
    signals::SourceState m_state;
};

} // namespace wf::support
