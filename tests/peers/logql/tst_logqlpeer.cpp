// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/query/logql/logql.h"
#include "tests/models/query/logql/memoryreader.h"
#include "tests/peers/logql/lokihttp.h"
#include "tests/peers/logql/lokilines.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"
#include "tests/support/peerlist.h"

#include <QFile>
#include <QRandomGenerator>

#include <cmath>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

// Asks a real Loki and our own evaluator the same questions about the same lines, and wants the same answers.
class TestLogqlPeer : public QObject {
    Q_OBJECT
    std::unique_ptr<LokiHttp> m_loki;
    std::unique_ptr<test::MemoryReader> m_lines;
    QString m_run;
    qint64 m_startNs = 0;
    qint64 m_endNs = 0;

    [[nodiscard]] QString filled(QString query) const { return query.replace(u"SEL"_s, u"run=\""_s + m_run + u'"'); }
    static void rows(const QString &file);
    void compareLines(const signals::LogAnswer &theirs, const signals::LogAnswer &ours) const;
    void compareSeries(signals::QueryAnswer theirs, signals::QueryAnswer ours, const QString &expr) const;

private Q_SLOTS:
    void initTestCase();
    void init() { support::failOnAnyWarning(); }
    void lines_data() { rows(u"lines.txt"_s); }
    void lines();
    void metrics_data() { rows(u"metrics.txt"_s); }
    void metrics();
    void bothRefuse_data() { rows(u"refused.txt"_s); }
    void bothRefuse();
};

void TestLogqlPeer::initTestCase()
{
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, u"loki-3.7"_s);
    m_loki = std::make_unique<LokiHttp>(peers.find(u"loki-3.7"_s)->url);
    m_run = u"r"_s + QString::number(QRandomGenerator::global()->generate());
    const base::SystemClock clock;
    // A whole minute, so that steps read well.
    m_endNs = clock.nowNs() / base::nsPerMinute * base::nsPerMinute;
    m_startNs = m_endNs - (lokiLineCount + 8) * lokiLineDistanceNs / base::nsPerMinute * base::nsPerMinute;
    const auto lines = lokiLines(m_run.toStdString(), m_startNs + base::nsPerSecond);
    QCOMPARE(m_loki->push(lines), QString());
    // What Loki keeps has labels of its own making: service_name, detected_level.
    auto kept = m_loki->queryRange(filled(u"{SEL}"_s), m_startNs, m_endNs + base::nsPerHour, 0,
                                   query::LineOrder::Forward, 5000);
    QVERIFY2(kept.ok(), kept ? "" : qPrintable(kept.error().summary));
    auto &answer = std::get<signals::LogAnswer>(*kept);
    QCOMPARE(answer.lines.size(), lines.size());
    m_lines = std::make_unique<test::MemoryReader>(std::move(answer.lines));
}

namespace {

// What a template says of its failure names Go's places and types.
base::Labels comparable(const base::Labels &labels)
{
    return labels.value("__error__") == "TemplateFormatErr" ? labels.without({"__error_details__"}) : labels;
}

// Loki adds up in the order of a hash table: the last digits differ from run to run.
bool isNearlySame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

} // namespace

void TestLogqlPeer::compareLines(const signals::LogAnswer &theirs, const signals::LogAnswer &ours) const
{
    for (std::size_t i = 0; i < std::min(theirs.lines.size(), ours.lines.size()); ++i) {
        const auto &a = theirs.lines[i];
        const auto &b = ours.lines[i];
        const QString where = u"line %1 at %2: "_s.arg(i).arg(b.timeNs);
        QCOMPARE(where + QString::fromStdString(b.text), where + QString::fromStdString(a.text));
        QCOMPARE(where + b.stream.toString(), where + a.stream.toString());
        QCOMPARE(where + comparable(b.metadata).toString(), where + comparable(a.metadata).toString());
        QCOMPARE(b.timeNs, a.timeNs);
    }
    QCOMPARE(ours.lines.size(), theirs.lines.size());
}

