// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/logstorecase.h"

#include <thread>

using namespace wf;
using namespace wf::store;
using signals::LabelMatcher;
using test::LogStoreCase;

class tst_LogStore : public LogStoreCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void linesComeBackFromMemoryAndFromBlocks();
    void linesAreFoundAtOnce();
    void lateLinesAreSortedIn();
    void duplicatesAreLeftOut();
    void linesWithMarksMayRepeat();
    void linesOutOfBoundsAreCounted();
    void marksSurviveSealingAndReopening();
    void aSecondProgramIsRefused();
    void coldBlocksAnswerTheSame();
    void pruningDropsLevelsAndServices();
    void removedBlocksAreGone();
    void aReaderKeepsWhatIsRemovedUnderIt();
    void olderRevisionsAreClearedAway();
    void streamsAreListed();
    void writersAndReadersGoTogether();
    void manyBlocksAreMadeWhileLinesCome();
};

void tst_LogStore::linesComeBackFromMemoryAndFromBlocks()
{
    const QTemporaryDir dir;
    const auto lines = test::manyLines(20'000);
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs);
    const auto appended = logs->append(lines);
    QVERIFY(appended.ok());
    QCOMPARE(appended->taken, 20'000);
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(logs->seal().ok());
    QCOMPARE(logs->size().linesInMemory, 0);
    QCOMPARE(logs->blocks().size(), 1U);
    QCOMPARE(logs->blocks().front().lines, 20'000);
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    logs.reset();
    logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs);
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(m_notices.take().empty());
}

void tst_LogStore::linesAreFoundAtOnce()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    for (int i = 0; i < 100; ++i) {
        const std::vector one{test::logLine(test::logStartNs + i, "line number " + std::to_string(i) + ".")};
        QVERIFY(logs->append(one).ok());
        QCOMPARE(test::scanned(*logs, holding(("number " + std::to_string(i) + ".").c_str())).size(), 1U);
    }
}

void tst_LogStore::lateLinesAreSortedIn()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    auto lines = test::manyLines(5'000);
    auto shuffled = lines;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(3));
    for (std::size_t i = 0; i < shuffled.size(); i += 100)
        QVERIFY(logs->append(std::span(shuffled).subspan(i, 100)).ok());
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(logs->seal().ok());
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
}

void tst_LogStore::duplicatesAreLeftOut()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    auto lines = test::manyLines(100);
    QCOMPARE(logs->append(lines)->taken, 100);
    const auto again = logs->append(lines);
    QCOMPARE(again->taken, 0);
    QCOMPARE(again->duplicates, 100);
    const std::vector twice{test::logLine(test::logStartNs, "x"), test::logLine(test::logStartNs, "x")};
    QCOMPARE(logs->append(twice)->duplicates, 1);
    auto other = lines.front();
    other.metadata = {{"k", "v"}};
    QCOMPARE(logs->append(std::vector{other})->taken, 1);
    logs.reset();
    logs = open(test::logOptions(path));
    QCOMPARE(test::scanned(*logs, test::everything()).size(), 102U);
    QCOMPARE(logs->append(lines)->duplicates, 100);
}

void tst_LogStore::linesWithMarksMayRepeat()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    const std::vector same{test::logLine(test::logStartNs, "tick"), test::logLine(test::logStartNs, "tick")};
    QCOMPARE(logs->append(same, std::vector{signals::LogMark{"file", "2"}})->taken, 2);
    logs.reset();
    logs = open(test::logOptions(path));
    QCOMPARE(test::scanned(*logs, test::everything()).size(), 2U);
}

void tst_LogStore::linesOutOfBoundsAreCounted()
{
    const QTemporaryDir dir;
    auto options = test::logOptions(dir.filePath(QStringLiteral("l")));
    options.mostAgeNs = base::nsPerDay;
    options.longestLine = 100;
    auto logs = open(options);
    const qint64 now = m_clock.nowNs();
    const auto appended = logs->append(std::vector{
        test::logLine(now, "good"), test::logLine(now - 2 * base::nsPerDay, "old"), test::logLine(-5, "ancient"),
        test::logLine(now + base::nsPerHour, "new"), test::logLine(now, std::string(101, 'x'))});
    QVERIFY(appended.ok());
    QCOMPARE(appended->taken, 1);
    QCOMPARE(appended->tooOld, 2);
    QCOMPARE(appended->tooNew, 1);
    QCOMPARE(appended->tooLong, 1);
    const auto huge = logs->append(std::vector(70, test::logLine(now, std::string(std::size_t(1) << 20, 'y'))));
    QVERIFY(!huge.ok());
    QCOMPARE(huge.error().kind, base::ErrorKind::TooLarge);
}

