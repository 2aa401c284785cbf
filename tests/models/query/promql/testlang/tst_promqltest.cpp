// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/runner.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace wf;

// Prometheus' own tests, all cases of every file.
class tst_PromqlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void answersAsPrometheus_data();
    void answersAsPrometheus();
};

void tst_PromqlTest::answersAsPrometheus_data()
{
    QTest::addColumn<QString>("path");
    WF_REQUIRE_CORPUS(folder, "prometheus-rules/promqltest");
    const QDir files(folder);
    for (const QString &name : files.entryList({QStringLiteral("*.test")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << files.filePath(name);
}

void tst_PromqlTest::answersAsPrometheus()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto report = query::runTestScript(file.readAll().toStdString(), {});
    QVERIFY2(report, report ? "" : qPrintable(report.error().summary));
    for (const query::TestCase &each : report->cases)
        QVERIFY2(each.outcome != query::TestCase::Outcome::Failed,
                 qPrintable(QStringLiteral("line %1: %2: %3")
                                .arg(each.line)
                                .arg(QString::fromStdString(each.query), QString::fromStdString(each.reason))));
    QVERIFY(file.seek(0));
    const auto evaluations = file.readAll().split('\n');
    const auto isEval = [](const QByteArray &line) { return line.trimmed().startsWith("eval"); };
    QCOMPARE(report->passed + report->differing, static_cast<int>(std::ranges::count_if(evaluations, isEval)));
}

QTEST_APPLESS_MAIN(tst_PromqlTest)
#include "tst_promqltest.moc"
