// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/logstorecase.h"

using namespace wf;
using namespace wf::store;
using signals::LabelMatcher;
using test::LogStoreCase;

// What is found, and in which order.
class tst_LogScans : public LogStoreCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void scansGoBackwardsWithAHorizon();
    void aScanStopsWhenItsTakerHasEnough();
    void matchersTimesAndNeedlesLimit();
    void needlesIgnoreCase();
    void everyNeedleIsFoundWhereverItStands();
    void aNeedleDoesNotReachAcrossLines();
    void aPhraseInEveryPieceIsFoundExactly();
    void filtersLeaveOutPieces();
    void metadataNarrowsToPieces();
};

void tst_LogScans::scansGoBackwardsWithAHorizon()
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

void tst_LogScans::aScanStopsWhenItsTakerHasEnough()
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

void tst_LogScans::matchersTimesAndNeedlesLimit()
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

void tst_LogScans::needlesIgnoreCase()
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

void tst_LogScans::everyNeedleIsFoundWhereverItStands()
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

void tst_LogScans::aNeedleDoesNotReachAcrossLines()
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

void tst_LogScans::aPhraseInEveryPieceIsFoundExactly()
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

void tst_LogScans::filtersLeaveOutPieces()
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

void tst_LogScans::metadataNarrowsToPieces()
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

QTEST_GUILESS_MAIN(tst_LogScans)
#include "tst_logscans.moc"
