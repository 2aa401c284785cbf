// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/asking.h"

#include "models/store/db/connection.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::store;
using wf::test::ask;

class TstLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.set(1'763'700'000 * base::nsPerSecond);
    }

    void anOperationAndItsAuditRecordAreWrittenTogether()
    {
        const QString key = makeUlid(m_clock.nowNs());
        {
            Store store(options(), m_clock);
            const auto item = test::enqueue(store, key);
            QVERIFY2(item.ok(), qPrintable(item.ok() ? QString() : item.error().summary + item.error().detail));
            QCOMPARE(item->opKey, key);
            QCOMPARE(item->state, OpState::Queued);
        }
        Store again(options(), m_clock);
        const auto items = test::outbox(again);
        QVERIFY(items.ok());
        QCOMPARE(items->size(), std::size_t(1));
        QCOMPARE(items->at(0).payload.value(QStringLiteral("comment")).toString(), QStringLiteral("ACK! looking"));
        const auto trail = ask<std::vector<AuditRecord>>([&](auto reply) {
            return again.ledger().trail({0, std::numeric_limits<qint64>::max()}, 10, std::move(reply));
        });
        QVERIFY(trail.ok());
        QCOMPARE(trail->size(), std::size_t(2)); // its beginning, and the acknowledgement
        QCOMPARE(trail->at(0).note.actor, QStringLiteral("ada"));
        QCOMPARE(trail->at(0).note.detail.value(QStringLiteral("op")).toString(), key);
        const auto report = test::verify(again);
        QVERIFY(report.ok() && report->intact);
    }

    void theSameOperationTwiceIsOne()
    {
        Store store(options(), m_clock);
        const auto first = test::enqueue(store);
        const auto second = test::enqueue(store, first->opKey);
        QVERIFY(second.ok());
        QCOMPARE(*second, *first);
        QCOMPARE(test::outbox(store)->size(), std::size_t(1));
        QCOMPARE(test::verify(store)->records, qint64(2));
    }

    void anOperationIsFollowedUntilItIsDone()
    {
        Store store(options(), m_clock);
        const auto item = test::enqueue(store);
        const auto change = [&](const OpChange &c) {
            return ask<OutboxItem>([&](auto reply) { return store.ledger().update(item->opKey, c, std::move(reply)); });
        };
        OpChange applied;
        applied.state = OpState::Applied;
        applied.attempts = 2;
        applied.remoteId = QStringLiteral("silence-1");
        m_clock.advance(base::nsPerSecond);
        auto now = change(applied);
        QVERIFY(now.ok());
        QCOMPARE(now->remoteId, QStringLiteral("silence-1"));
        QCOMPARE(now->updatedNs, m_clock.nowNs());
        OpChange done;
        done.state = OpState::Done;
        done.audit = AuditNote{QStringLiteral("ada"), QStringLiteral("silence.expire"), QStringLiteral("x"), {}};
        QVERIFY(change(done).ok());
        const auto late = change(applied);
        QVERIFY(!late.ok());
        QCOMPARE(late.error().kind, base::ErrorKind::Invalid);
        QVERIFY(test::outbox(store)->empty());
        OutboxFilter all;
        all.states = {OpState::Done};
        QCOMPARE(test::outbox(store, all)->size(), std::size_t(1));
        QCOMPARE(test::verify(store)->records, qint64(3));
        const auto nobody = ask<OutboxItem>(
            [&](auto reply) { return store.ledger().update(QStringLiteral("no"), done, std::move(reply)); });
        QCOMPARE(nobody.error().kind, base::ErrorKind::NotFound);
    }

    void hostileTextIsStoredVerbatimAndNulIsRefused()
    {
        Store store(options(), m_clock);
        OperatorNote note;
        note.service = QStringLiteral("x'); drop table note; --");
        note.author = QStringLiteral("ada");
        note.text = QStringLiteral("<b>\u202e\n\"'%_\\");
        const auto saved =
            ask<OperatorNote>([&](auto reply) { return store.ledger().putNote(note, std::move(reply)); });
        QVERIFY(saved.ok());
        NoteFilter filter;
        filter.service = note.service;
        const auto found =
            ask<std::vector<OperatorNote>>([&](auto reply) { return store.ledger().notes(filter, std::move(reply)); });
        QVERIFY(found.ok());
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->at(0), *saved);
        note.text = QString(QChar(u'a')) + QChar(u'\0') + QChar(u'b');
        const auto refused =
            ask<OperatorNote>([&](auto reply) { return store.ledger().putNote(note, std::move(reply)); });
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Invalid);
        QVERIFY(ask<base::Done>([&](auto reply) {
                    return store.ledger().removeNote(saved->id, QStringLiteral("ada"), std::move(reply));
                }).ok());
        QVERIFY(test::verify(store)->intact);
    }

    void settingsAndLayoutsComeBack()
    {
        {
            Store store(options(), m_clock);
            for (const auto &[key, value] : {std::pair{QStringLiteral("ui.theme"), QJsonValue(QStringLiteral("dark"))},
                                             std::pair{QStringLiteral("ui.zoom"), QJsonValue(1.25)},
                                             std::pair{QStringLiteral("other"), QJsonValue(true)}})
                QVERIFY(ask<base::Done>([&, k = key, v = value](auto reply) {
                            return store.ledger().setSetting(k, v, std::move(reply));
                        }).ok());
            QVERIFY(ask<base::Done>([&](auto reply) {
                        return store.ledger().setLayout(QStringLiteral("DP-1"), QByteArray("\0\1\2", 3),
                                                        std::move(reply));
                    }).ok());
        }
        Store store(options(), m_clock);
        const auto ui = ask<QHash<QString, QJsonValue>>(
            [&](auto reply) { return store.ledger().settings(QStringLiteral("ui."), std::move(reply)); });
        QVERIFY(ui.ok());
        QCOMPARE(ui->size(), 2);
        QCOMPARE(ui->value(QStringLiteral("ui.zoom")).toDouble(), 1.25);
        const auto layouts =
            ask<QHash<QString, QByteArray>>([&](auto reply) { return store.ledger().layouts(std::move(reply)); });
        QCOMPARE(layouts->value(QStringLiteral("DP-1")), QByteArray("\0\1\2", 3));
    }

    void everyFileIsPrivate()
    {
        {
            Store store(options(), m_clock);
            QVERIFY(test::enqueue(store).ok());
            store.answers().put(QStringLiteral("p"), QStringLiteral("metadata"), QJsonDocument::fromJson("{}"));
            QVERIFY(ask<base::Done>([&](auto reply) { return store.maintain(std::move(reply)); }).ok());
            int files = 0;
            QDirIterator it(path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                it.next();
                ++files;
                constexpr auto others =
                    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
                QVERIFY2(!(it.fileInfo().permissions() & others), qPrintable(it.fileName()));
            }
            QVERIFY(files >= 7);
        }
        QCOMPARE(QFileInfo(path()).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
    }

    void durabilityIsWhatThePragmasSay()
    {
        {
            Store store(options(), m_clock);
            QVERIFY(test::reportOf(store).ok());
        }
        for (const bool durable : {true, false}) {
            OpenOptions file;
            file.path = path() + QLatin1String(durable ? "/ledger.db" : "/cache.db");
            file.durable = durable;
            const auto connection = Connection::open(file);
            QVERIFY(connection.ok());
            QCOMPARE((*connection)->pragma("synchronous"), qint64(durable ? 2 : 1));
            QCOMPARE((*connection)->pragma("foreign_keys"), qint64(1));
            QCOMPARE((*connection)->pragma("trusted_schema"), qint64(0));
            QCOMPARE((*connection)->pragma("auto_vacuum"), qint64(durable ? 0 : 2));
            QString mode;
            QVERIFY((*connection)
                        ->prepare("PRAGMA journal_mode")
                        .each([&](const Statement &row) {
                            mode = row.text(0);
                            return true;
                        })
                        .ok());
            QCOMPARE(mode, QStringLiteral("wal"));
        }
    }

    void aSecondStoreOnlyReads()
    {
        Store first(options(), m_clock);
        const auto item = test::enqueue(first);
        QVERIFY(item.ok());
        Store second(options(), m_clock);
        const auto report = test::reportOf(second);
        QVERIFY(report.ok());
        QVERIFY(report->readOnly);
        QVERIFY(!report->notices.empty());
        QCOMPARE(test::outbox(second)->size(), std::size_t(1));
        const auto refused = test::enqueue(second);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        QVERIFY(test::enqueue(first).ok());
        QCOMPARE(test::outbox(second)->size(), std::size_t(2));
    }

    void aForgottenRequestIsNotAnsweredButWritten()
    {
        Store store(options(), m_clock);
        bool answered = false;
        {
            NewOp op;
            op.source = QStringLiteral("am");
            const auto dropped = store.ledger().enqueue(op, [&](const base::Result<OutboxItem> &) { answered = true; });
        }
        QTRY_COMPARE(test::outbox(store)->size(), std::size_t(1));
        QVERIFY(!answered);
    }

    void theLedgerIsBackedUpOnceADay()
    {
        Store store(options(), m_clock);
        QVERIFY(test::enqueue(store).ok());
        for (int day = 0; day < 9; ++day) {
            for (int twice = 0; twice < 2; ++twice)
                QVERIFY(ask<base::Done>([&](auto reply) { return store.maintain(std::move(reply)); }).ok());
            m_clock.advance(base::nsPerDay);
        }
        const auto backups = QDir(path() + QStringLiteral("/backup")).entryList(QDir::Files, QDir::Name);
        QCOMPARE(backups.size(), 7);
        const auto copy = Connection::openForRescue(path() + QStringLiteral("/backup/") + backups.last());
        QVERIFY(copy.ok());
        QCOMPARE((*copy)->integrityCheck(), QStringLiteral("ok"));
        qint64 rows = 0;
        QVERIFY((*copy)
                    ->prepare("SELECT count(*) FROM outbox")
                    .each([&](const Statement &row) {
                        rows = row.integer(0);
                        return true;
                    })
                    .ok());
        QCOMPARE(rows, qint64(1));
    }

    void aNewerLedgerIsRefused()
    {
        {
            Store store(options(), m_clock);
            QVERIFY(test::reportOf(store).ok());
        }
        {
            OpenOptions file;
            file.path = path() + QStringLiteral("/ledger.db");
            const auto connection = Connection::open(file);
            QVERIFY((*connection)->run(QStringLiteral("PRAGMA user_version=99")).ok());
        }
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(!report.ok());
        QCOMPARE(report.error().kind, base::ErrorKind::Unsupported);
        QVERIFY(report.error().summary.contains(QStringLiteral("newer")));
        QVERIFY(!test::enqueue(store).ok());
        QVERIFY(QFile::exists(path() + QStringLiteral("/ledger.db")));
    }

    void ulidsSortByTimeAndDiffer()
    {
        const QString a = makeUlid(1'000'000'000);
        const QString b = makeUlid(2'000'000'000);
        QCOMPARE(a.size(), 26);
        QVERIFY(a < b);
        QVERIFY(makeUlid(5) != makeUlid(5));
    }

private:
    [[nodiscard]] QString path() const { return m_dir->path() + QStringLiteral("/state"); }
    [[nodiscard]] StoreOptions options() const { return test::quietOptions(path()); }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{0};
};

QTEST_GUILESS_MAIN(TstLedger)
#include "tst_ledger.moc"
