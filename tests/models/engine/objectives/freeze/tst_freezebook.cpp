// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/freeze/freezebook.h"

#include "models/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::FreezeAdvice;
using engine::FreezeDecision;
using Kind = engine::FreezeDecision::Kind;

class FreezeBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void decisionsAreKeptAndTheNewestStands()
    {
        {
            store::Store store(options(), m_clock);
            engine::FreezeBook book(store.ledger());
            decide(book, {Kind::Freeze, u"checkout"_s, u"shop"_s, u"two thirds are gone"_s, 0.3, 0, {}, 0});
            m_clock.advance(base::nsPerHour);
            decide(
                book,
                {Kind::Later, u"cart"_s, u"shop"_s, u"after lunch"_s, 0.3, m_clock.nowNs() + base::nsPerHour, {}, 0});
        }
        store::Store store(options(), m_clock);
        engine::FreezeBook book(store.ledger());
        book.load();
        QTRY_VERIFY(book.isLoaded());
        QCOMPARE(book.decisions().size(), std::size_t(2));
        const auto *standing = book.standing(u"checkout"_s, m_clock.nowNs());
        QVERIFY(standing && standing->kind == Kind::Freeze && standing->by == u"ada"_s && standing->left == 0.3);
        QVERIFY(book.standing(u"cart"_s, m_clock.nowNs()));
        QVERIFY(!book.standing(u"cart"_s, m_clock.nowNs() + 2 * base::nsPerHour));
        QVERIFY(!book.standing(u"search"_s, m_clock.nowNs()));
        decide(book, {Kind::Lift, u"checkout"_s, u"shop"_s, u"rolled back"_s, 0.3, 0, {}, 0});
        QCOMPARE(book.standing(u"checkout"_s, m_clock.nowNs())->kind, Kind::Lift);
    }
    void withoutAReasonNothingIsDecided()
    {
        store::Store store(options(), m_clock);
        engine::FreezeBook book(store.ledger());
        std::optional<base::Status> answer;
        book.decide({}, u"ada"_s, [&](const base::Status &s) { answer = s; });
        QVERIFY(answer && !answer->ok() && book.decisions().empty());
    }
    void aDecisionGoesBeforeTheAdvice()
    {
        const FreezeAdvice go{FreezeAdvice::Decision::Go, u"everything"_s, u"Plenty is left."_s};
        const FreezeAdvice freeze{FreezeAdvice::Decision::Freeze, u"fixes"_s, u"Nothing is left."_s};
        FreezeDecision one{Kind::Freeze, u"x"_s, {}, u"be careful"_s, 1, 0, u"mara"_s, 0};
        QCOMPARE(engine::decided(go, nullptr).decision, FreezeAdvice::Decision::Go);
        QCOMPARE(engine::decided(go, &one).decision, FreezeAdvice::Decision::Freeze);
        QVERIFY(engine::decided(go, &one).reason.contains(u"mara"_s));
        one.kind = Kind::Lift;
        QCOMPARE(engine::decided(freeze, &one).decision, FreezeAdvice::Decision::Go);
        one.kind = Kind::Later;
        QCOMPARE(engine::decided(freeze, &one).decision, FreezeAdvice::Decision::Freeze);
    }

private:
    void decide(engine::FreezeBook &book, FreezeDecision decision)
    {
        std::optional<base::Status> answer;
        book.decide(std::move(decision), u"ada"_s, [&](const base::Status &s) { answer = s; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(answer->ok());
    }
    store::StoreOptions options() const
    {
        store::StoreOptions options;
        options.directory = m_folder->filePath(u"state"_s);
        options.maintenanceMs = 0;
        options.ballastBytes = 0;
        options.minFreeBytes = 0;
        return options;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    base::ManualClock m_clock{1'763'700'000 * base::nsPerSecond};
};

QTEST_GUILESS_MAIN(FreezeBookTest)
#include "tst_freezebook.moc"
