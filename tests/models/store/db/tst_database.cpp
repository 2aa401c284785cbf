// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/database.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <semaphore>

using namespace wf;
using namespace wf::store;

namespace {

// Holds the writer, so that what is asked meanwhile waits together.
class Gate {
public:
    [[nodiscard]] async::Request hold(Database &db)
    {
        auto request = db.upkeep<base::Done>(
            [this](Connection &) -> base::Status {
                m_entered.release();
                m_opened.acquire();
                return base::Done{};
            },
            {});
        m_entered.acquire();
        return request;
    }
    void open() { m_opened.release(); }

private:
    std::binary_semaphore m_entered{0}, m_opened{0};
};

} // namespace

class TstDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_dir = std::make_unique<QTemporaryDir>();
        m_done = false;
    }

    void stepsRunOnceInOrderAfterABackup()
    {
        const auto connection = open();
        std::vector<Migration> steps{{{"CREATE TABLE a(x)", "INSERT INTO a VALUES(1)"}}};
        int backups = 0;
        const auto backup = [&](int from) -> base::Status {
            backups += from;
            return base::Done{};
        };
        QCOMPARE(migrate(*connection, steps, backup).value(), 1);
        QCOMPARE(backups, 0); // nothing to lose in an empty file
        steps.push_back({{"ALTER TABLE a ADD COLUMN y DEFAULT 7"}});
        steps.push_back({{"INSERT INTO a VALUES(2, 2)"}});
        QCOMPARE(migrate(*connection, steps, backup).value(), 3);
        QCOMPARE(backups, 1);
        QCOMPARE(migrate(*connection, steps, backup).value(), 3);
        QCOMPARE(number(*connection, "SELECT sum(x)*100 + sum(y) FROM a"), qint64(309));
    }

    void aStepThatFailsLeavesTheVersionBeforeIt()
    {
        const auto connection = open();
        const std::vector<Migration> good{{{"CREATE TABLE a(x)"}}};
        QVERIFY(migrate(*connection, good, {}).ok());
        auto bad = good;
        bad.push_back({{"CREATE TABLE b(x)", "INSERT INTO a VALUES(1)", "CREATE TABLE nonsense("}});
        QVERIFY(!migrate(*connection, bad, {}).ok());
        QCOMPARE(connection->pragma("user_version"), qint64(1));
        QCOMPARE(number(*connection, "SELECT count(*) FROM a"), qint64(0));
        QCOMPARE(number(*connection, "SELECT count(*) FROM sqlite_schema WHERE name='b'"), qint64(0));
    }

    void withoutABackupNothingIsChanged()
    {
        const auto connection = open();
        std::vector<Migration> steps{{{"CREATE TABLE a(x)"}}};
        QVERIFY(migrate(*connection, steps, {}).ok());
        steps.push_back({{"DROP TABLE a"}});
        const auto result = migrate(*connection, steps, [](int) -> base::Status {
            return base::makeError(base::ErrorKind::Storage, QStringLiteral("no room"));
        });
        QVERIFY(!result.ok());
        QCOMPARE(result.error().summary, QStringLiteral("no room"));
        QCOMPARE(number(*connection, "SELECT count(*) FROM a"), qint64(0));
    }

    void aNewerFileIsRefused()
    {
        const auto connection = open();
        QVERIFY(connection->run(QStringLiteral("PRAGMA user_version=9")).ok());
        const auto result = migrate(*connection, {{{"CREATE TABLE a(x)"}}}, {});
        QCOMPARE(result.error().kind, base::ErrorKind::Unsupported);
        QCOMPARE(connection->pragma("user_version"), qint64(9));
    }

    void aTransactionThatFailsLeavesNothing()
    {
        const auto connection = open();
        QVERIFY(connection->run(QStringLiteral("CREATE TABLE a(x UNIQUE)")).ok());
        const auto status = connection->transaction([&]() -> base::Status {
            if (auto s = connection->run(QStringLiteral("INSERT INTO a VALUES(1)")); !s)
                return s;
            return connection->run(QStringLiteral("INSERT INTO a VALUES(1)"));
        });
        QVERIFY(!status.ok());
        QCOMPARE(number(*connection, "SELECT count(*) FROM a"), qint64(0));
        QVERIFY(
            connection->transaction([&] { return connection->run(QStringLiteral("INSERT INTO a VALUES(1)")); }).ok());
    }

    // The second connection waits for the first instead of failing at once, as a deferred BEGIN would.
    void writersWaitForEachOther()
    {
        const auto first = open();
        QVERIFY(first->run(QStringLiteral("CREATE TABLE a(x)")).ok());
        std::thread other([this] {
            const auto second = open();
            for (int i = 0; i < 200; ++i)
                m_otherFailed |= !second->transaction([&] { return increment(*second); }).ok();
        });
        for (int i = 0; i < 200; ++i)
            QVERIFY(first->transaction([&] { return increment(*first); }).ok());
        other.join();
        QVERIFY(!m_otherFailed);
        QCOMPARE(number(*first, "SELECT count(*) FROM a"), qint64(400));
        QCOMPARE(number(*first, "SELECT max(x) FROM a"), qint64(399));
    }

    void urgentOnesThatWaitShareACommitAndFailAlone()
    {
        Courier courier;
        const base::ManualClock clock(0);
        DatabaseSpec spec;
        spec.file.path = m_dir->path() + QStringLiteral("/test.db");
        spec.migrations = {{{"CREATE TABLE a(x UNIQUE)"}}};
        Database db(spec, courier, clock);
        db.open(false, false, {});
        Gate gate;
        std::vector<async::Request> requests;
        requests.push_back(gate.hold(db));
        constexpr int many = 100;
        constexpr int twice = 40;   // of one value
        constexpr int without = 50; // SQLite having said anything
        qint64 seenBesides = -1;
        std::vector<int> fine, refused;
        for (int i = 0; i < many; ++i)
            requests.push_back(db.write<base::Done>(
                [&, i](Connection &connection) -> base::Status {
                    if (i == many - 1)
                        seenBesides = number(*open(), "SELECT count(*) FROM a");
                    (void)connection.prepare("INSERT INTO a VALUES(?)").bind(1'000 + i).exec();
                    if (i == without)
                        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("not so"));
                    return connection.prepare("INSERT INTO a VALUES(?)").bind(i == twice ? 0 : i).exec();
                },
                [&, i](const base::Status &status) {
                    (status ? fine : refused).push_back(i);
                    m_done = i == many - 1;
                },
                Lane::Order::Urgent));
        gate.open();
        QTRY_VERIFY(m_done);
        QCOMPARE(refused, (std::vector{twice, without}));
        QCOMPARE(fine.size(), std::size_t(many - 2));
        QVERIFY(std::ranges::is_sorted(fine));
        QCOMPARE(seenBesides, qint64(0)); // to the last of them none of the others was committed
        QCOMPARE(number(*open(), "SELECT count(*) FROM a"), qint64(2 * (many - 2))); // nothing is left of what failed
    }

    void whatAPersonWaitsForOvertakesOtherUrgentOnes()
    {
        Courier courier;
        const base::ManualClock clock(0);
        DatabaseSpec spec;
        spec.file.path = m_dir->path() + QStringLiteral("/test.db");
        spec.migrations = {{{"CREATE TABLE a(x)"}}};
        Database db(spec, courier, clock);
        db.open(false, false, {});
        Gate gate;
        std::vector<async::Request> requests;
        requests.push_back(gate.hold(db));
        std::vector<int> written;
        const auto write = [&](int i, Lane::Order order) {
            requests.push_back(db.write<base::Done>([](Connection &) -> base::Status { return base::Done{}; },
                                                    [&written, i](const base::Status &) { written.push_back(i); },
                                                    order));
        };
        for (int i = 0; i < 200; ++i) // more than go together
            write(i, Lane::Order::Urgent);
        for (int i = 200; i < 203; ++i)
            write(i, Lane::Order::First);
        gate.open();
        QTRY_COMPARE(written.size(), std::size_t(203));
        QCOMPARE(std::vector(written.begin(), written.begin() + 4), (std::vector{200, 201, 202, 0}));
        QVERIFY(std::is_sorted(written.begin() + 3, written.end()));
    }

    void aFullDatabaseSaysSoAndKeepsWhatItHas_data()
    {
        QTest::addColumn<bool>("isUrgent");
        QTest::newRow("one by one") << false;
        QTest::newRow("together") << true;
    }
    void aFullDatabaseSaysSoAndKeepsWhatItHas()
    {
        QFETCH(bool, isUrgent);
        Courier courier;
        const base::ManualClock clock(0);
        std::vector<StoreNotice> notices;
        DatabaseSpec spec;
        spec.file.path = m_dir->path() + QStringLiteral("/full.db");
        spec.migrations = {{{"CREATE TABLE a(x)"}}};
        spec.salvageTables = {QStringLiteral("a")};
        spec.ballast = std::make_shared<const Ballast>(m_dir->path() + QStringLiteral("/reserve"), 65'536);
        QVERIFY(spec.ballast->ensure());
        spec.afterOpen = [](Connection &connection) {
            return connection.run(QStringLiteral("PRAGMA max_page_count=40"));
        };
        std::mutex mutex;
        spec.notice = [&](const StoreNotice &notice) {
            const std::scoped_lock lock(mutex);
            notices.push_back(notice);
        };
        Database db(spec, courier, clock);
        db.open(false, false, {});
        int written = 0;
        std::optional<base::Error> refused;
        std::vector<async::Request> requests;
        for (int i = 0; i < 100; ++i)
            requests.push_back(db.write<base::Done>(
                [](Connection &connection) {
                    return connection.prepare("INSERT INTO a VALUES(?)").bind(QByteArray(3000, 'x')).exec();
                },
                [&](const base::Status &status) {
                    if (status)
                        ++written;
                    else
                        refused = status.error();
                },
                isUrgent ? Lane::Order::Urgent : Lane::Order::Normal));
        qint64 rows = -1;
        requests.push_back(db.upkeep<base::Done>(
            [&](Connection &connection) -> base::Status {
                rows = number(connection, "SELECT count(*) FROM a");
                return base::Done{};
            },
            [&](const base::Status &) { m_done = true; }));
        QTRY_VERIFY(m_done);
        QVERIFY(refused.has_value());
        QVERIFY2(refused->summary.contains(QStringLiteral("full")), qPrintable(refused->summary));
        QVERIFY(written > 10 && written < 100);
        QCOMPARE(rows, qint64(written));
        QVERIFY(!spec.ballast->exists());
        const std::scoped_lock lock(mutex);
        QVERIFY(!notices.empty());
        QCOMPARE(notices.front().kind, NoticeKind::DiskFull);
    }

private:
    std::unique_ptr<Connection> open()
    {
        OpenOptions file;
        file.path = m_dir->path() + QStringLiteral("/test.db");
        return Connection::open(file).value();
    }
    static qint64 number(Connection &connection, const char *sql)
    {
        qint64 out = -1;
        const auto status = connection.prepare(sql).each([&](const Statement &row) {
            out = row.integer(0);
            return true;
        });
        return status ? out : -2;
    }
    static base::Status increment(Connection &connection)
    {
        const qint64 next = number(connection, "SELECT count(*) FROM a");
        return connection.prepare("INSERT INTO a VALUES(?)").bind(next).exec();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    bool m_otherFailed = false;
    bool m_done = false;
};

QTEST_GUILESS_MAIN(TstDatabase)
#include "tst_database.moc"
