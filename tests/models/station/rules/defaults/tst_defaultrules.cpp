// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/defaults/defaultrules.h"

#include "models/station/rules/check/rulecheck.h"
#include "models/station/rules/unittest/ruletest.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace wf;
using namespace wf::station;

namespace {

QByteArray unitTests()
{
    QFile file(QStringLiteral(WF_SOURCE_ROOT "/tests/models/station/rules/defaults/machine.test.yml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class DefaultRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areSoundAndExplained();
    void fireWhenTheyShouldAndOnlyThen();
    void promtoolAgrees();
};

void DefaultRulesTest::areSoundAndExplained()
{
    const auto check = checkRuleFile(wire::view(defaultRules()));
    QVERIFY2(check.file.problems.empty(),
             qPrintable(check.file.problems.empty() ? QString() : check.file.problems[0].what));
    QVERIFY(check.printsBack);
    QVERIFY(check.file.ruleCount() >= 20);
    for (const auto &group : check.file.documents.at(0).groups)
        for (const auto &rule : group.rules) {
            std::set<std::string> texts;
            for (const auto &annotation : rule.annotations)
                texts.insert(annotation.name.text);
            QVERIFY2(texts == (std::set<std::string>{"description", "runbook", "summary"}), rule.name.text.c_str());
            QVERIFY2(rule.labels.size() == 1 && rule.labels[0].name.text == "severity", rule.name.text.c_str());
        }
}

void DefaultRulesTest::fireWhenTheyShouldAndOnlyThen()
{
    const QByteArray text = unitTests();
    const auto file = readRuleTests(wire::view(text));
    QVERIFY2(file.ok(), qPrintable(file.ok() ? QString() : file.error().detail));
    const auto report = runRuleTests(*file, {{QStringLiteral("machine.rules.yml"), defaultRules()}}, {});
    QVERIFY(report.ok());
    QVERIFY2(report->failures.empty(), qPrintable(report->failures.empty() ? QString() : report->failures[0].what));
    // Every rule is made to fire by one test, and is quiet in another.
    std::set<std::string> fire;
    std::set<std::string> quiet;
    for (const auto &test : file->tests)
        for (const auto &one : test.alerts)
            (one.expected.empty() ? quiet : fire).insert(one.alert);
    const auto rules = wire::readRuleFile(wire::view(defaultRules()));
    QCOMPARE(static_cast<int>(fire.size()), rules.ruleCount());
    QVERIFY(fire == quiet);
}

void DefaultRulesTest::promtoolAgrees()
{
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty())
        QSKIP("promtool is not installed");
    const QTemporaryDir folder;
    for (const auto &[name, text] :
         {std::pair("/machine.rules.yml", defaultRules()), std::pair("/test.yml", unitTests())}) {
        QFile file(folder.path() + QLatin1String(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QProcess tool;
    tool.setWorkingDirectory(folder.path());
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("promtool"),
               {QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("test.yml")});
    QVERIFY(tool.waitForFinished(60'000));
    const QString said = QString::fromUtf8(tool.readAll());
    QVERIFY2(said.contains(QStringLiteral("SUCCESS")), qPrintable(said));
}

QTEST_GUILESS_MAIN(DefaultRulesTest)
#include "tst_defaultrules.moc"
