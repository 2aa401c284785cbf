// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/request.h"
#include "tests/support/failonwarning.h"

using wf::async::Request;

class tst_Request : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void droppingCancelsOnce()
    {
        int cancelled = 0;
        {
            Request request([&] { ++cancelled; });
            QVERIFY(request.isActive());
        }
        QCOMPARE(cancelled, 1);
    }
    void movingHandsTheCancelOver()
    {
        int cancelled = 0;
        Request a([&] { ++cancelled; });
        Request b(std::move(a));
        QVERIFY(!a.isActive()); // NOLINT(bugprone-use-after-move)
        QVERIFY(b.isActive());
        a.cancel();
        QCOMPARE(cancelled, 0);
        b.cancel();
        b.cancel();
        QCOMPARE(cancelled, 1);
    }
    void assigningCancelsWhatWasThere()
    {
        int first = 0;
        int second = 0;
        Request request([&] { ++first; });
        request = Request([&] { ++second; });
        QCOMPARE(first, 1);
        QCOMPARE(second, 0);
        request = {};
        QCOMPARE(second, 1);
    }
    void cancellingMayReplaceTheRequestItself()
    {
        int cancelled = 0;
        Request request;
        request = Request([&] {
            ++cancelled;
            request = Request([&] { ++cancelled; });
        });
        request.cancel();
        QCOMPARE(cancelled, 1);
        QVERIFY(request.isActive());
    }
};

QTEST_GUILESS_MAIN(tst_Request)
#include "tst_request.moc"
