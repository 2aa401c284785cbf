// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/aside/asiderules.h"
#include "models/station/aside/evaluatedfile.h"
#include "models/station/core/statusfile.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const signals::Rule *named(const std::vector<signals::Rule> &rules, const QString &name)
{
    for (const auto &rule : rules)
        if (rule.name == name)
            return &rule;
    return nullptr;
}

} // namespace

class TestAsideRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void whileNobodyRunsItItsFilesAreTold()
    {
        QTemporaryDir dir;
        QFile config(dir.filePath(u"station.yaml"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("rules: {defaults: false, files: [rules/*.yml]}\n");
        config.close();
        QVERIFY(QDir(dir.path()).mkdir(u"rules"_s));
        QFile rules(dir.filePath(u"rules/a.yml"_s));
        QVERIFY(rules.open(QIODevice::WriteOnly));
        rules.write("groups:\n- name: f\n  rules:\n  - alert: InFile\n    expr: up == 0\n");
        rules.close();
        QVERIFY(station::RuleShelf::ofStation(dir.path())
                    .put(u"console"_s, "name: g\nrules:\n- alert: Own\n  expr: up == 0\n")
                    .ok());
        const auto told = station::rulesInFiles(dir.path(), config.fileName());
        QCOMPARE(told.size(), std::size_t(2));
        QVERIFY(named(told, u"InFile"_s)->file.endsWith(u"rules/a.yml"_s));
        QCOMPARE(named(told, u"Own"_s)->file, u"console"_s);
        QCOMPARE(named(told, u"Own"_s)->health, u"unknown"_s);
        QVERIFY(station::rulesInFiles(dir.path(), {}).size() > 10); // the built-in ones
    }

    void aRunningOneIsTakenAtItsWord()
    {
        QTemporaryDir dir;
        signals::Rule rule;
        rule.name = u"Down"_s;
        rule.group = u"g"_s;
        rule.file = u"console"_s;
        rule.query = u"up == 0"_s;
        rule.health = u"err"_s;
        rule.lastError = u"no samples"_s;
        rule.lastEvaluationNs = 1795244400LL * base::nsPerSecond;
        rule.intervalNs = base::nsPerMinute;
        station::writeEvaluated(dir.path(), {rule});
        const base::SystemClock clock;
        async::Pools pools;
        station::AsideRules port({clock, pools, u"station"_s, u"Here"_s}, dir.path(), {});
        std::vector<signals::Rule> told;
        const auto ask = [&] {
            told.clear();
            const auto request = port.evaluatedRules([&](auto rules) { told = *rules; });
            return QTest::qWaitFor([&] { return !told.empty(); });
        };
        QVERIFY(ask());
        QVERIFY(!named(told, u"Down"_s)); // nobody says that it runs
        station::writeStatus(dir.path(), {});
        QVERIFY(ask());
        const auto *down = named(told, u"Down"_s);
        QVERIFY(down);
        QCOMPARE(down->lastError, u"no samples"_s);
        QCOMPARE(down->file, u"console"_s);
        QCOMPARE(down->source, port.state().id);
        QCOMPARE(down->lastEvaluationNs, rule.lastEvaluationNs);
    }

    void groupsAreKeptAndSamplesAreNot()
    {
        QTemporaryDir dir;
        const base::SystemClock clock;
        async::Pools pools;
        station::AsideRules port({clock, pools, u"station"_s, u"Here"_s}, dir.path(), {});
        QCOMPARE(port.keeping(), sources::RuleKeeping::Own);
        std::optional<base::Status> put;
        auto request = port.putRuleGroup(u"console"_s, "name: g\nrules: []\n", [&](auto status) { put = status; });
        QTRY_VERIFY(put);
        QVERIFY(put->ok());
        std::optional<base::Result<QByteArray>> text;
        request = port.ruleGroup(u"console"_s, u"g"_s, [&](auto read) { text = read; });
        QTRY_VERIFY(text);
        QCOMPARE(**text, QByteArray("name: g\nrules: []\n"));
        std::optional<base::ErrorKind> kind;
        request = port.queryInstant(u"up"_s, 0, [&](auto answer) { kind = answer.error().kind; });
        QTRY_VERIFY(kind);
        QCOMPARE(*kind, base::ErrorKind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestAsideRules)
#include "tst_asiderules.moc"
