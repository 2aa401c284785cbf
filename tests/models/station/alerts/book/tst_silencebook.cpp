// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/silencebook.h"

#include <QTest>

#include <functional>

using namespace wf;
using namespace wf::station;
using signals::SilenceState;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

signals::Silence silence(qint64 startMinutes, qint64 endMinutes, const QString &id = {})
{
    signals::Silence out;
    out.id = id;
    out.matchers = {{QStringLiteral("alertname"), QStringLiteral("Down"), false, true}};
    out.startsNs = now + startMinutes * minute;
    out.endsNs = now + endMinutes * minute;
    out.createdBy = QStringLiteral("ada");
    out.comment = QStringLiteral("ACK! looking");
    return out;
}

QString put(SilenceBook &book, const signals::Silence &wanted, qint64 at, const QString &fresh)
{
    const auto change = book.put(wanted, at, fresh);
    if (!change)
        return QStringLiteral("error");
    book.apply(*change);
    return change->id;
}

QString states(const SilenceBook &book, qint64 at)
{
    QStringList out;
    for (const auto &one : book.list(at))
        out << one.id + (one.state == SilenceState::Active    ? QStringLiteral(":active")
                         : one.state == SilenceState::Pending ? QStringLiteral(":pending")
                                                              : QStringLiteral(":expired"));
    return out.join(u' ');
}

} // namespace

class SilenceBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesFromPendingToActiveToExpired();
    void staysItselfWhenOnlyTheEndMoves();
    void becomesANewOneWhenItChangesOtherwise();
    void movesThePendingOne();
    void refusesWhatMakesNoSense();
    void expiresTwiceWithoutHarm();
    void forgetsAfterFiveDays();
    void isConsistentWhenOnlyTheFirstWriteArrived();
};

void SilenceBookTest::goesFromPendingToActiveToExpired()
{
    SilenceBook book;
    QCOMPARE(put(book, silence(10, 20), now, QStringLiteral("a")), QStringLiteral("a"));
    QCOMPARE(put(book, silence(-10, 20), now, QStringLiteral("b")), QStringLiteral("b"));
    QCOMPARE(book.list(now).at(1).startsNs, now); // not before it was made
    QCOMPARE(states(book, now), QStringLiteral("a:pending b:active"));
    QCOMPARE(states(book, now + 15 * minute), QStringLiteral("a:active b:active"));
    QCOMPARE(states(book, now + 20 * minute), QStringLiteral("a:expired b:expired"));
}

void SilenceBookTest::staysItselfWhenOnlyTheEndMoves()
{
    SilenceBook book;
    (void)put(book, silence(0, 20), now, QStringLiteral("a"));
    auto longer = silence(0, 60, QStringLiteral("a"));
    longer.startsNs += base::nsPerSecond / 4; // the same second
    longer.comment = QStringLiteral("ACK! still looking");
    QCOMPARE(put(book, longer, now + minute, QStringLiteral("b")), QStringLiteral("a"));
    QCOMPARE(book.list(now).size(), std::size_t{1});
    QCOMPARE(book.list(now).at(0).comment, longer.comment);
    QCOMPARE(book.list(now).at(0).updatedNs, now + minute);
}

void SilenceBookTest::becomesANewOneWhenItChangesOtherwise()
{
    const std::vector<std::function<void(signals::Silence &)>> changes{
        [](auto &s) { s.matchers[0].value = QStringLiteral("Up"); },
        [](auto &s) { s.matchers[0].isRegex = true; },
        [](auto &s) { s.startsNs += 5 * minute; },
    };
    for (const auto &change : changes) {
        SilenceBook book;
        (void)put(book, silence(0, 20), now, QStringLiteral("a"));
        auto edited = silence(0, 30, QStringLiteral("a"));
        change(edited);
        QCOMPARE(put(book, edited, now + minute, QStringLiteral("b")), QStringLiteral("b"));
        QVERIFY(states(book, now + minute).startsWith(QStringLiteral("a:expired b:")));
    }
    SilenceBook book;
    (void)put(book, silence(0, 20), now, QStringLiteral("a"));
    QCOMPARE(put(book, silence(0, 90, QStringLiteral("a")), now + 30 * minute, QStringLiteral("b")),
             QStringLiteral("b")); // it had expired
    QCOMPARE(states(book, now + 30 * minute), QStringLiteral("a:expired b:active"));
}

