// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/jobscope.h"
#include "tests/support/failonwarning.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <optional>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace wf::async;
using namespace Qt::StringLiterals;

class tst_JobScope : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void worksOnThePoolAndIsDoneOnTheOwnersThread();
    void moveOnlyResultsArrive();
    void doneNeverRunsAfterTheOwnerDied();
    void anAnswerAlreadyPostedDiesWithTheOwner();
    void theDestructorAsksToStopAndDoesNotBlock();
    void theLatestOfAKeyWins();
    void keysAreIndependent();
    void analysisStandsBack();
    void cancelledWorkDeliversNothing();
    void workStillQueuedIsNotStarted();
    void theScopeMayBeDestroyedFromDone();
    void manyScopesComeAndGo();

private:
    void settle() // everything running has ended and everything posted was delivered
    {
        m_pools.parse().waitForDone();
        m_pools.analysis().waitForDone();
        QCoreApplication::sendPostedEvents();
    }
    Pools m_pools;
};

void tst_JobScope::worksOnThePoolAndIsDoneOnTheOwnersThread()
{
    JobScope scope;
    QThread *worked = nullptr;
    QThread *done = nullptr;
    scope.run(
        m_pools.parse(), [](std::stop_token) { return QThread::currentThread(); },
        [&](QThread *thread) {
            worked = thread;
            done = QThread::currentThread();
        });
    QCOMPARE(scope.running(), 1);
    QVERIFY(!done);
    QTRY_VERIFY(done);
    QCOMPARE(done, QThread::currentThread());
    QVERIFY(worked != done);
    QCOMPARE(scope.running(), 0);
}

void tst_JobScope::moveOnlyResultsArrive()
{
    JobScope scope;
    std::unique_ptr<int> got;
    scope.run(
        m_pools.parse(), [](std::stop_token) { return std::make_unique<int>(42); },
        [&](std::unique_ptr<int> value) { got = std::move(value); });
    QTRY_VERIFY(got);
    QCOMPARE(*got, 42);
}

void tst_JobScope::doneNeverRunsAfterTheOwnerDied()
{
    auto calls = std::make_shared<int>(0);
    QSemaphore mayEnd;
    {
        JobScope scope;
        scope.run(
            m_pools.parse(),
            [&](std::stop_token) {
                mayEnd.acquire();
                return 1;
            },
            [calls](int) { ++*calls; });
    }
    mayEnd.release();
    settle();
    QCOMPARE(*calls, 0);
}

void tst_JobScope::anAnswerAlreadyPostedDiesWithTheOwner()
{
    auto calls = std::make_shared<int>(0);
    {
        JobScope scope;
        scope.run(
            m_pools.parse(), [](std::stop_token) { return 1; }, [calls](int) { ++*calls; });
        m_pools.parse().waitForDone(); // the answer now waits in the event queue
    }
    settle();
    QCOMPARE(*calls, 0);
    QCOMPARE(calls.use_count(), 1L); // and what `done` held is freed
}

void tst_JobScope::theDestructorAsksToStopAndDoesNotBlock()
{
    QSemaphore started;
    QSemaphore mayEnd;
    std::atomic<bool> stopped = false;
    QElapsedTimer timer;
    {
        JobScope scope;
        scope.run(
            m_pools.parse(),
            [&](std::stop_token stop) {
                started.release();
                mayEnd.acquire();
                stopped = stop.stop_requested();
                return 1;
            },
            [](int) {});
        started.acquire();
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 100, "the job is still running: the destructor waited for it");
    mayEnd.release();
    settle();
    QVERIFY(stopped);
}

void tst_JobScope::theLatestOfAKeyWins()
{
    JobScope scope;
    QList<int> delivered;
    QSemaphore started;
    QSemaphore mayEnd;
    std::atomic<bool> firstStopped = false;
    scope.runLatest(
        u"query"_s, m_pools.parse(),
        [&](std::stop_token stop) {
            started.release();
            mayEnd.acquire();
            firstStopped = stop.stop_requested();
            return 1;
        },
        [&](int v) { delivered << v; });
    started.acquire();
    for (int i = 2; i <= 5; ++i)
        scope.runLatest(
            u"query"_s, m_pools.analysis(), [i](std::stop_token) { return i; }, [&](int v) { delivered << v; });
    mayEnd.release();
    QTRY_VERIFY(!delivered.isEmpty());
    settle();
    QCOMPARE(delivered, QList<int>{5});
    QVERIFY(firstStopped);
    QCOMPARE(scope.running(), 0);
}

