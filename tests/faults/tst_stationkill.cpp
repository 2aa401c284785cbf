// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole station's intake in another process that is killed while it takes samples, lines and spans, two hundred
// times.
#include "models/station/core/storeintake.h"
#include "tests/models/store/logs/loglines.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include <unistd.h>

using namespace wf;

namespace {

// The first item's time; the others follow a millisecond apart.
qint64 timeOf(qint64 startNs, qint64 number)
{
    return startNs + number * base::nsPerMs;
}

QString traceIdOf(qint64 number)
{
    return QStringLiteral("%1").arg(number, 32, 16, QLatin1Char('0'));
}

std::string textOf(qint64 number)
{
    return "line " + std::to_string(number) + " of the victim";
}

station::MetricBatch samplesOf(qint64 startNs, qint64 number)
{
    station::MetricBatch batch;
    for (const char *job : {"a", "b", "c"}) {
        station::MetricPoint point;
        point.labels = {{"__name__", "victim_total"}, {"job", job}};
        point.timeMs = timeOf(startNs, number) / base::nsPerMs;
        point.value = static_cast<double>(number);
        batch.points.push_back(std::move(point));
    }
    return batch;
}

signals::Trace traceOf(qint64 startNs, qint64 number)
{
    signals::Trace trace;
    trace.traceId = traceIdOf(number);
    trace.processes = {{QStringLiteral("victim"), {}}};
    for (const quint64 id : {quint64(1), quint64(2)}) {
        signals::Span &span = trace.spans.emplace_back();
        span.spanId = signals::SpanId(id);
        span.operation = QStringLiteral("step");
        span.startNs = timeOf(startNs, number);
        span.durationNs = base::nsPerMs;
    }
    return trace;
}

// Takes one item of each kind after the other and tells its number once all three were taken.
int runVictim(const QString &directory, qint64 startNs, qint64 number)
{
    const base::SystemClock clock;
    const auto stores = std::make_shared<station::StationStores>(directory, clock, [](const store::StoreNotice &) {});
    station::StoreIntake intake(stores, std::make_shared<station::LineFeed>(), clock);
    for (;; ++number) {
        const auto samples = intake.takeMetrics(samplesOf(startNs, number));
        signals::LogLine line;
        line.timeNs = timeOf(startNs, number);
        line.text = textOf(number);
        line.stream = {{"service_name", "victim"}};
        const auto lines = intake.takeLogs({line});
        const auto spans = intake.takeSpans({traceOf(startNs, number)});
        if (!samples || samples->taken != 3 || !lines || lines->taken != 1 || !spans || spans->taken != 2)
            return 3;
        const std::string told = std::to_string(number) + "\n";
        if (::write(STDOUT_FILENO, told.data(), told.size()) != static_cast<ssize_t>(told.size()))
            return 4;
    }
}

} // namespace

class StationKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void whatAStationTookIsThereAfterTwoHundredKills();

private:
    // Kills it after some items; the numbers that were told.
    std::vector<qint64> killOnce(qint64 from, qsizetype after);
    void inspect(const std::vector<qint64> &told) const;

    QTemporaryDir m_folder;
    const qint64 m_startNs = base::SystemClock().nowNs();
};

std::vector<qint64> StationKillTest::killOnce(qint64 from, qsizetype after)
{
    std::vector<qint64> told;
    QProcess victim;
    victim.start(QCoreApplication::applicationFilePath(),
                 {QStringLiteral("--victim"), m_folder.path(), QString::number(m_startNs), QString::number(from)});
    QByteArray output;
    while (output.count('\n') < after) {
        if (!victim.waitForReadyRead(60'000)) {
            QTest::qFail(QByteArray("the victim does not take: " + victim.readAllStandardError()).constData(), __FILE__,
                         __LINE__);
            return told;
        }
        output += victim.readAllStandardOutput();
    }
    victim.kill();
    victim.waitForFinished();
    output += victim.readAllStandardOutput();
    for (const QByteArray &line : output.left(output.lastIndexOf('\n')).split('\n'))
        told.push_back(line.toLongLong());
    return told;
}

// Every item that was told is there once, of each kind.
void StationKillTest::inspect(const std::vector<qint64> &told) const
{
    const base::SystemClock clock;
    test::Notices notices;
    const station::StationStores stores(m_folder.path(), clock, notices.taker());
    const auto series = stores.series();
    const auto logs = stores.logs();
    const auto spans = stores.spans();
    QVERIFY(series && logs && spans);
    const auto found =
        (*series)->read({}, std::numeric_limits<qint64>::min() / 2, std::numeric_limits<qint64>::max() / 2);
    QVERIFY(found.ok());
    QCOMPARE(found->size(), std::size_t(3));
    for (const auto &one : *found) {
        QVERIFY(std::ranges::adjacent_find(one.timesMs, std::greater_equal<>()) == one.timesMs.end());
        std::vector<qint64> numbers;
        for (std::size_t i = 0; i < one.timesMs.size(); ++i) {
            numbers.push_back(std::llround(one.values[i]));
            QCOMPARE(one.timesMs[i], timeOf(m_startNs, numbers.back()) / base::nsPerMs);
        }
        QVERIFY2(std::ranges::includes(numbers, told), "a sample that was taken is gone");
    }
    std::vector<std::string> lines;
    for (const auto &line : test::scanned(**logs, test::everything()))
        lines.push_back(line.text);
    std::ranges::sort(lines);
    QVERIFY2(std::ranges::adjacent_find(lines) == lines.end(), "a line is there twice");
    for (const qint64 number : told) {
        QVERIFY2(std::ranges::binary_search(lines, textOf(number)), "a line that was taken is gone");
        const auto trace = (*spans)->trace(traceIdOf(number));
        QVERIFY2(trace && *trace && (*trace)->spans.size() == 2, "a span that was taken is gone");
    }
    QVERIFY2(notices.take().empty(), "a kill must damage nothing");
}

void StationKillTest::whatAStationTookIsThereAfterTwoHundredKills()
{
    constexpr int rounds = 200;
    std::mt19937 random(7);
    std::vector<qint64> told;
    for (int round = 0; round < rounds; ++round) {
        // What was under way when it was killed may be there as well.
        const auto more = killOnce(told.empty() ? 1 : told.back() + 2, static_cast<qsizetype>(1 + random() % 40));
        if (QTest::currentTestFailed())
            return;
        told.insert(told.end(), more.begin(), more.end());
        if (round % 20 == 19)
            inspect(told);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(told.size() > rounds * 5);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 5 && qstrcmp(argv[1], "--victim") == 0)
        return runVictim(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toLongLong(),
                         QByteArray(argv[4]).toLongLong());
    StationKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stationkill.moc"
