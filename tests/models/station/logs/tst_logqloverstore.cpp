// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/logql.h"
#include "models/station/logs/storelines.h"
#include "tests/models/query/logql/memoryreader.h"
#include "tests/models/store/logs/loglines.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>

using namespace wf;

class tst_LogqlOverStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theStoreAnswersAsMemoryDoes_data();
    void theStoreAnswersAsMemoryDoes();
    void levelsNarrowWhatIsRead();
};

void tst_LogqlOverStore::theStoreAnswersAsMemoryDoes_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query :
         {"{app=\"cart\"}", "{app=~\"cart|search\"} |= \"timeout retry\"",
          "{env=\"prod\"} |~ \"(?i)MISS cache\" != \"upstream\"", "{env=\"prod\"} | pod=\"p3\"",
          "{env=\"prod\"} | detected_level=\"error\" |= \"retry\"", "{env=\"prod\"} | logfmt | n>19000",
          "{env=\"prod\"} |= \"no such words anywhere\"", "sum by (app) (count_over_time({env=\"prod\"}[1s]))",
          "sum by (detected_level) (rate({env=\"prod\"} |= \"timeout\" [5s]))",
          "max_over_time({app=\"cart\"} | logfmt | unwrap n [5s]) by (app)", "sum(bytes_over_time({app=\"cart\"}[5s]))",
          "count_over_time({env=\"prod\"} | detected_level=\"warn\" [5s])"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void tst_LogqlOverStore::theStoreAnswersAsMemoryDoes()
{
    QFETCH(QString, query);
    const QTemporaryDir dir;
    const base::ManualClock clock(test::logStartNs + base::nsPerHour);
    auto opened = store::LogStore::open(test::logOptions(dir.filePath(QStringLiteral("l"))), clock);
    QVERIFY(opened.ok());
    const std::shared_ptr<store::LogStore> logs = std::move(*opened);
    const auto lines = test::manyLines(20'000);
    // Two blocks and a head.
    for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t from = i * 7'000;
        QVERIFY(logs->append(std::span(lines).subspan(from, std::min<std::size_t>(7'000, lines.size() - from))).ok());
        if (i < 2)
            QVERIFY(logs->seal().ok());
    }
    const auto expr = query::parseLogql(query.toStdString());
    QVERIFY2(expr.ok(), expr ? "" : qPrintable(expr.error().summary));
    const station::StoreLines reader(logs);
    const test::MemoryReader memory(lines);
    const qint64 endNs = test::logStartNs + 20 * base::nsPerSecond;
    if (expr->log() == nullptr) {
        query::LogMetricQuery question;
        question.startNs = test::logStartNs + base::nsPerSecond;
        question.endNs = endNs;
        question.stepNs = base::nsPerSecond;
        const auto ours = query::evaluateLogMetric(*expr, question, reader);
        const auto wanted = query::evaluateLogMetric(*expr, question, memory);
        QVERIFY(ours.ok() && wanted.ok());
        QVERIFY(!wanted->series.empty());
        QVERIFY(ours->series == wanted->series);
        return;
    }
    for (const auto order : {query::LineOrder::Forward, query::LineOrder::Backward})
        for (const int limit : {7, 100'000}) {
            const query::LogsQuery question{test::logStartNs, endNs, order, limit};
            auto ours = query::evaluateLogs(*expr, question, reader);
            const auto wanted = query::evaluateLogs(*expr, question, memory);
            QVERIFY(ours.ok() && wanted.ok());
            for (auto &line : ours->lines)
                line.traceId.clear(); // the other reader knows none
            QVERIFY(ours->lines == wanted->lines);
        }
}

void tst_LogqlOverStore::levelsNarrowWhatIsRead()
{
    const QTemporaryDir dir;
    const base::ManualClock clock(test::logStartNs + base::nsPerHour);
    auto opened = store::LogStore::open(test::logOptions(dir.filePath(QStringLiteral("l"))), clock);
    QVERIFY(opened.ok());
    const std::shared_ptr<store::LogStore> logs = std::move(*opened);
    auto lines = test::manyLines(30'000);
    for (auto &line : lines)
        line.level = signals::LogLevel::Info;
    lines[20'000].level = signals::LogLevel::Fatal;
    QVERIFY(logs->append(lines).ok());
    QVERIFY(logs->seal().ok());
    const station::StoreLines reader(logs);
    query::LineRequest request;
    request.endNs = std::numeric_limits<qint64>::max();
    request.metadataMatchers.push_back(signals::LabelMatcher::equal("detected_level", "critical"));
    const auto report = reader.read(request, [](const query::LineBatch &) { return true; }, {});
    QVERIFY(report.ok());
    QVERIFY2(report->linesRead < 5'000, qPrintable(QString::number(report->linesRead)));
}

QTEST_GUILESS_MAIN(tst_LogqlOverStore)
#include "tst_logqloverstore.moc"
