// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/runbook.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

// Operations of a command that may keep nothing.
class TestRunBook : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{1'763'700'000 * base::nsPerSecond};

    store::OutboxItem put(RunBook &book, const QString &source)
    {
        std::optional<store::OutboxItem> out;
        store::NewOp op;
        op.source = source;
        op.kind = u"silence"_s;
        const auto request = book.enqueue(op, [&out](const auto &item) { out = *item; });
        return QTest::qWaitFor([&out] { return out.has_value(); }) ? *out : store::OutboxItem();
    }
    std::size_t waiting(RunBook &book, const store::OutboxFilter &filter = {})
    {
        std::optional<std::size_t> out;
        const auto request = book.outbox(filter, [&out](const auto &items) { out = items->size(); });
        return QTest::qWaitFor([&out] { return out.has_value(); }) ? *out : 99;
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void whatIsPutInWaitsUntilItIsDone()
    {
        RunBook book(m_clock);
        QCOMPARE(waiting(book), std::size_t(0)); // nothing of another run
        const auto one = put(book, u"am-1"_s), other = put(book, u"am-2"_s);
        QCOMPARE(one.opKey.size(), 26);
        QVERIFY(one.opKey != other.opKey);
        QCOMPARE(waiting(book), std::size_t(2));
        store::OutboxFilter ofOne;
        ofOne.source = u"am-1"_s;
        QCOMPARE(waiting(book, ofOne), std::size_t(1));

        std::optional<base::Result<store::OutboxItem>> said;
        store::OpChange done;
        done.state = store::OpState::Done;
        done.remoteId = u"s1"_s;
        auto request = book.update(one.opKey, done, [&said](const auto &item) { said = item; });
        QVERIFY(QTest::qWaitFor([&said] { return said.has_value(); }) && said->ok());
        QCOMPARE((*said)->remoteId, u"s1"_s);
        QCOMPARE(waiting(book), std::size_t(1));
        said.reset();
        request = book.update(one.opKey, done, [&said](const auto &item) { said = item; });
        QVERIFY(QTest::qWaitFor([&said] { return said.has_value(); }) && !said->ok()); // over is over
    }
};

QTEST_GUILESS_MAIN(TestRunBook)
#include "tst_runbook.moc"