void tst_LogStore::marksSurviveSealingAndReopening()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    using signals::LogMark;
    QVERIFY(
        logs->append(test::manyLines(10), std::vector{LogMark{"a", "1"}, LogMark{"b", "1"}, LogMark{"c", "1"}}).ok());
    QVERIFY(logs->append({}, std::vector{LogMark{"a", "2"}, LogMark{"c", ""}}).ok());
    const std::vector wanted{LogMark{"a", "2"}, LogMark{"b", "1"}};
    QVERIFY(logs->marks() == wanted);
    QVERIFY(logs->seal().ok());
    logs.reset();
    logs = open(test::logOptions(path));
    QVERIFY(logs->marks() == wanted);
    logs.reset();
    logs = open(test::logOptions(path));
    QVERIFY(logs->marks() == wanted);
}

void tst_LogStore::aSecondProgramIsRefused()
{
    const QTemporaryDir dir;
    const auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    const auto second = LogStore::open(test::logOptions(dir.filePath(QStringLiteral("l"))), m_clock);
    QVERIFY(!second.ok());
    QVERIFY(second.error().summary.contains(QStringLiteral("in use by another program")));
}

void tst_LogStore::coldBlocksAnswerTheSame()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    const auto lines = test::manyLines(30'000);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const auto hot = logs->blocks().front();
    const auto needle = lines[777].text.substr(0, 30);
    QVERIFY(logs->move(hot.id, LogTier::Cold).ok());
    for (int round = 0; round < 2; ++round) {
        const auto blocks = logs->blocks();
        QCOMPARE(blocks.size(), 1U);
        QCOMPARE(blocks.front().tier, LogTier::Cold);
        QVERIFY(blocks.front().fileBytes < hot.fileBytes);
        QCOMPARE(blocks.front().lines, 30'000);
        QVERIFY(test::scanned(*logs, test::everything()) == lines);
        QCOMPARE(test::scanned(*logs, holding(needle.c_str())).size(), 1U);
        logs.reset();
        logs = open(test::logOptions(path));
    }
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = logs->prune(
        hot.id, [](const auto &, auto, auto) { return true; }, stop.get_token());
    QVERIFY(!stopped.ok());
    QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
    QCOMPARE(test::scanned(*logs, test::everything()).size(), 30'000U);
}

void tst_LogStore::pruningDropsLevelsAndServices()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    const auto lines = test::manyLines(8'000);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const auto keep = [](const base::Labels &stream, signals::LogLevel level, qint64) {
        return stream.value("app") != "search" && level != signals::LogLevel::Debug;
    };
    QVERIFY(logs->prune(logs->blocks().front().id, keep).ok());
    std::vector<signals::LogLine> wanted;
    for (const auto &line : lines)
        if (keep(line.stream, line.level, line.timeNs))
            wanted.push_back(line);
    QVERIFY(test::scanned(*logs, test::everything()) == wanted);
    QCOMPARE(logs->blocks().front().lines, static_cast<qint64>(wanted.size()));
    QVERIFY(logs->prune(logs->blocks().front().id, [](const auto &, auto, auto) { return false; }).ok());
    QVERIFY(logs->blocks().empty());
}

void tst_LogStore::removedBlocksAreGone()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    QVERIFY(logs->append(test::manyLines(100)).ok());
    QVERIFY(logs->seal().ok());
    QVERIFY(logs->append(test::manyLines(50, test::logStartNs + base::nsPerMinute)).ok());
    const auto id = logs->blocks().front().id;
    QVERIFY(logs->remove(id).ok());
    QCOMPARE(logs->remove(id).error().kind, base::ErrorKind::NotFound);
    logs.reset();
    logs = open(test::logOptions(path));
    QCOMPARE(test::scanned(*logs, test::everything()).size(), 50U);
}

