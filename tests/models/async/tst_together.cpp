// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/together.h"

#include <QSet>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <latch>
#include <mutex>

using namespace wf;

class TstTogether : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPartIsDoneOnce()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(4);
        for (int round = 0; round < 200; ++round) {
            std::vector<std::atomic<int>> done(static_cast<std::size_t>(round % 17));
            async::together(pool, round % 17, [&done](int part) { ++done[static_cast<std::size_t>(part)]; });
            for (const auto &one : done)
                QCOMPARE(one.load(), 1);
        }
    }
    void idleThreadsHelp()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(2);
        std::latch both(2); // neither part ends before the other has begun
        std::mutex guard;
        QSet<QThread *> threads;
        async::together(pool, 2, [&](int) {
            both.arrive_and_wait();
            const std::scoped_lock lock(guard);
            threads.insert(QThread::currentThread());
        });
        QCOMPARE(threads.size(), 2);
    }
    void doesAllAloneWhereNobodyIsIdle()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        std::latch begun(1), over(1);
        pool.start([&] {
            begun.count_down();
            over.wait();
        });
        begun.wait();
        int done = 0;
        async::together(pool, 5, [&done](int) { ++done; });
        QCOMPARE(done, 5);
        over.count_down();
        pool.waitForDone();
    }
    // All threads of the pool ask for help at the same time.
    void jobsOfTheSamePoolMayCallIt()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(3);
        std::atomic<int> done = 0;
        for (int job = 0; job < 50; ++job)
            pool.start([&] { async::together(pool, 8, [&done](int) { ++done; }); });
        QVERIFY(pool.waitForDone(30'000));
        QCOMPARE(done.load(), 400);
    }
};

QTEST_GUILESS_MAIN(TstTogether)
#include "tst_together.moc"
