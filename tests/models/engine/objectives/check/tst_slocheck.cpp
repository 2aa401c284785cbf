// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/check/slocheck.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf;
using namespace wf::wiretest;
using wire::SloProblem;

class SloCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsAnErrorInsideAQueryOfSeveralLines();
    void countsThePlaceBehindAFilledInWindow();
    void refusesAQueryThatGivesARangeOfSamples();
    void leavesQueriesOfOtherSourcesAlone();
    void findsNothingWrongInAGoodSampleOfTheCorpus();
};

namespace {

QByteArray sloth(const QByteArray &error)
{
    return "version: prometheus/v1\nservice: s\nslos:\n- name: a\n  objective: 99.9\n  sli:\n    events:\n"
           "      error_query: " +
           error + "\n      total_query: sum(rate(t[{{.window}}]))\n  alerting:\n    name: A\n";
}

} // namespace

void SloCheckTest::findsAnErrorInsideAQueryOfSeveralLines()
{
    const auto read = engine::checkDefinitions(
        {{QStringLiteral("a.yml"), sloth("|\n        sum(rate(e[{{.window}}]))\n        / / 2")}});
    QVERIFY(read.objectives.empty());
    QCOMPARE(read.documents.at(0).problems.size(), std::size_t{1});
    QCOMPARE(read.documents[0].problems[0].place.line, 10);
    QCOMPARE(read.documents[0].problems[0].place.column, 11);
    QCOMPARE(read.documents[0].objectives, 0);
}

void SloCheckTest::countsThePlaceBehindAFilledInWindow()
{
    const auto read = engine::checkDefinitions({{QStringLiteral("a.yml"), sloth("sum(rate(e[{{.window}}])) )")}});
    QCOMPARE(read.documents.at(0).problems.size(), std::size_t{1});
    QCOMPARE(read.documents[0].problems[0].place.line, 8);
    QCOMPARE(read.documents[0].problems[0].place.column, 20 + 26);
}

void SloCheckTest::refusesAQueryThatGivesARangeOfSamples()
{
    const auto read = engine::checkDefinitions({{QStringLiteral("a.yml"), sloth("e[{{.window}}]")}});
    QCOMPARE(read.documents.at(0).count(SloProblem::Weight::Error), 1);
}

void SloCheckTest::leavesQueriesOfOtherSourcesAlone()
{
    const auto read = engine::checkDefinitions({{QStringLiteral("a.yml"), R"(
apiVersion: openslo/v1
kind: SLI
metadata: {name: x}
spec: {thresholdMetric: {metricSource: {type: Datadog, spec: {query: "sum:requests.error{*}.as_count() !!"}}}}
)"}});
    QVERIFY(read.documents.at(0).isValid());
}

void SloCheckTest::findsNothingWrongInAGoodSampleOfTheCorpus()
{
    WF_NEED_CORPUS();
    for (const QString &path : filesBelow(corpusDir() + QStringLiteral("/sloth-samples"), {QStringLiteral("*.y*ml")})) {
        if (!path.contains(QStringLiteral("/examples/")) && !path.contains(QStringLiteral("/slos/")) &&
            !path.contains(QStringLiteral("/good/")))
            continue;
        if (path.contains(QStringLiteral("_gen")))
            continue;
        const auto read = engine::checkDefinitions({{path, readFile(path)}});
        QVERIFY(!read.documents.empty());
        for (const auto &document : read.documents)
            QVERIFY2(document.isValid(), qPrintable(read.problems().join(u'\n')));
    }
}

QTEST_GUILESS_MAIN(SloCheckTest)
#include "tst_slocheck.moc"
