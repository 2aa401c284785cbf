// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/resolve/resolver.h"

#include "tests/models/engine/acknowledge/memorybook.h"
#include "tests/models/engine/story/storyworld.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

struct World : tests::StoryWorld {
    tests::MemoryBook book;
    AckDesk desk{set, watch, book, clock, {u"mara"_s, false, {}}};
    Resolver resolver{{keeper, watch, desk}, clock};

    World() { desk.start(); }
    [[nodiscard]] Resolver::Incidents open() const { return keeper.snapshot()->open; }
    [[nodiscard]] std::optional<base::Result<Resolved>> resolve(const Resolver::Wish &wish)
    {
        auto out = std::make_shared<std::optional<base::Result<Resolved>>>();
        resolver.resolve(open(), wish, [out](const auto &done) { *out = done; });
        (void)QTest::qWaitFor([out] { return out->has_value(); }, 5'000);
        return *out;
    }
};

} // namespace

class TstResolver : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void eachRuleIsSilencedOnceAndAllOfItIsTakenBack()
    {
        World w;
        QTRY_VERIFY(w.isOpen());
        w.fire("QueueDeep");
        w.watch.pollNow();
        QTRY_VERIFY(w.isOpen() && w.keeper.snapshot()->alertsFiring == 2);
        QCOMPARE(w.resolver.loudAlerts(w.open()).size(), std::size_t(2));
        const auto done = w.resolve({OutcomeKind::Real, u"rolled back"_s, base::nsPerHour});
        QVERIFY(done && done->ok());
        QCOMPARE((*done)->silenced, 2);
        QCOMPARE((*done)->silences.size(), 2);
        QVERIFY((*done)->problems.isEmpty());
        QTRY_COMPARE(w.server.active().size(), std::size_t(2));
        QCOMPARE(w.server.active().front().endsNs, w.clock.nowNs() + base::nsPerHour);
        QVERIFY(w.server.active().front().comment.contains(u"Resolved: rolled back"_s));
        QTRY_COMPARE(w.keeper.snapshot()->open.front()->outcome, std::optional(OutcomeKind::Real));
        std::optional<base::Status> back;
        w.resolver.takeBack(**done, [&back](const auto &status) { back = status; });
        QTRY_VERIFY(back && back->ok() && w.isOpen() && !w.incident().outcome);
        QTRY_COMPARE(w.server.active().size(), std::size_t(0));
    }
    void withoutASpanNothingIsSilenced()
    {
        World w;
        QTRY_VERIFY(w.isOpen());
        const auto done = w.resolve({OutcomeKind::Noise, {}, 0});
        QVERIFY(done && done->ok());
        QCOMPARE((*done)->silenced, 0);
        QVERIFY(w.server.active().empty());
        QVERIFY(w.book.rows.empty());
    }
    void nothingIsSaidWhereSilencingIsNotAllowed()
    {
        World w;
        QTRY_VERIFY(w.isOpen());
        w.desk.setAccess({u"mara"_s, true, u"Read only."_s});
        const auto done = w.resolve({OutcomeKind::Real, {}, base::nsPerHour});
        QVERIFY(done && !done->ok());
        QCOMPARE(done->error().summary, u"Read only."_s);
        QVERIFY(!w.incident().outcome);
    }
    void aWrongClockIsAProblemAndTheOutcomeIsKept()
    {
        World w;
        QTRY_VERIFY(w.isOpen());
        w.server.editState().clockSkewNs = base::nsPerHour;
        const auto done = w.resolve({OutcomeKind::Real, {}, base::nsPerHour});
        QVERIFY(done && done->ok());
        QCOMPARE((*done)->silenced, 0);
        QVERIFY2((*done)->problems.join(u' ').contains(u"1\u2009h ahead"_s), qPrintable((*done)->problems.join(u' ')));
        QTRY_COMPARE(w.incident().outcome, std::optional(OutcomeKind::Real));
    }
};

QTEST_GUILESS_MAIN(TstResolver)
#include "tst_resolver.moc"
