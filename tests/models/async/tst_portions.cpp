// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/portions.h"

#include <QStringList>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace wf;
using namespace std::chrono_literals;

namespace {

void spend(std::chrono::microseconds time)
{
    for (const auto until = std::chrono::steady_clock::now() + time; std::chrono::steady_clock::now() < until;)
        std::this_thread::yield();
}

} // namespace

class TstPortions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsLittleIsDoneAtOnce()
    {
        async::Portions portions(1s);
        int done = 0;
        portions.run([&done] { return ++done < 100; });
        QCOMPARE(done, 100);
        QVERIFY(!portions.isBusy());
    }

    void whatIsMuchLetsEventsInBetween()
    {
        async::Portions portions(2ms);
        int done = 0, events = 0;
        QTimer beat;
        beat.callOnTimeout([&events] { ++events; });
        beat.start(0);
        portions.run([&done] {
            spend(200us);
            return ++done < 100;
        });
        QVERIFY(done > 0 && done < 20);
        QVERIFY(portions.isBusy());
        QTRY_COMPARE(done, 100);
        QVERIFY2(events >= 8, qPrintable(QString::number(events)));
        QVERIFY(!portions.isBusy());
    }

    void oneAfterTheOtherAlsoWhatAStepAdds()
    {
        async::Portions portions(1s);
        QStringList order;
        const auto say = [&order](const QString &what) {
            order << what;
            return false;
        };
        portions.run([&, first = true]() mutable {
            if (std::exchange(first, false)) {
                portions.run([&say] { return say(QStringLiteral("added")); });
                order << QStringLiteral("first");
                return true;
            }
            order << QStringLiteral("again");
            return false;
        });
        portions.run([&say] { return say(QStringLiteral("last")); });
        const QStringList expected{QStringLiteral("first"), QStringLiteral("again"), QStringLiteral("added"),
                                   QStringLiteral("last")};
        QCOMPARE(order, expected);
    }

    void whatIsDroppedDoesNothingMore()
    {
        int done = 0;
        {
            async::Portions portions(1us);
            portions.run([&done] {
                spend(10us);
                return ++done < 1000;
            });
            QVERIFY(portions.isBusy());
        }
        const int before = done;
        QCoreApplication::processEvents();
        QCOMPARE(done, before);
    }

    void aStepMayDestroyItsOwner()
    {
        auto portions = std::make_unique<async::Portions>(1s);
        int done = 0;
        portions->run([&] {
            ++done;
            portions.reset();
            return true;
        });
        QCOMPARE(done, 1);
    }
};

QTEST_GUILESS_MAIN(TstPortions)
#include "tst_portions.moc"
