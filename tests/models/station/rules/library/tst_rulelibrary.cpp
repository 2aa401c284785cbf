// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/library/rulelibrary.h"

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

QByteArray unitTests(const QString &subject)
{
    QFile file(QStringLiteral(WF_SOURCE_ROOT "/tests/models/station/rules/library/%1.test.yml").arg(subject));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString ruleFileName(const QString &subject)
{
    return QStringLiteral("%1.rules.yml").arg(subject);
}

} // namespace

class RuleLibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsAtLeastSixtyRules();
    void areSoundAndExplained_data() { subjects(); }
    void areSoundAndExplained();
    void eachFiresOnItsOwnTrouble_data() { subjects(); }
    void eachFiresOnItsOwnTrouble();
    void promtoolAgrees();

private:
    static void subjects()
    {
        QTest::addColumn<QByteArray>("text");
        for (const LibraryFile &file : ruleLibrary())
            QTest::newRow(qPrintable(file.subject)) << file.text;
    }
};

void RuleLibraryTest::holdsAtLeastSixtyRules()
{
    int rules = 0;
    std::set<std::string> names;
    for (const LibraryFile &file : ruleLibrary()) {
        const auto read = wire::readRuleFile(wire::view(file.text));
        rules += read.ruleCount();
        for (const auto &group : read.documents.at(0).groups)
            for (const auto &rule : group.rules)
                names.insert(rule.name.text);
    }
    QVERIFY(rules >= 60);
    QCOMPARE(static_cast<int>(names.size()), rules); // no name twice
}

void RuleLibraryTest::areSoundAndExplained()
{
    QFETCH(QByteArray, text);
    const auto check = checkRuleFile(wire::view(text));
    QVERIFY2(check.file.problems.empty(),
             qPrintable(check.file.problems.empty() ? QString() : check.file.problems[0].what));
    QVERIFY(check.printsBack);
    for (const auto &group : check.file.documents.at(0).groups)
        for (const auto &rule : group.rules) {
            std::set<std::string> texts;
            for (const auto &annotation : rule.annotations)
                texts.insert(annotation.name.text);
            QVERIFY2(texts == (std::set<std::string>{"description", "runbook", "summary"}), rule.name.text.c_str());
            QVERIFY2(rule.labels.size() == 1 && rule.labels[0].name.text == "severity", rule.name.text.c_str());
        }
}

void RuleLibraryTest::eachFiresOnItsOwnTrouble()
{
    QFETCH(QByteArray, text);
    const QString subject = QString::fromLatin1(QTest::currentDataTag());
    const QByteArray tests = unitTests(subject);
    const auto file = readRuleTests(wire::view(tests));
    QVERIFY2(file.ok(), qPrintable(file.ok() ? QString() : file.error().detail));
    const auto report = runRuleTests(*file, {{ruleFileName(subject), text}}, {});
    QVERIFY(report.ok());
    QVERIFY2(report->failures.empty(), qPrintable(report->failures.empty() ? QString() : report->failures[0].what));
    QCOMPARE(report->tests, wire::readRuleFile(wire::view(text)).ruleCount());
    QVERIFY(report->checks >= report->tests);
}

void RuleLibraryTest::promtoolAgrees()
{
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty())
        QSKIP("promtool is not installed");
    const QTemporaryDir folder;
    QStringList arguments{QStringLiteral("test"), QStringLiteral("rules")};
    for (const LibraryFile &one : ruleLibrary()) {
        arguments << one.subject + QStringLiteral(".test.yml");
        for (const auto &[name, text] :
             {std::pair(ruleFileName(one.subject), one.text), std::pair(arguments.last(), unitTests(one.subject))}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(text), text.size());
        }
    }
    QProcess tool;
    tool.setWorkingDirectory(folder.path());
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("promtool"), arguments);
    QVERIFY(tool.waitForFinished(60'000));
    const QString said = QString::fromUtf8(tool.readAll());
    QVERIFY2(tool.exitCode() == 0, qPrintable(said));
}

QTEST_GUILESS_MAIN(RuleLibraryTest)
#include "tst_rulelibrary.moc"
