// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logtiers.h"
#include "tests/models/store/logs/loglines.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::store;

class tst_LogTiers : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{test::logStartNs + base::nsPerHour};
    QTemporaryDir m_dir;
    std::shared_ptr<LogStore> m_logs;
    std::vector<signals::LogLine> m_lines = test::manyLines(12'000);

    [[nodiscard]] QString path(const char *name) const
    {
        return m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QString::fromLatin1(name));
    }

private Q_SLOTS:
    void init()
    {
        support::failOnAnyWarning();
        m_logs.reset();
        auto opened = LogStore::open(test::logOptions(path("")), m_clock);
        QVERIFY(opened.ok());
        m_logs = std::move(*opened);
        QVERIFY(m_logs->append(std::span(m_lines).first(10'000), std::vector{signals::LogMark{"f", "7"}}).ok());
        QVERIFY(m_logs->seal().ok());
        QVERIFY(m_logs->append(std::span(m_lines).last(2'000)).ok());
    }
    void partsSayWhoTheyBelongTo();
    void partsMoveToLaterTiersOnly();
    void aShareIsRemoved();
    void aSnapshotOpensLikeTheOriginal();
    void verifyFindsWhatIsDamaged();
};

void tst_LogTiers::partsSayWhoTheyBelongTo()
{
    const auto parts = LogTiers(m_logs).parts();
    QVERIFY(parts.ok());
    QCOMPARE(parts->size(), 1U);
    const auto &part = parts->front();
    QCOMPARE(part.tier, Tier::Hot);
    QCOMPARE(part.range.startNs, m_lines.front().timeNs);
    QCOMPARE(part.shares.size(), 4U * 7U);
    qint64 sum = 0;
    for (const auto &share : part.shares)
        sum += share.bytes;
    QVERIFY(sum > part.bytes * 9 / 10 && sum <= part.bytes);
    QVERIFY(std::ranges::any_of(part.shares, [](const PartShare &s) {
        return s.service == QStringLiteral("cart") && s.level == QStringLiteral("error");
    }));
}

void tst_LogTiers::partsMoveToLaterTiersOnly()
{
    LogTiers tiers(m_logs);
    const auto hot = tiers.parts()->front();
    const auto warm = tiers.move(hot.id, Tier::Warm, {});
    QVERIFY(warm.ok());
    QCOMPARE(warm->tier, Tier::Warm);
    QCOMPARE(warm->id, hot.id);
    QVERIFY(warm->bytes < hot.bytes);
    QVERIFY(test::scanned(*m_logs, test::everything()) == m_lines);
    QVERIFY(tiers.move(hot.id, Tier::Cold, {}).ok());
    QVERIFY(test::scanned(*m_logs, test::everything()) == m_lines);
    QVERIFY(!tiers.move(hot.id, Tier::Warm, {}).ok());
    QCOMPARE(tiers.move(QStringLiteral("99"), Tier::Cold, {}).error().kind, base::ErrorKind::NotFound);
}

void tst_LogTiers::aShareIsRemoved()
{
    LogTiers tiers(m_logs);
    const auto id = tiers.parts()->front().id;
    const auto won = tiers.removeShare(id, {QStringLiteral("cart"), QStringLiteral("critical"), 0}, {});
    QVERIFY(won.ok());
    QVERIFY(*won > 0);
    std::vector<signals::LogLine> wanted;
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (i >= 10'000 || m_lines[i].stream.value("app") != "cart" || m_lines[i].level != signals::LogLevel::Fatal)
            wanted.push_back(m_lines[i]);
    QVERIFY(test::scanned(*m_logs, test::everything()) == wanted);
    QVERIFY(tiers.removeShare(id, {}, {}).ok());
    QVERIFY(tiers.parts()->empty());
}

void tst_LogTiers::aSnapshotOpensLikeTheOriginal()
{
    LogTiers tiers(m_logs);
    QVERIFY(tiers.move(tiers.parts()->front().id, Tier::Warm, {}).ok());
    QVERIFY(tiers.snapshot(path("-copy")).ok());
    QVERIFY(m_logs->append(test::manyLines(10, test::logStartNs + base::nsPerMinute)).ok());
    QVERIFY(tiers.remove(tiers.parts()->front().id).ok());
    const auto copy = LogStore::open(test::logOptions(path("-copy")), m_clock);
    QVERIFY(copy.ok());
    QVERIFY(test::scanned(**copy, test::everything()) == m_lines);
    QCOMPARE((*copy)->marks().size(), 1U);
}

void tst_LogTiers::verifyFindsWhatIsDamaged()
{
    LogTiers tiers(m_logs);
    const auto good = tiers.verify(path(""), {});
    QVERIFY(good.intact());
    QCOMPARE(good.files, 2);
    QVERIFY(good.chunks > 10);
    const QDir blocks(path("/blocks"));
    QFile file(blocks.filePath(blocks.entryList(QDir::Files).front()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(5'000));
    file.write("xxxx");
    file.close();
    const auto bad = tiers.verify(path(""), {});
    QCOMPARE(bad.damaged.size(), 1U);
    QVERIFY(!bad.damaged.front().problem.isEmpty());
}

QTEST_GUILESS_MAIN(tst_LogTiers)
#include "tst_logtiers.moc"
