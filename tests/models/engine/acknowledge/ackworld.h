// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"

#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/firing.h"

#include <QDeadlineTimer>
#include <QTest>

namespace wf::tests {

using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::FakeAlertSource;

inline signals::Alert alertNumber(int n, qint64 startsNs)
{
    return support::firing({{"alertname", "HighLatency"},
                            {"severity", "critical"},
                            {"service", "payment"},
                            {"instance", "pod-" + std::to_string(n)}},
                           startsNs);
}

// One server, and consoles that can be killed and started again on the same outbox.
struct AckWorld {
    base::ManualClock clock = support::clockAt();
    async::Pools pools;
    FakeAlertSource server{clock, u"am"_s};
    OpBook &book;
    sources::SourceSet set;
    std::unique_ptr<AlertWatch> watch;
    std::unique_ptr<AckDesk> desk;

    AckWorld(int alerts, OpBook &outbox) : book(outbox)
    {
        for (int i = 0; i < alerts; ++i)
            server.alertList.push_back(alertNumber(i, clock.nowNs() - base::nsPerHour));
        set.alerts = {&server};
        startConsole();
    }
    void startConsole(bool readOnly = false)
    {
        killConsole();
        watch = std::make_unique<AlertWatch>(set, clock, pools, AlertWatch::Options{});
        desk = std::make_unique<AckDesk>(
            set, *watch, book, clock, AckDesk::Access{u"mara"_s, readOnly, u"Read only. Ask the owner of payments."_s});
        desk->start();
        watch->tick();
        settle();
    }
    void killConsole()
    {
        desk.reset();
        watch.reset();
    }
    void settle()
    {
        const auto quiet = [this] { return watch->isSettled() && !desk->isBusy() && desk->isStarted(); };
        int calm = 0;
        for (const QDeadlineTimer late(60'000); calm < 4 && !late.hasExpired();) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
            calm = quiet() ? calm + 1 : 0;
        }
        QVERIFY(quiet());
    }
    void pass(qint64 seconds, qint64 step = 1)
    {
        for (qint64 i = 0; i < seconds; i += step) {
            clock.advance(step * base::nsPerSecond);
            watch->tick();
            desk->tick();
            settle();
        }
    }
    // Until every one of so many stands on the server once and the book is content; false after `most` seconds.
    [[nodiscard]] bool arrive(int count, qint64 most)
    {
        const auto isThere = [this, count] {
            return desk->snapshot()->waiting == 0 && desk->snapshot()->needAttention == 0 && distinct() == count;
        };
        for (qint64 passed = 0; !isThere() && passed < most; ++passed)
            pass(1);
        return isThere();
    }
    base::Result<QStringList> acknowledge(std::size_t from, std::size_t count, qint64 duration = base::nsPerHour,
                                          bool extend = false)
    {
        while (watch->snapshot()->alerts.empty()) // the polls fail too
            pass(1);
        AckRequest request;
        for (std::size_t i = from; i < from + count; ++i)
            request.alerts.push_back(*watch->snapshot()->find(alertKey(server.alertList[i])));
        request.note = u"looking"_s;
        request.durationNs = duration;
        request.extendWhileFiring = extend;
        std::optional<base::Result<QStringList>> out;
        desk->acknowledge(request, [&out](auto r) { out = r; });
        while (!out)
            QCoreApplication::processEvents();
        return *out;
    }
    base::Result<base::Done> wait(const std::function<void(AckDesk::Reply<base::Done>)> &ask)
    {
        std::optional<base::Result<base::Done>> out;
        ask([&out](auto r) { out = r; });
        while (!out)
            QCoreApplication::processEvents();
        return *out;
    }
    [[nodiscard]] int distinct() const
    {
        QSet<QString> held;
        for (const auto &silence : server.active())
            held.insert(silence.matchers[1].value + silence.matchers[0].value);
        return static_cast<int>(held.size());
    }
    [[nodiscard]] const WatchedAlert &alert(std::size_t i) const
    {
        return *watch->snapshot()->find(alertKey(server.alertList[i]));
    }
};

} // namespace wf::tests
