// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/loglines.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace wf;
using namespace wf::store;

namespace {

// Files of this process cannot grow beyond a size while it lives: what a full disk looks like to a writer.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

class tst_LogDamage : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{test::logStartNs + base::nsPerHour};
    QTemporaryDir m_dir;
    QString m_path;
    test::Notices m_notices;

    std::unique_ptr<LogStore> open()
    {
        auto options = test::logOptions(m_path);
        options.notice = m_notices.taker();
        auto opened = LogStore::open(options, m_clock);
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] QString onlyFile(const QString &folder) const
    {
        const QDir dir(m_path + folder);
        const auto names = dir.entryList(QDir::Files);
        return names.size() == 1 ? dir.filePath(names.front()) : QString();
    }
    static void flip(const QString &path, qint64 at)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(at));
        const char byte = static_cast<char>(~file.read(1).front());
        QVERIFY(file.seek(at));
        file.write(&byte, 1);
    }

private Q_SLOTS:
    void init()
    {
        support::failOnAnyWarning();
        m_path = m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }
    void aDamagedPieceIsLeftOutAndSaid();
    void aBlockWithoutItsEndIsSetAside();
    void aBlockWithADamagedIndexIsSetAside();
    void aDamagedFilterCostsNothing();
    void aDamagedRecordCostsItsLinesOnly();
    void aTornRecordIsCutOff();
    void aFullDiskRefusesAndLosesNothing();
    void aBlockThatCannotBeWrittenWaits();
    void everyFlippedByteIsFoundOrHarmless();
};

void tst_LogDamage::aDamagedPieceIsLeftOutAndSaid()
{
    auto logs = open();
    const auto lines = test::manyLines(20'000);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    flip(onlyFile(QStringLiteral("/blocks")), 1'000); // in the first piece's text
    LogScanReport report;
    const auto found = test::scanned(*logs, test::everything(), &report);
    QCOMPARE(report.damage.size(), 1);
    QVERIFY(found.size() > 10'000 && found.size() < 20'000);
    QVERIFY(std::ranges::equal(found, std::span(lines).last(found.size())));
}

void tst_LogDamage::aBlockWithoutItsEndIsSetAside()
{
    auto logs = open();
    QVERIFY(logs->append(test::manyLines(500)).ok());
    QVERIFY(logs->seal().ok());
    const QString block = onlyFile(QStringLiteral("/blocks"));
    QVERIFY(logs->append(test::manyLines(300, test::logStartNs + base::nsPerMinute)).ok());
    logs.reset();
    QVERIFY(QFile::resize(block, QFile(block).size() - 5));
    logs = open();
    LogScanReport report;
    QCOMPARE(test::scanned(*logs, test::everything(), &report).size(), 300U);
    QCOMPARE(report.damage.size(), 1);
    const auto notices = m_notices.take();
    QCOMPARE(notices.size(), 1U);
    QVERIFY(notices.front().path.endsWith(QStringLiteral(".damaged")));
    QVERIFY(QFile::exists(notices.front().path));
    QVERIFY(test::scanned(*logs, test::everything(), &report).size() == 300U && report.damage.isEmpty());
}

void tst_LogDamage::aBlockWithADamagedIndexIsSetAside()
{
    auto logs = open();
    QVERIFY(logs->append(test::manyLines(500)).ok());
    QVERIFY(logs->seal().ok());
    const QString block = onlyFile(QStringLiteral("/blocks"));
    logs.reset();
    flip(block, QFile(block).size() - 60);
    logs = open();
    QVERIFY(logs->blocks().empty());
    QCOMPARE(m_notices.take().size(), 1U);
}

