// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/loglines.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace wf;
using namespace wf::store;
using signals::LabelMatcher;

class tst_LogStore : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{test::logStartNs + base::nsPerHour};
    test::Notices m_notices;
    std::unique_ptr<LogStore> open(LogStoreOptions options)
    {
        options.notice = m_notices.taker();
        auto opened = LogStore::open(std::move(options), m_clock);
        if (!opened)
            qWarning("%s %s", qPrintable(opened.error().summary), qPrintable(opened.error().detail));
        return opened ? std::move(*opened) : nullptr;
    }
    static LogScan holding(const char *needle)
    {
        LogScan scan = test::everything();
        scan.needles.push_back({{needle}, false});
        return scan;
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void linesComeBackFromMemoryAndFromBlocks();
    void linesAreFoundAtOnce();
    void scansGoBackwardsWithAHorizon();
    void aScanStopsWhenItsTakerHasEnough();
    void matchersTimesAndNeedlesLimit();
    void needlesIgnoreCase();
    void everyNeedleIsFoundWhereverItStands();
    void aNeedleDoesNotReachAcrossLines();
    void aPhraseInEveryPieceIsFoundExactly();
    void filtersLeaveOutPieces();
    void metadataNarrowsToPieces();
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

void tst_LogStore::scansGoBackwardsWithAHorizon()
{
    const QTemporaryDir dir;
    auto options = test::logOptions(dir.filePath(QStringLiteral("l")));
    auto logs = open(options);
    // Three blocks that overlap in time, and a head.
    for (unsigned part = 0; part < 4; ++part) {
        QVERIFY(logs->append(test::manyLines(9'000, test::logStartNs + part * 4 * base::nsPerSecond, part)).ok());
        if (part < 3)
            QVERIFY(logs->seal().ok());
    }
    for (const bool isBackward : {true, false}) {
        LogScan scan = test::everything();
        scan.isBackward = isBackward;
        std::size_t count = 0;
        std::optional<qint64> horizon;
        bool isKept = true;
        QVERIFY(logs->scan(scan,
                           [&](const StoredBatch &batch) {
                               for (std::size_t i = 0; i < batch.lines.size(); ++i) {
                                   const qint64 t = batch.lines[i].timeNs;
                                   isKept &= !horizon || (isBackward ? t <= *horizon : t >= *horizon);
                                   isKept &= i == 0 || (isBackward ? t <= batch.lines[i - 1].timeNs
                                                                   : t >= batch.lines[i - 1].timeNs);
                               }
                               isKept &=
                                   !horizon || (isBackward ? batch.horizonNs <= *horizon : batch.horizonNs >= *horizon);
                               horizon = batch.horizonNs;
                               count += batch.lines.size();
                               return true;
                           })
                    .ok());
        QVERIFY(isKept);
        QCOMPARE(count, 36'000U);
    }
}

void tst_LogStore::aScanStopsWhenItsTakerHasEnough()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs->append(test::manyLines(50'000)).ok());
    QVERIFY(logs->seal().ok());
    LogScan scan = test::everything();
    int calls = 0;
    const auto report = logs->scan(scan, [&](const StoredBatch &) { return ++calls < 3; });
    QVERIFY(report.ok());
    QVERIFY(report->isCutShort);
    QCOMPARE(calls, 3);
    QVERIFY(report->piecesRead < 3);
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled = logs->scan(
        scan, [](const StoredBatch &) { return true; }, stop.get_token());
    QVERIFY(!cancelled.ok());
    QCOMPARE(cancelled.error().kind, base::ErrorKind::Cancelled);
}

void tst_LogStore::matchersTimesAndNeedlesLimit()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    const auto lines = test::manyLines(10'000);
    QVERIFY(logs->append(lines).ok());
    for (const bool isSealed : {false, true}) {
        if (isSealed)
            QVERIFY(logs->seal().ok());
        LogScan scan = test::everything();
        scan.matchers.push_back(LabelMatcher::equal("app", "cart"));
        scan.startNs = lines[2'000].timeNs;
        scan.endNs = lines[3'000].timeNs;
        scan.needles.push_back({{"timeout retry", "cache miss"}, false});
        scan.needles.push_back({{"upstream"}, false});
        std::vector<signals::LogLine> wanted;
        for (const auto &line : lines)
            if (line.stream.value("app") == "cart" && line.timeNs >= scan.startNs && line.timeNs < scan.endNs &&
                (line.text.find("timeout retry") != std::string::npos ||
                 line.text.find("cache miss") != std::string::npos) &&
                line.text.find("upstream") != std::string::npos)
                wanted.push_back(line);
        QVERIFY(wanted.size() > 5);
        QVERIFY(test::scanned(*logs, scan) == wanted);
    }
}

void tst_LogStore::needlesIgnoreCase()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs->append(std::vector{test::logLine(test::logStartNs, "An ERROR of Sorts"),
                                     test::logLine(test::logStartNs + 1, "fine")})
                .ok());
    for (const bool isSealed : {false, true}) {
        if (isSealed)
            QVERIFY(logs->seal().ok());
        LogScan scan = test::everything();
        scan.needles.push_back({{"error of sorts"}, true});
        QCOMPARE(test::scanned(*logs, scan).size(), 1U);
        QCOMPARE(test::scanned(*logs, holding("error of sorts")).size(), 0U);
    }
}

void tst_LogStore::everyNeedleIsFoundWhereverItStands()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    const auto lines = test::manyLines(30'000);
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    std::mt19937 random(7);
    for (int round = 0; round < 150; ++round) {
        const auto &text = lines[random() % lines.size()].text;
        const std::size_t at = random() % (text.size() - 2);
        const std::string needle = text.substr(at, 1 + random() % 40);
        const auto wanted =
            std::ranges::count_if(lines, [&](const auto &l) { return l.text.find(needle) != std::string::npos; });
        QCOMPARE(static_cast<std::ptrdiff_t>(test::scanned(*logs, holding(needle.c_str())).size()), wanted);
    }
}

void tst_LogStore::aNeedleDoesNotReachAcrossLines()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    QVERIFY(logs->append(std::vector{test::logLine(test::logStartNs, "first half"),
                                     test::logLine(test::logStartNs + 1, "second half"),
                                     test::logLine(test::logStartNs + 2, "with half\nsecond inside")})
                .ok());
    QVERIFY(logs->seal().ok());
    const auto found = test::scanned(*logs, holding("half\nsecond"));
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found.front().timeNs, test::logStartNs + 2);
}

void tst_LogStore::aPhraseInEveryPieceIsFoundExactly()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    auto lines = test::manyLines(60'000);
    std::vector<signals::LogLine> holding;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto &line = lines[i];
        if (i % 4'000 < 400)
            line.text.append(i % 1'000, 'x'); // pieces of some lines and of many
        if (i % 7 == 0)
            line.traceId = QStringLiteral("trace %1").arg(i);
        if (i % 20 == 3) {
            line.text += " connection reset by peer";
            holding.push_back(line);
        }
    }
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    LogScanReport report;
    LogScan scan = this->holding("connection reset by peer");
    QVERIFY(test::scanned(*logs, scan, &report) == holding);
    QVERIFY2(report.piecesRead > 20, qPrintable(QString::number(report.piecesRead))); // so many that memory is reused
    QCOMPARE(report.piecesSkipped, 0);
    scan.isBackward = true;
    auto backward = test::scanned(*logs, scan);
    std::ranges::reverse(backward);
    QVERIFY(backward == holding);
}

void tst_LogStore::filtersLeaveOutPieces()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    auto lines = test::manyLines(60'000);
    lines[41'234].text = "worker 17 met the unlikely zebra crossing";
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    LogScanReport report;
    QCOMPARE(test::scanned(*logs, holding("unlikely zebra"), &report).size(), 1U);
    QCOMPARE(report.piecesRead, 1);
    QVERIFY(report.piecesSkipped >= 15);
    // All its triples are everywhere; only the long filter tells.
    QCOMPARE(test::scanned(*logs, holding("upstream connection cache upstream retry retry zz"), &report).size(), 0U);
    QCOMPARE(report.piecesRead, 0);
}

void tst_LogStore::metadataNarrowsToPieces()
{
    const QTemporaryDir dir;
    auto logs = open(test::logOptions(dir.filePath(QStringLiteral("l"))));
    auto lines = test::manyLines(60'000);
    lines[12'345].metadata = {{"trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"}};
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    LogScan scan = test::everything();
    scan.metadata.push_back(LabelMatcher::equal("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"));
    LogScanReport report;
    const auto found = test::scanned(*logs, scan, &report);
    QCOMPARE(report.piecesRead, 1);
    QVERIFY(std::ranges::any_of(found, [&](const auto &l) { return l == lines[12'345]; }));
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
