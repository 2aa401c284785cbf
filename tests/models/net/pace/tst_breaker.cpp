// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/pace/breaker.h"
#include "models/net/pace/retry.h"

#include <QTest>

#include <map>
#include <random>

using namespace wf;
using net::Breaker;
using net::BreakerPhase;
using std::chrono::milliseconds;

namespace {
constexpr qint64 second = base::nsPerSecond;

// The breaker written down once more, as slowly and plainly as possible.
struct Reference {
    enum class Phase { Closed, HalfOpen, Open } phase = Phase::Closed;
    int failures = 0, successes = 0;
    qint64 until = 0, probeSince = -1;
    int epoch = 0, probe = 0, probes = 0;
    struct Given {
        bool admitted;
        int epoch, probe;
    };
    void to(Phase p)
    {
        phase = p;
        ++epoch;
        failures = successes = 0;
        probe = 0;
    }
    Given admit(qint64 now)
    {
        if (phase == Phase::Open && now >= until)
            to(Phase::HalfOpen);
        if (phase == Phase::Open)
            return {false, 0, 0};
        if (phase == Phase::Closed)
            return {true, epoch, 0};
        if (probe != 0 && now < probeSince + 5 * second)
            return {false, 0, 0};
        probe = ++probes;
        probeSince = now;
        return {true, epoch, probe};
    }
    bool counts(const Given &g) const
    {
        return g.admitted && g.epoch == epoch && phase != Phase::Open && (phase == Phase::Closed || g.probe == probe);
    }
    void success(const Given &g)
    {
        if (!counts(g))
            return;
        failures = 0;
        if (phase == Phase::HalfOpen) {
            probe = 0;
            if (++successes == 2)
                to(Phase::Closed);
        }
    }
    void failure(const Given &g, qint64 now, double dice)
    {
        if (!counts(g))
            return;
        if (phase == Phase::HalfOpen || ++failures == 5) {
            to(Phase::Open);
            until = now + static_cast<qint64>(60e9 * (0.8 + 0.4 * dice));
        }
    }
    void abandon(const Given &g)
    {
        if (counts(g))
            probe = 0;
    }
    void health()
    {
        if (phase == Phase::Open)
            to(Phase::HalfOpen);
        if (phase == Phase::HalfOpen && ++successes == 2)
            to(Phase::Closed);
    }
    void retry()
    {
        if (phase == Phase::Open)
            to(Phase::HalfOpen);
    }
};
} // namespace