void tst_LogDamage::aDamagedFilterCostsNothing()
{
    auto logs = open();
    auto lines = test::manyLines(20'000);
    lines[15'000].text = "where the wild things are at night";
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const QString path = onlyFile(QStringLiteral("/blocks"));
    const auto file = BlockFile::open(path);
    QVERIFY(file.ok());
    flip(path, static_cast<qint64>((*file)->index().longFilters.at) + 10);
    LogScan scan = test::everything();
    scan.needles.push_back({{"the wild things are"}, false});
    LogScanReport report;
    QCOMPARE(test::scanned(*logs, scan, &report).size(), 1U);
    QCOMPARE(report.damage.size(), 1);
}

void tst_LogDamage::aDamagedRecordCostsItsLinesOnly()
{
    auto logs = open();
    const auto lines = test::manyLines(300);
    for (int i = 0; i < 3; ++i)
        QVERIFY(logs->append(std::span(lines).subspan(static_cast<std::size_t>(i) * 100, 100)).ok());
    logs.reset();
    const QString journal = onlyFile(QStringLiteral("/journal"));
    flip(journal, QFile(journal).size() / 2);
    logs = open();
    const auto found = test::scanned(*logs, test::everything());
    QCOMPARE(found.size(), 200U);
    QVERIFY(found[0] == lines[0] && found[199] == lines[299]);
    QCOMPARE(m_notices.take().size(), 1U);
}

void tst_LogDamage::aTornRecordIsCutOff()
{
    auto logs = open();
    const auto lines = test::manyLines(200);
    QVERIFY(logs->append(std::span(lines).first(100)).ok());
    QVERIFY(logs->append(std::span(lines).last(100)).ok());
    logs.reset();
    const QString journal = onlyFile(QStringLiteral("/journal"));
    QVERIFY(QFile::resize(journal, QFile(journal).size() - 7));
    logs = open();
    QCOMPARE(test::scanned(*logs, test::everything()).size(), 100U);
    QVERIFY(m_notices.take().empty());
    QVERIFY(logs->append(std::span(lines).last(100)).ok());
    logs.reset();
    logs = open();
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
}

void tst_LogDamage::aFullDiskRefusesAndLosesNothing()
{
    auto logs = open();
    const auto lines = test::manyLines(3'000);
    QVERIFY(logs->append(std::span(lines).first(1'000)).ok());
    const auto marks = std::vector{signals::LogMark{"a", "1"}};
    {
        const FullDisk full(static_cast<rlim_t>(QFile(onlyFile(QStringLiteral("/journal"))).size() + 2'000));
        const auto refused = logs->append(std::span(lines).subspan(1'000, 1'000), marks);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        QVERIFY2(refused.error().summary.contains(QStringLiteral("full")), qPrintable(refused.error().summary));
        QCOMPARE(test::scanned(*logs, test::everything()).size(), 1'000U);
        QVERIFY(logs->marks().empty());
        QVERIFY(!logs->append(std::span(lines).subspan(1'000, 1'000), marks).ok());
        const auto told = m_notices.take(); // once
        QCOMPARE(told.size(), 1U);
        QCOMPARE(told[0].kind, NoticeKind::DiskFull);
    }
    QVERIFY(logs->append(std::span(lines).subspan(1'000, 2'000), marks).ok());
    const auto told = m_notices.take();
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told[0].kind, NoticeKind::DiskOk);
    logs.reset();
    logs = open();
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(logs->marks() == marks);
}

void tst_LogDamage::aBlockThatCannotBeWrittenWaits()
{
    auto logs = open();
    const auto lines = test::manyLines(20'000);
    QVERIFY(logs->append(lines).ok());
    {
        const FullDisk full(20'000);
        const auto refused = logs->seal();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        QVERIFY(test::scanned(*logs, test::everything()) == lines);
    }
    QCOMPARE(m_notices.take().size(), 1U);
    QVERIFY(logs->seal().ok());
    QCOMPARE(logs->size().linesInMemory, 0);
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
}

void tst_LogDamage::everyFlippedByteIsFoundOrHarmless()
{
    auto logs = open();
    const auto lines = test::manyLines(400);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const QString block = onlyFile(QStringLiteral("/blocks"));
    logs.reset();
    QFile file(block);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    std::mt19937 random(9);
    for (int round = 0; round < 200; ++round) {
        QByteArray bad = good;
        const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size()));
        bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bad);
        file.close();
        logs = open();
        LogScanReport report;
        const auto found = test::scanned(*logs, test::everything(), &report);
        QVERIFY2(found == lines || !report.damage.isEmpty(), qPrintable(QStringLiteral("byte %1").arg(at)));
        logs.reset();
        const QDir blocks(m_path + QStringLiteral("/blocks"));
        for (const auto &name : blocks.entryList(QDir::Files))
            QVERIFY(QFile::remove(blocks.filePath(name)));
    }
}

QTEST_GUILESS_MAIN(tst_LogDamage)
#include "tst_logdamage.moc"
