// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/peers/peerfixture.h"

#include <QSignalSpy>
#include <QTemporaryDir>

namespace wf::tests {

// This machine's clock when it is wrong.
class WrongClock final : public base::Clock {
public:
    explicit WrongClock(qint64 aheadNs) : m_aheadNs(aheadNs) {}
    void setAhead(qint64 aheadNs) { m_aheadNs = aheadNs; }
    [[nodiscard]] qint64 nowNs() const override { return m_right.nowNs() + m_aheadNs; }
    [[nodiscard]] qint64 monotonicNs() const override { return m_right.monotonicNs(); }

private:
    base::SystemClock m_right;
    qint64 m_aheadNs;
};

// What a running console does about alerts, with a ledger of its own, asking each second.
struct WatchingConsole {
    WatchingConsole(const QString &actor, const QList<QUrl> &alertmanagers, qint64 aheadNs = 0)
        : clock(aheadNs), environment{clock, pools}
    {
        for (int i = 0; i < alertmanagers.size(); ++i) {
            sources::SourceSettings settings;
            settings.id = settings.name = QStringLiteral("am%1").arg(i);
            settings.url = alertmanagers[i];
            settings.kind = signals::SourceKind::Alerts;
            owned.push_back(sources::makeSource({}, settings, environment));
            set.alerts.push_back(qobject_cast<sources::AlertSource *>(owned.back().get()));
        }
        store::StoreOptions options;
        options.directory = dir.filePath(QStringLiteral("state"));
        options.maintenanceMs = 0;
        files = std::make_unique<store::Store>(options, clock);
        book = std::make_unique<engine::LedgerBook>(files->ledger());
        watch =
            std::make_unique<engine::AlertWatch>(set, clock, pools, engine::AlertWatch::Options{base::nsPerSecond, {}});
        desk = std::make_unique<engine::AckDesk>(set, *watch, *book, clock, engine::AckDesk::Access{actor, false, {}});
        yielded = std::make_unique<QSignalSpy>(desk.get(), &engine::AckDesk::yielded);
        ended = std::make_unique<QSignalSpy>(desk.get(), &engine::AckDesk::endedElsewhere);
        watch->start();
        desk->start();
    }
    [[nodiscard]] const engine::WatchedAlert *find(const QString &name) const
    {
        for (const auto &entry : watch->snapshot()->alerts)
            if (entry.alert.name() == name)
                return &entry;
        return nullptr;
    }
    [[nodiscard]] bool shows(const QString &name, engine::Handling handling) const
    {
        const auto *entry = find(name);
        return entry && entry->handling == handling;
    }
    // Keys of the operations; empty with `trouble` when it was refused.
    QStringList acknowledge(const QStringList &names, qint64 forNs = base::nsPerHour)
    {
        engine::AckRequest request;
        for (const auto &name : names)
            if (const auto *entry = find(name))
                request.alerts.push_back(*entry);
        request.note = QStringLiteral("looking");
        request.durationNs = forNs;
        request.extendWhileFiring = false;
        const auto answer = answerOf<QStringList>([&](auto reply) {
            desk->acknowledge(request, reply);
            return async::Request();
        });
        trouble = troubleIn(answer);
        return trouble.isEmpty() ? answer->value() : QStringList();
    }
    // Empty: it is written down.
    QString silence(const QString &name, qint64 forNs)
    {
        engine::SilenceRequest request;
        const auto *entry = find(name);
        request.sources = entry ? entry->sources : QStringList();
        request.matchers = {{QStringLiteral("alertname"), name, false, true}};
        request.endsNs = clock.nowNs() + forNs;
        request.why = QStringLiteral("known");
        request.title = name;
        return troubleIn(answerOf<QStringList>([&](auto reply) {
            desk->silence(request, reply);
            return async::Request();
        }));
    }
    QString expire(const QString &silenceId)
    {
        return troubleIn(answerOf<base::Done>([&](auto reply) {
            desk->expire(silenceId, reply);
            return async::Request();
        }));
    }
    QString setEnd(const QString &silenceId, qint64 endsNs)
    {
        return troubleIn(answerOf<base::Done>([&](auto reply) {
            desk->setEnd(silenceId, endsNs, reply);
            return async::Request();
        }));
    }
    QString assign(const QString &name, const QString &owner)
    {
        return troubleIn(answerOf<QStringList>([&](auto reply) {
            desk->assign({*find(name)}, owner, {}, reply);
            return async::Request();
        }));
    }

    WrongClock clock;
    async::Pools pools;
    sources::SourceEnvironment environment;
    QTemporaryDir dir;
    std::vector<std::unique_ptr<sources::Source>> owned;
    sources::SourceSet set;
    std::unique_ptr<store::Store> files;
    std::unique_ptr<engine::LedgerBook> book;
    std::unique_ptr<engine::AlertWatch> watch;
    std::unique_ptr<engine::AckDesk> desk;
    std::unique_ptr<QSignalSpy> yielded, ended; // what the console was told of others' deeds
    QString trouble;
};

} // namespace wf::tests
