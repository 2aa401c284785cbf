// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/book/querybook.h"
#include "models/store/store.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wf;
using namespace Qt::StringLiterals;

class TestQueryBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void whatRanIsThereTheNextTime()
    {
        const QTemporaryDir folder;
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        store::StoreOptions options;
        options.directory = folder.path();
        {
            store::Store store(options, clock);
            engine::QueryBook book(store.ledger(), clock);
            book.ran(u" up "_s, 3); // before the ledger has answered
            book.ran(u"rate(x[5m])"_s, 2);
            book.ran(u"up"_s, 4);
            book.setStar(u"rate(x[5m])"_s, true, u"Requests"_s);
            QCOMPARE(book.queries()[0].text, u"rate(x[5m])"_s);
            QCOMPARE(book.queries().size(), 2U);
            bool isKept = false;
            QTRY_VERIFY(([&] {
                async::Request read = store.ledger().settings(u"metrics."_s, [&](auto answer) {
                    isKept = answer && answer->value(u"metrics.queries"_s).toArray().size() == 2;
                });
                return QTest::qWaitFor([&] { return isKept; }, 200);
            })());
        }
        store::Store store(options, clock);
        engine::QueryBook book(store.ledger(), clock);
        QSignalSpy changed(&book, &engine::QueryBook::changed);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(book.queries().size(), 2U);
        QCOMPARE(book.queries()[1].text, u"up"_s);
        QCOMPARE(book.queries()[1].times, 2);
        QCOMPARE(book.queries()[1].series, 4);
        QCOMPARE(book.queries()[1].lastNs, clock.nowNs());
        QVERIFY(book.isStarred(u"rate(x[5m])"_s));
        QCOMPARE(book.stars(), 1);
    }

    void isSearchedByWordsAndStars()
    {
        const QTemporaryDir folder;
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        store::StoreOptions options;
        options.directory = folder.path();
        store::Store store(options, clock);
        engine::QueryBook book(store.ledger(), clock);
        book.ran(u"sum(rate(http_requests_total[5m]))"_s, 1);
        book.setStar(u"up"_s, true, u"Is it there"_s);
        book.ran(u"rate(errors[5m])"_s, 1);
        QCOMPARE(book.found(u"rate sum"_s, false).size(), 1U);
        QCOMPARE(book.found(u""_s, false)[0].text, u"up"_s); // stars first
        QCOMPARE(book.found(u"THERE"_s, true).size(), 1U);
        QCOMPARE(book.found(u"rate"_s, true).size(), 0U);
        book.forget(u"rate(errors[5m])"_s);
        QCOMPARE(book.found(u"errors"_s, false).size(), 0U);
    }

    void onlyTheNewestStayButEveryStarDoes()
    {
        const QTemporaryDir folder;
        base::ManualClock clock(1'700'000'000LL * base::nsPerSecond);
        store::StoreOptions options;
        options.directory = folder.path();
        store::Store store(options, clock);
        engine::QueryBook book(store.ledger(), clock);
        book.setStar(u"first"_s, true);
        for (int i = 0; i < 520; ++i)
            book.ran(u"query_%1"_s.arg(i), 1);
        QCOMPARE(book.queries().size(), engine::QueryBook::mostKept + 1);
        QVERIFY(book.isStarred(u"first"_s));
        QCOMPARE(book.queries()[0].text, u"query_519"_s);
    }
};

QTEST_GUILESS_MAIN(TestQueryBook)
#include "tst_querybook.moc"