void tst_JobScope::keysAreIndependent()
{
    JobScope scope;
    QStringList delivered;
    for (const auto *key : {"a", "b", ""})
        scope.runLatest(
            QString::fromLatin1(key), m_pools.parse(), [key](std::stop_token) { return QString::fromLatin1(key); },
            [&](const QString &v) { delivered << v; });
    scope.run(
        m_pools.parse(), [](std::stop_token) { return u"c"_s; }, [&](const QString &v) { delivered << v; });
    QTRY_COMPARE(delivered.size(), 4);
}

void tst_JobScope::analysisStandsBack()
{
#ifdef Q_OS_LINUX
    const auto niceness = [](std::stop_token) { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    JobScope scope;
    std::optional<int> parse, analysis;
    scope.run(m_pools.parse(), niceness, [&](int nice) { parse = nice; });
    scope.run(m_pools.analysis(), niceness, [&](int nice) { analysis = nice; });
    QTRY_VERIFY(parse && analysis);
    QCOMPARE(*analysis, std::min(19, *parse + 5));
    scope.run(m_pools.analysis(), niceness, [&](int nice) { analysis = nice; });
    settle();
    QCOMPARE(*analysis, std::min(19, *parse + 5)); // once a thread
#else
    QSKIP("niceness of threads is Linux's");
#endif
}

void tst_JobScope::cancelledWorkDeliversNothing()
{
    JobScope scope;
    int calls = 0;
    scope.run(
        m_pools.parse(), [](std::stop_token) { return 1; }, [&](int) { ++calls; });
    m_pools.parse().waitForDone();
    scope.cancelAll();
    settle();
    QCOMPARE(calls, 0);
    QCOMPARE(scope.running(), 0);
    scope.run(
        m_pools.parse(), [](std::stop_token) { return 1; }, [&](int) { ++calls; });
    QTRY_COMPARE(calls, 1);
}

void tst_JobScope::workStillQueuedIsNotStarted()
{
    QThreadPool narrow;
    narrow.setMaxThreadCount(1);
    QSemaphore mayEnd;
    std::atomic<int> started = 0;
    {
        JobScope scope;
        for (int i = 0; i < 10; ++i)
            scope.run(
                narrow,
                [&](std::stop_token) {
                    ++started;
                    mayEnd.acquire();
                    return 1;
                },
                [](int) {});
        QTRY_COMPARE(started.load(), 1);
    }
    mayEnd.release(10);
    narrow.waitForDone();
    QCOMPARE(started.load(), 1);
}

void tst_JobScope::theScopeMayBeDestroyedFromDone()
{
    auto scope = std::make_unique<JobScope>();
    int calls = 0;
    for (int i = 0; i < 3; ++i)
        scope->run(
            m_pools.parse(), [](std::stop_token) { return 1; },
            [&](int) {
                ++calls;
                scope.reset();
            });
    QTRY_COMPARE(calls, 1);
    settle();
    QCOMPARE(calls, 1);
}

void tst_JobScope::manyScopesComeAndGo()
{
    auto alive = std::make_shared<int>(0);
    int delivered = 0;
    for (int round = 0; round < 500; ++round) {
        JobScope scope;
        for (int i = 0; i < 4; ++i)
            scope.runLatest(
                QString::number(i % 2), m_pools.parse(), [round](std::stop_token) { return round; },
                [&delivered, alive](int) { ++delivered; });
        if (round % 3 == 0)
            QCoreApplication::sendPostedEvents();
    }
    settle();
    QVERIFY(delivered <= 1000);
    QCOMPARE(alive.use_count(), 1L);
}

QTEST_GUILESS_MAIN(tst_JobScope)
#include "tst_jobscope.moc"
