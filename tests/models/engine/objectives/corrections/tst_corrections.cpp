// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/corrections/correctionbook.h"

#include "models/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::Correction;
using engine::NewCorrection;

namespace {

NewCorrection sundays()
{
    NewCorrection made;
    made.name = u"Sunday work"_s;
    made.objectives = {u"checkout"_s};
    made.first = QDateTime(QDate(2026, 3, 1), QTime(2, 0));
    made.lengthNs = base::nsPerHour;
    made.timeZone = u"Europe/Zurich"_s;
    made.rrule = u"FREQ=WEEKLY;BYDAY=SU"_s;
    made.reason = u"database upgrades"_s;
    made.approvedBy = u"mara"_s;
    return made;
}

qint64 ns(int day, int month, int hour)
{
    return QDateTime(QDate(2026, month, day), QTime(hour, 0), Qt::UTC).toSecsSinceEpoch() * base::nsPerSecond;
}

signals::Objective objective(const QString &id)
{
    signals::Objective o;
    o.id = id;
    o.windowNs = 28 * base::nsPerDay;
    return o;
}

} // namespace

class CorrectionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.set(ns(10, 4, 0));
    }

    void followTheClockOnTheWallWhenSummerTimeBegins()
    {
        const auto made = engine::correctionOf(sundays());
        QVERIFY(made.ok());
        const auto out = engine::excludedBy({*made}, objective(u"checkout"_s), {ns(20, 3, 0), ns(10, 4, 0)});
        QCOMPARE(out.size(), std::size_t(3));
        QCOMPARE(out[0].range.startNs, ns(22, 3, 1)); // 02:00 in winter time
        // 02:00 of 29 March is skipped: it is taken with the offset before the switch.
        QCOMPARE(out[1].range.startNs, ns(29, 3, 1));
        QCOMPARE(out[2].range.startNs, ns(5, 4, 0)); // 02:00 in summer time
        for (const auto &one : out)
            QCOMPARE(one.range.lengthNs(), base::nsPerHour);
        QVERIFY(engine::excludedBy({*made}, objective(u"cart"_s), {ns(20, 3, 0), ns(10, 4, 0)}).empty());
    }
    void needAReasonAndSomebodyWhoApproved()
    {
        for (auto change :
             {+[](NewCorrection &c) { c.reason = u"  "_s; }, +[](NewCorrection &c) { c.approvedBy.clear(); },
              +[](NewCorrection &c) { c.lengthNs = 0; }, +[](NewCorrection &c) { c.first = {}; },
              +[](NewCorrection &c) { c.timeZone = u"Mars/Olympus"_s; },
              +[](NewCorrection &c) { c.rrule = u"FREQ=SOMETIMES"_s; }}) {
            NewCorrection made = sundays();
            change(made);
            const auto read = engine::correctionOf(made);
            QVERIFY(!read.ok());
            QCOMPARE(read.error().kind, base::ErrorKind::Invalid);
            QVERIFY(!read.error().summary.isEmpty());
        }
    }
    void readBackAsTheyWereWritten()
    {
        const auto made = engine::correctionOf(sundays());
        const auto again = engine::correctionFrom(engine::toJson(*made));
        QVERIFY(again.has_value());
        QCOMPARE(engine::toJson(*again), engine::toJson(*made));
        QVERIFY(!engine::correctionFrom({}).has_value());
    }
    void areKeptInTheTrailAndOnlyRevoked()
    {
        QString id;
        {
            store::Store store(options(), m_clock);
            engine::CorrectionBook book(store.ledger(), m_clock);
            book.add(*engine::correctionOf(sundays()), u"ada"_s, [&](const base::Result<Correction> &added) {
                QVERIFY(added.ok());
                id = added->id;
            });
            QTRY_VERIFY(!id.isEmpty());
        }
        {
            store::Store store(options(), m_clock);
            engine::CorrectionBook book(store.ledger(), m_clock);
            book.load();
            QTRY_VERIFY(book.isLoaded());
            QCOMPARE(book.corrections()->size(), std::size_t(1));
            QCOMPARE(book.corrections()->at(0).addedBy, u"ada"_s);
            std::optional<base::Status> answer;
            book.revoke(u"nobody"_s, u"why"_s, u"ada"_s, [&](const base::Status &s) { answer = s; });
            QVERIFY(answer && !answer->ok());
            answer.reset();
            book.revoke(id, u"not planned after all"_s, u"bo"_s, [&](const base::Status &s) { answer = s; });
            QTRY_VERIFY(answer.has_value());
            QVERIFY(answer->ok());
        }
        store::Store store(options(), m_clock);
        engine::CorrectionBook book(store.ledger(), m_clock);
        book.load();
        QTRY_VERIFY(book.isLoaded());
        const Correction &kept = book.corrections()->at(0);
        QVERIFY(!kept.holds());
        QCOMPARE(kept.revokedBy, u"bo"_s);
        QCOMPARE(kept.revokedWhy, u"not planned after all"_s);
        QVERIFY(engine::excludedBy({kept}, objective(u"checkout"_s), {ns(1, 3, 0), ns(10, 4, 0)}).empty());
        std::optional<base::Result<store::AuditReport>> verified;
        const auto request = store.ledger().verifyTrail([&](const auto &report) { verified = report; });
        QTRY_VERIFY(verified.has_value());
        QVERIFY(verified->ok() && (*verified)->intact);
    }

private:
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
    base::ManualClock m_clock{0};
};

QTEST_GUILESS_MAIN(CorrectionsTest)
#include "tst_corrections.moc"