void tst_LogStore::aReaderKeepsWhatIsRemovedUnderIt()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs->append(test::manyLines(40'000)).ok());
    QVERIFY(logs->seal().ok());
    const auto id = logs->blocks().front().id;
    std::size_t count = 0;
    const auto report = logs->scan(test::everything(), [&](const StoredBatch &batch) {
        if (count == 0 && !logs->remove(id).ok())
            return false;
        count += batch.lines.size();
        return true;
    });
    QVERIFY(report.ok());
    QVERIFY(report->damage.isEmpty());
    QCOMPARE(count, 40'000U);
}

void tst_LogStore::olderRevisionsAreClearedAway()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("l"));
    auto logs = open(test::logOptions(path));
    const auto lines = test::manyLines(1'000);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const QDir hot(path + QStringLiteral("/blocks"));
    const QString name = hot.entryList(QDir::Files).front();
    QVERIFY(QFile::copy(hot.filePath(name), dir.filePath(name)));
    QVERIFY(logs->move(logs->blocks().front().id, LogTier::Cold).ok());
    QVERIFY(hot.entryList(QDir::Files).isEmpty());
    logs.reset();
    // As if it had been killed between the two.
    QVERIFY(QFile::copy(dir.filePath(name), hot.filePath(name)));
    QFile half(hot.filePath(name + QStringLiteral(".new-abc")));
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.close();
    logs = open(test::logOptions(path));
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(hot.entryList(QDir::Files).isEmpty());
}

void tst_LogStore::streamsAreListed()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs->append(std::vector{test::logLine(test::logStartNs, "a", "cart")}).ok());
    QVERIFY(logs->seal().ok());
    QVERIFY(logs->append(std::vector{test::logLine(test::logStartNs + base::nsPerMinute, "b", "search")}).ok());
    QCOMPARE(logs->streams({0, test::logStartNs + base::nsPerHour}, {}).size(), 2U);
    QCOMPARE(logs->streams({0, test::logStartNs}, {}).size(), 1U);
    QCOMPARE(logs->streams({0, test::logStartNs + base::nsPerHour}, {LabelMatcher::equal("app", "search")}).size(), 1U);
}

void tst_LogStore::writersAndReadersGoTogether()
{
    const QTemporaryDir dir;
    auto options = test::logOptions(dir.filePath(QStringLiteral("l")));
    options.blockBytes = 200'000;
    options.housekeepingMs = 5;
    auto logs = open(options);
    const auto lines = test::manyLines(20'000);
    std::atomic<std::size_t> written = 0;
    std::jthread writer([&] {
        for (std::size_t i = 0; i < lines.size(); i += 200) {
            if (!logs->append(std::span(lines).subspan(i, 200)).ok())
                return;
            written = i + 200;
        }
    });
    std::size_t rounds = 0;
    while (written < lines.size() && rounds < 100'000) {
        const std::size_t before = written;
        const auto seen = test::scanned(*logs, test::everything()).size();
        QVERIFY2(seen >= before && seen <= lines.size(), qPrintable(QStringLiteral("%1 of %2").arg(seen).arg(before)));
        ++rounds;
    }
    writer.join();
    QCOMPARE(written, lines.size());
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
    QVERIFY(m_notices.take().empty());
}

void tst_LogStore::manyBlocksAreMadeWhileLinesCome()
{
    const QTemporaryDir dir;
    auto options = test::logOptions(dir.filePath(QStringLiteral("l")));
    options.blockBytes = 100'000;
    auto logs = open(options);
    const auto lines = test::manyLines(20'000);
    for (std::size_t i = 0; i < lines.size(); i += 500)
        QVERIFY(logs->append(std::span(lines).subspan(i, 500)).ok());
    QVERIFY(logs->size().blocks >= 10);
    QVERIFY(logs->size().bytesInMemory < 4 * options.blockBytes);
    QVERIFY(test::scanned(*logs, test::everything()) == lines);
}

QTEST_GUILESS_MAIN(tst_LogStore)
#include "tst_logstore.moc"
