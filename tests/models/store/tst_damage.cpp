// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/asking.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <random>
#include <set>

using namespace wf;
using namespace wf::store;
using wf::test::ask;

namespace {

void spoilPages(const QString &path, int count, unsigned seed)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    std::mt19937 random(seed);
    const auto pages = static_cast<unsigned>(file.size() / 4096);
    QVERIFY(pages > 20);
    for (int i = 0; i < count; ++i) {
        QVERIFY(file.seek(qint64(15 + random() % (pages - 15)) * 4096));
        QByteArray noise(4096, Qt::Uninitialized);
        for (auto &byte : noise)
            byte = static_cast<char>(random());
        QCOMPARE(file.write(noise), noise.size());
    }
}

void spoilHeader(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.write(QByteArray(4096, 'x')), qint64(4096));
}

// As a killed session leaves it.
void leaveUnclean(const QString &state)
{
    QFile marker(state + QStringLiteral("/session.open"));
    QVERIFY(marker.open(QIODevice::WriteOnly));
}

bool has(const StoreReport &report, NoticeKind kind)
{
    return std::any_of(report.notices.begin(), report.notices.end(), [=](const auto &n) { return n.kind == kind; });
}

} // namespace

class TstDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void aDamagedCacheIsSetAsideAndBegunAnew_data()
    {
        QTest::addColumn<bool>("header");
        QTest::newRow("pages") << false;
        QTest::newRow("header") << true;
    }
    void aDamagedCacheIsSetAsideAndBegunAnew()
    {
        QFETCH(bool, header);
        {
            Store store(options(), m_clock);
            for (int i = 0; i < 60; ++i) {
                QJsonObject noise;
                for (int k = 0; k < 60; ++k)
                    noise.insert(makeUlid(k), makeUlid(k));
                store.answers().put(QStringLiteral("p"), QString::number(i), QJsonDocument(noise));
            }
            QVERIFY(test::enqueue(store).ok());
        }
        const QString cache = state() + QStringLiteral("/cache.db");
        header ? spoilHeader(cache) : spoilPages(cache, 8, 1);
        leaveUnclean(state());
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok());
        QVERIFY(report->cacheOpen);
        QVERIFY(has(*report, NoticeKind::CacheRebuilt));
        QVERIFY(!has(*report, NoticeKind::LedgerSalvaged));
        QCOMPARE(QDir(state()).entryList({QStringLiteral("cache.db.corrupt-*")}, QDir::Files).isEmpty(), false);
        QCOMPARE(test::outbox(store)->size(), std::size_t(1));
        store.answers().put(QStringLiteral("p"), QStringLiteral("new"), QJsonDocument::fromJson("[1]"));
        QTRY_VERIFY(!ask<CachedAnswer>([&](auto reply) {
                         return store.answers().read(QStringLiteral("p"), QStringLiteral("new"), std::move(reply));
                     })->json.isNull());
    }

    void aDamagedLedgerIsSalvagedAndSaysSo_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void aDamagedLedgerIsSalvagedAndSaysSo()
    {
        QFETCH(unsigned, seed);
        constexpr std::size_t operations = 600;
        fill(operations);
        spoilPages(state() + QStringLiteral("/ledger.db"), 4, seed);
        leaveUnclean(state());
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok());
        QVERIFY(has(*report, NoticeKind::LedgerSalvaged));
        const auto rescued = test::outbox(store);
        QVERIFY(rescued.ok());
        QVERIFY2(rescued->size() > operations * 8 / 10, qPrintable(QString::number(rescued->size())));
        // Life goes on, and the trail says that it was damaged instead of crying murder.
        QVERIFY(test::enqueue(store).ok());
        const auto trail = test::verify(store);
        QVERIFY(trail.ok());
        QVERIFY2(trail->intact, qPrintable(trail->problem));
    }

    void aLedgerWithoutItsFirstPageIsSalvaged()
    {
        fill(600);
        spoilHeader(state() + QStringLiteral("/ledger.db"));
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok());
        QVERIFY(has(*report, NoticeKind::LedgerSalvaged));
        QCOMPARE(test::outbox(store)->size(), std::size_t(600));
        QVERIFY(test::verify(store)->intact);
        QVERIFY(QDir(state()).entryList({QStringLiteral("*.graft*")}, QDir::Files).isEmpty());
    }

    void whatTheFileLostComesFromTheBackup()
    {
        fill(300);
        {
            Store store(options(), m_clock);
            QVERIFY(ask<QString>([&](auto reply) { return store.backup(std::move(reply)); }).ok());
        }
        {
            QFile file(state() + QStringLiteral("/ledger.db"));
            QVERIFY(file.open(QIODevice::WriteOnly)); // cut to nothing, then nonsense
            QCOMPARE(file.write(QByteArray(100'000, 'z')), qint64(100'000));
        }
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok());
        QVERIFY(has(*report, NoticeKind::LedgerSalvaged));
        QCOMPARE(test::outbox(store)->size(), std::size_t(300));
        QVERIFY(test::verify(store)->intact);
    }

    void aHealthyLedgerIsLeftAloneAfterAnUncleanEnd()
    {
        fill(10);
        leaveUnclean(state());
        Store store(options(), m_clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok() && report->notices.empty());
        QCOMPARE(test::outbox(store)->size(), std::size_t(10));
    }

    void aFullDiskSaysSoAndLosesNothing()
    {
        const QString disk = m_dir->path() + QStringLiteral("/disk");
        QVERIFY(QDir().mkpath(disk));
        if (QProcess::execute(QStringLiteral("mount"),
                              {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                               QStringLiteral("size=20m"), QStringLiteral("none"), disk}) != 0)
            QSKIP("a small file system can only be mounted by root; tst_database fills a database instead");
        const auto unmount = qScopeGuard([&] { QProcess::execute(QStringLiteral("umount"), {disk}); });
        std::set<QString> acknowledged;
        {
            auto options = test::quietOptions(disk + QStringLiteral("/state"));
            options.ballastBytes = 4 << 20;
            Store store(options, m_clock);
            QVERIFY(ask<base::Done>([&](auto reply) { return store.maintain(std::move(reply)); }).ok());
            QVERIFY(test::reportOf(store)->ballast);
            QFile filler(disk + QStringLiteral("/filler"));
            QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            while (filler.write(QByteArray(4096, 'f')) == 4096) {
            }
            // The reserve keeps the ledger writing for a while; then it must say that it cannot.
            std::optional<base::Error> refused;
            for (int i = 0; i < 20'000 && !refused; ++i) {
                const auto item = test::enqueue(store);
                if (item)
                    acknowledged.insert(item->opKey);
                else
                    refused = item.error();
            }
            QVERIFY(refused.has_value());
            QCOMPARE(refused->kind, base::ErrorKind::Storage);
            QVERIFY2(refused->summary.contains(QStringLiteral("full")), qPrintable(refused->summary));
            QVERIFY2(acknowledged.size() >= 100, "the reserve must carry many acknowledgements");
            const auto report = test::reportOf(store);
            QVERIFY(has(*report, NoticeKind::DiskFull));
            QVERIFY(!report->ballast);
            compare(store, acknowledged);
            filler.remove();
            QTRY_VERIFY(ask<base::Done>([&](auto reply) { return store.maintain(std::move(reply)); }).ok());
            const auto again = test::enqueue(store);
            QVERIFY(again.ok());
            acknowledged.insert(again->opKey);
            const auto healed = test::reportOf(store);
            QVERIFY(healed->ballast);
            QVERIFY(has(*healed, NoticeKind::DiskOk));
        }
        Store store(test::quietOptions(disk + QStringLiteral("/state")), m_clock);
        compare(store, acknowledged);
        QVERIFY(test::verify(store)->intact);
    }

private:
    [[nodiscard]] QString state() const { return m_dir->path() + QStringLiteral("/state"); }
    [[nodiscard]] StoreOptions options() const { return test::quietOptions(state()); }

    void fill(std::size_t operations)
    {
        Store store(options(), m_clock);
        std::size_t done = 0;
        std::vector<async::Request> requests;
        for (std::size_t i = 0; i < operations; ++i) {
            NewOp op;
            op.source = QStringLiteral("am");
            op.payload = {{QStringLiteral("comment"), QString(300, QLatin1Char('c'))}};
            requests.push_back(
                store.ledger().enqueue(op, [&](const base::Result<OutboxItem> &item) { done += item.ok(); }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(done, operations, 30'000);
    }

    static void compare(Store &store, const std::set<QString> &acknowledged)
    {
        OutboxFilter all;
        all.limit = 100'000;
        const auto items = test::outbox(store, all);
        QVERIFY(items.ok());
        std::set<QString> found;
        for (const auto &item : *items)
            found.insert(item.opKey);
        QVERIFY(found == acknowledged);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{1'763'700'000 * base::nsPerSecond};
};

QTEST_GUILESS_MAIN(TstDamage)
#include "tst_damage.moc"
