// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/requests.h"

#include <QTest>

using namespace wf;
using async::Requests;

class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOneOfThousandsIsKeptUntilItIsAnswered()
    {
        int cancelled = 0;
        Requests requests;
        for (int i = 0; i < 5000; ++i)
            requests.add([&cancelled](const Requests::TokenPtr &) { return async::Request([&] { ++cancelled; }); });
        QCOMPARE(cancelled, 0);
        QCOMPARE(requests.size(), std::size_t(5000));
    }
    void answeredOnesAreLetGo()
    {
        Requests requests;
        for (int i = 0; i < 5000; ++i)
            requests.add([](const Requests::TokenPtr &answered) {
                answered->end();
                return async::Request();
            });
        QVERIFY2(requests.size() <= 64, qPrintable(QString::number(requests.size())));
    }
    void droppingItGivesAllUp()
    {
        int cancelled = 0;
        {
            Requests requests;
            for (int i = 0; i < 3; ++i)
                requests.add([&cancelled](const Requests::TokenPtr &) { return async::Request([&] { ++cancelled; }); });
        }
        QCOMPARE(cancelled, 3);
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