void TestLogqlPeer::compareSeries(signals::QueryAnswer theirs, signals::QueryAnswer ours, const QString &expr) const
{
    if (expr.contains(u" or "_s)) // Loki joins the two sides in any order
        for (auto *answer : {&theirs, &ours})
            std::ranges::sort(answer->series, {}, &signals::Series::labels);
    QStringList theirLabels, ourLabels;
    for (const auto &s : theirs.series)
        theirLabels << s.labels.toString();
    for (const auto &s : ours.series)
        ourLabels << s.labels.toString();
    QCOMPARE(ourLabels, theirLabels);
    for (std::size_t i = 0; i < ours.series.size(); ++i) {
        if (ours.type != signals::ResultType::Scalar) // Loki's scalars lie at the beginning of time
            QCOMPARE(ours.series[i].timesMs, theirs.series[i].timesMs);
        for (std::size_t k = 0; k < ours.series[i].size(); ++k) {
            const double a = theirs.series[i].values[k];
            const double b = ours.series[i].values[k];
            QVERIFY2(isNearlySame(a, b),
                     qPrintable(u"%1 at %2: ours %3, theirs %4"_s.arg(ourLabels[static_cast<qsizetype>(i)])
                                    .arg(ours.series[i].timesMs[k])
                                    .arg(b, 0, 'g', 17)
                                    .arg(a, 0, 'g', 17)));
        }
    }
}

void TestLogqlPeer::lines()
{
    QFETCH(QString, query);
    const QString text = filled(query);
    const auto expr = query::parseLogql(text.toStdString());
    QVERIFY2(expr.ok(), expr ? "" : qPrintable(expr.error().summary));
    for (const auto order : {query::LineOrder::Forward, query::LineOrder::Backward}) {
        for (const int limit : {25, 1000}) {
            const auto theirs = m_loki->queryRange(text, m_startNs, m_endNs, 0, order, limit);
            QVERIFY2(theirs.ok(), theirs ? "" : qPrintable(theirs.error().summary));
            const auto ours = query::evaluateLogs(*expr, {m_startNs, m_endNs, order, limit}, *m_lines);
            QVERIFY2(ours.ok(), ours ? "" : qPrintable(ours.error().summary));
            compareLines(std::get<signals::LogAnswer>(*theirs), *ours);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestLogqlPeer::metrics()
{
    QFETCH(QString, query);
    const QString text = filled(query);
    const auto expr = query::parseLogql(text.toStdString());
    QVERIFY2(expr.ok(), expr ? "" : qPrintable(expr.error().summary));
    for (const qint64 stepNs : {qint64(0), base::nsPerMinute, 30 * base::nsPerSecond}) {
        const auto theirs = stepNs == 0
                                ? m_loki->queryInstant(text, m_endNs)
                                : m_loki->queryRange(text, m_startNs, m_endNs, stepNs, query::LineOrder::Forward, 100);
        QVERIFY2(theirs.ok(), theirs ? "" : qPrintable(theirs.error().summary));
        query::LogMetricQuery question;
        question.startNs = m_startNs;
        question.endNs = m_endNs;
        question.stepNs = stepNs;
        const auto ours = query::evaluateLogMetric(*expr, question, *m_lines);
        QVERIFY2(ours.ok(), ours ? "" : qPrintable(ours.error().summary));
        compareSeries(std::get<signals::QueryAnswer>(*theirs), *ours, text);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestLogqlPeer::bothRefuse()
{
    QFETCH(QString, query);
    const QString text = filled(query);
    const auto theirs = m_loki->queryInstant(text, m_endNs);
    QVERIFY2(!theirs.ok(), "Loki answers");
    const auto expr = query::parseLogql(text.toStdString());
    if (!expr)
        return;
    query::LogMetricQuery question;
    question.endNs = m_endNs;
    const auto ours = query::evaluateLogMetric(*expr, question, *m_lines);
    QVERIFY2(!ours.ok(), qPrintable(u"we answer; Loki says: "_s + theirs.error().summary));
    if (theirs.error().summary.startsWith("pipeline error"_L1))
        QCOMPARE(ours.error().summary.section(u' ', 0, 2), theirs.error().summary.section(u' ', 0, 2));
}

void TestLogqlPeer::rows(const QString &file)
{
    QTest::addColumn<QString>("query");
    QFile queries(support::sourcePath(u"tests/peers/logql/queries/"_s + file));
    QVERIFY(queries.open(QIODevice::ReadOnly));
    for (const auto &line : queries.readAll().split('\n'))
        if (!line.isEmpty() && !line.startsWith('#'))
            QTest::newRow(line.constData()) << QString::fromUtf8(line);
}

QTEST_GUILESS_MAIN(TestLogqlPeer)
#include "tst_logqlpeer.moc"