void SilenceBookTest::movesThePendingOne()
{
    SilenceBook book;
    (void)put(book, silence(10, 20), now, QStringLiteral("a"));
    QCOMPARE(put(book, silence(15, 20, QStringLiteral("a")), now, QStringLiteral("b")), QStringLiteral("a"));
    QCOMPARE(book.list(now).at(0).startsNs, now + 15 * minute);
    QCOMPARE(put(book, silence(-1, 20, QStringLiteral("a")), now, QStringLiteral("b")), QStringLiteral("b"));
    QCOMPARE(states(book, now), QStringLiteral("a:expired b:active"));
}

void SilenceBookTest::refusesWhatMakesNoSense()
{
    SilenceBook book;
    const auto kind = [&](const std::function<void(signals::Silence &)> &change) {
        auto wanted = silence(0, 20);
        change(wanted);
        const auto result = book.put(wanted, now, QStringLiteral("a"));
        return result ? base::ErrorKind::Cancelled : result.error().kind;
    };
    using base::ErrorKind;
    QCOMPARE(kind([](auto &s) {
                 s.endsNs = now - 1;
                 s.startsNs = now - minute;
             }),
             ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.endsNs = s.startsNs; }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.startsNs = 0; }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.comment.clear(); }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.createdBy.clear(); }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.matchers.clear(); }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.matchers[0].name.clear(); }), ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) {
                 s.matchers[0] = {QStringLiteral("a"), QStringLiteral("("), true, true};
             }),
             ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) {
                 s.matchers[0] = {QStringLiteral("a"), QStringLiteral(".*"), true, true};
             }),
             ErrorKind::BadRequest);
    QCOMPARE(kind([](auto &s) { s.matchers[0] = {QStringLiteral("a"), {}, false, false}; }), ErrorKind::Cancelled);
    QCOMPARE(kind([](auto &s) { s.id = QStringLiteral("nope"); }), ErrorKind::NotFound);
}

void SilenceBookTest::expiresTwiceWithoutHarm()
{
    SilenceBook book;
    (void)put(book, silence(0, 20), now, QStringLiteral("a"));
    (void)put(book, silence(10, 20), now, QStringLiteral("b"));
    for (const auto &id : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")}) {
        const auto change = book.expire(id, now + minute);
        QVERIFY(change.ok());
        book.apply(*change);
    }
    QCOMPARE(states(book, now + minute), QStringLiteral("a:expired b:expired"));
    QVERIFY(book.expire(QStringLiteral("a"), now + 2 * minute)->written.empty());
    QVERIFY(!book.expire(QStringLiteral("c"), now).ok());
}

void SilenceBookTest::forgetsAfterFiveDays()
{
    SilenceBook book;
    (void)put(book, silence(0, 20), now, QStringLiteral("a"));
    QVERIFY(book.collect(now + 20 * minute + SilenceBook::retentionNs).isEmpty());
    QCOMPARE(book.collect(now + 21 * minute + SilenceBook::retentionNs), QStringList{QStringLiteral("a")});
    QVERIFY(book.list(now).empty());
}

void SilenceBookTest::isConsistentWhenOnlyTheFirstWriteArrived()
{
    SilenceBook book;
    const auto first = book.put(silence(0, 60), now, QStringLiteral("a"));
    QVERIFY(first.ok());
    book.apply(*first);
    auto edited = silence(0, 60, QStringLiteral("a"));
    edited.matchers[0].value = QStringLiteral("Up");
    const auto second = book.put(edited, now + minute, QStringLiteral("b"));
    QVERIFY(second.ok());
    QCOMPARE(second->written.size(), std::size_t{2});
    SilenceBook after;
    after.adopt({first->written[0], second->written[0]}); // killed before the old one was written as ended
    QCOMPARE(states(after, now + 2 * minute), QStringLiteral("a:expired b:active"));
}

QTEST_GUILESS_MAIN(SilenceBookTest)
#include "tst_silencebook.moc"