class TestBreaker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyTransitionOfTheTable_data()
    {
        // Letters: f failure, s success, a admit that must be given, r admit that must be refused, h health seen, R
        // retry, p admit as probe and fail, P admit as probe and succeed, x admit and give up, number = seconds
        // passing.
        QTest::addColumn<QString>("events");
        QTest::addColumn<int>("phase");
        const int closed = 0, half = 1, open = 2;
        QTest::newRow("new is closed") << "a" << closed;
        QTest::newRow("four failures are not enough") << "f f f f" << closed;
        QTest::newRow("five in a row open it") << "f f f f f r" << open;
        QTest::newRow("a success starts the count again") << "f f f f s f f f f" << closed;
        QTest::newRow("open refuses before its time") << "f f f f f 59 r" << open;
        QTest::newRow("open lets one probe through after its time") << "f f f f f 60 a r" << half;
        QTest::newRow("a failed probe opens again") << "f f f f f 60 p r" << open;
        QTest::newRow("one good probe is not enough") << "f f f f f 60 P" << half;
        QTest::newRow("two good probes close it") << "f f f f f 60 P P a a" << closed;
        QTest::newRow("good then bad opens again") << "f f f f f 60 P p r" << open;
        QTest::newRow("a probe given up frees the place") << "f f f f f 60 x a r" << half;
        QTest::newRow("a probe that hangs frees the place after its deadline") << "f f f f f 60 a 4 r 1 a" << half;
        QTest::newRow("health seen opens the door early") << "f f f f f 3 h a" << half;
        QTest::newRow("health seen twice closes it") << "f f f f f 3 h 1 h a a" << closed;
        QTest::newRow("health and one good probe close it") << "f f f f f 3 h P a" << closed;
        QTest::newRow("health while closed changes nothing") << "f f f f h f r" << open;
        QTest::newRow("the operator's retry lets one through") << "f f f f f R a r" << half;
    }
    void everyTransitionOfTheTable()
    {
        QFETCH(QString, events);
        QFETCH(int, phase);
        base::ManualClock clock(0);
        Breaker breaker(clock, [] { return 0.5; });
        for (const QString &event : events.split(QLatin1Char(' '))) {
            bool isNumber = false;
            const int seconds = event.toInt(&isNumber);
            if (isNumber) {
                clock.advance(seconds * second);
                continue;
            }
            switch (event.at(0).toLatin1()) {
            case 'f':
            case 'p':
                breaker.failed(breaker.admit());
                break;
            case 's':
            case 'P':
                breaker.succeeded(breaker.admit());
                break;
            case 'a':
                QVERIFY2(breaker.admit().admitted, qPrintable(events));
                break;
            case 'r':
                QVERIFY2(!breaker.admit().admitted, qPrintable(events));
                break;
            case 'x':
                breaker.abandoned(breaker.admit());
                break;
            case 'h':
                breaker.healthSeen();
                break;
            default:
                breaker.retryNow();
            }
        }
        QCOMPARE(static_cast<int>(breaker.phase()), phase);
    }

    void openTimeIsSpreadBetweenFourAndSixFifths()
    {
        for (const double dice : {0.0, 0.5, 0.999999}) {
            base::ManualClock clock(0);
            Breaker breaker(clock, [dice] { return dice; });
            for (int i = 0; i < 5; ++i)
                breaker.failed(breaker.admit());
            QVERIFY(breaker.openUntilNs() >= 48 * second && breaker.openUntilNs() <= 72 * second);
            QCOMPARE(breaker.openUntilNs(), static_cast<qint64>(60e9 * (0.8 + 0.4 * dice)));
        }
    }

    void lateOutcomesOfAnEarlierPhaseChangeNothing()
    {
        base::ManualClock clock(0);
        Breaker breaker(clock, [] { return 0.5; });
        const auto slow = breaker.admit();
        for (int i = 0; i < 5; ++i)
            breaker.failed(breaker.admit());
        breaker.succeeded(slow);
        QCOMPARE(breaker.phase(), BreakerPhase::Open);
        clock.advance(60 * second);
        const auto probe = breaker.admit();
        breaker.failed(slow);
        QCOMPARE(breaker.phase(), BreakerPhase::HalfOpen);
        breaker.succeeded(probe);
        breaker.succeeded(probe); // counted once
        QCOMPARE(breaker.phase(), BreakerPhase::HalfOpen);
    }

    void agreesWithTheReferenceOnTenThousandRandomTraces()
    {
        for (unsigned seed = 0; seed < 10'000; ++seed) {
            std::mt19937 dice(seed);
            double jitter = 0;
            base::ManualClock clock(0);
            Breaker breaker(clock, [&jitter] { return jitter; });
            Reference reference;
            std::vector<std::pair<Breaker::Ticket, Reference::Given>> out;
            for (int step = 0; step < 60; ++step) {
                jitter = std::uniform_real_distribution<>(0, 1)(dice);
                const auto pick = [&out, &dice] {
                    return std::uniform_int_distribution<std::size_t>(0, out.size() - 1)(dice);
                };
                const int event = std::uniform_int_distribution<>(0, 11)(dice);
                if (event < 4) {
                    const auto mine = breaker.admit();
                    const auto theirs = reference.admit(clock.monotonicNs());
                    QVERIFY2(mine.admitted == theirs.admitted,
                             qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
                    out.emplace_back(mine, theirs);
                } else if (event < 10 && !out.empty()) {
                    const auto [mine, theirs] = out[pick()];
                    if (event < 8) {
                        breaker.failed(mine);
                        reference.failure(theirs, clock.monotonicNs(), jitter);
                    } else if (event < 9) {
                        breaker.succeeded(mine);
                        reference.success(theirs);
                    } else {
                        breaker.abandoned(mine);
                        reference.abandon(theirs);
                    }
                } else if (event == 10) {
                    clock.advance(std::uniform_int_distribution<qint64>(0, 40 * second)(dice));
                } else if (jitter < 0.5) {
                    breaker.healthSeen();
                    reference.health();
                } else {
                    breaker.retryNow();
                    reference.retry();
                }
                QVERIFY2(static_cast<int>(breaker.phase()) == static_cast<int>(reference.phase),
                         qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
            }
        }
    }

    void backoffDoublesUpToItsCapAndIsFullyJittered()
    {
        const net::Backoff backoff;
        const auto full = [] { return 1.0; };
        QCOMPARE(backoff.delay(1, full), milliseconds(1000));
        QCOMPARE(backoff.delay(2, full), milliseconds(2000));
        QCOMPARE(backoff.delay(5, full), milliseconds(16000));
        QCOMPARE(backoff.delay(6, full), milliseconds(30000));
        QCOMPARE(backoff.delay(60, full), milliseconds(30000));
        QCOMPARE(backoff.delay(3, [] { return 0.0; }), milliseconds(0));
        QCOMPARE(backoff.delay(3, [] { return 0.25; }), milliseconds(1000));
    }

    void retryBudgetIsATenthSecondAndAFifthOfRequests()
    {
        base::ManualClock clock(0);
        net::RetryBudget budget(clock);
        for (int i = 0; i < 10; ++i)
            QVERIFY(budget.takeRetry());
        QVERIFY(!budget.takeRetry());
        for (int i = 0; i < 5; ++i)
            budget.requestSent();
        QVERIFY(budget.takeRetry());
        QVERIFY(!budget.takeRetry());
        clock.advance(2 * second);
        QVERIFY(budget.takeRetry());
        QVERIFY(budget.takeRetry());
        QVERIFY(!budget.takeRetry());
        clock.advance(3600 * second);
        QCOMPARE(budget.available(), 10.0);
    }

    void retryAfterIsUnderstoodInSecondsAndAsDate_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("ms"); // -1 = not understood
        QTest::newRow("seconds") << QByteArray("7") << qint64(7000);
        QTest::newRow("capped") << QByteArray("86400") << qint64(300'000);
        QTest::newRow("absurd") << QByteArray("99999999999999999999999") << qint64(300'000);
        QTest::newRow("date") << QByteArray("Sat, 21 Nov 2026 07:00:30 GMT") << qint64(30'000);
        QTest::newRow("rfc 850 date") << QByteArray("Saturday, 21-Nov-26 07:00:30 GMT") << qint64(30'000);
        QTest::newRow("asctime date") << QByteArray("Sat Nov 21 07:00:30 2026") << qint64(30'000);
        QTest::newRow("past date") << QByteArray("Sat, 21 Nov 2026 06:00:00 GMT") << qint64(0);
        QTest::newRow("garbage") << QByteArray("soon") << qint64(-1);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
    }
    void retryAfterIsUnderstoodInSecondsAndAsDate()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, ms);
        const qint64 now = 1795244400LL * second; // 2026-11-21 07:00:00
        QCOMPARE(net::parseRetryAfter(value, now).value_or(milliseconds(-1)).count(), ms);
    }
};

QTEST_GUILESS_MAIN(TestBreaker)
#include "tst_breaker.moc"
