// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/rulehome.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::RuleHomeKind;

namespace {

engine::KnownRule ruleIn(const QString &file, const QString &source = u"p"_s)
{
    engine::KnownRule out;
    out.rule.name = u"Down"_s;
    out.rule.group = u"g"_s;
    out.rule.query = u"up == 0"_s;
    out.rule.file = file;
    out.rule.source = source;
    return out;
}

const std::vector<engine::RuleKeeper> keepers{{RuleHomeKind::File, u"p"_s, u"Prometheus"_s, false},
                                              {RuleHomeKind::Ruler, u"m"_s, u"Mimir"_s, false},
                                              {RuleHomeKind::Ruler, u"l"_s, u"Loki"_s, true},
                                              {RuleHomeKind::Own, u"s"_s, u"Station"_s, false}};

} // namespace

class TestRuleHome : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theFileTheServerNamesIsTheHomeWhenItHoldsTheRule()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"a.yml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: up==0\n");
        file.close();
        const auto homes = engine::homesOfRule(ruleIn(path), keepers, {});
        QCOMPARE(homes.size(), std::size_t(1));
        QVERIFY(homes[0].isCurrent && homes[0].canWrite && homes[0].isComplete());
        QCOMPARE(homes[0].title(), u"Prometheus, "_s + path);
        const auto readOnly = engine::homesOfRule(ruleIn(path), keepers, {{}, true, u"Ask Mara."_s});
        QVERIFY(!readOnly[0].canWrite && readOnly[0].isCurrent);
        QCOMPARE(readOnly[0].reason, u"Ask Mara."_s);
    }

    void aFileOfAnotherMachineIsNotTakenForIt()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"a.yml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("groups:\n- name: other\n  rules:\n  - alert: Down\n    expr: up == 0\n");
        file.close();
        for (const QString &told : {path, u"/etc/nowhere/a.yml"_s, u"rules/a.yml"_s}) {
            const auto homes = engine::homesOfRule(ruleIn(told), keepers, {});
            QCOMPARE(homes.size(), std::size_t(1));
            QVERIFY(!homes[0].isComplete() && !homes[0].isCurrent && homes[0].canWrite);
            QVERIFY2(homes[0].reason.contains(told), qPrintable(homes[0].reason));
        }
    }

    void aRulersNamespaceIsWhereItTellsTheFile()
    {
        const auto homes = engine::homesOfRule(ruleIn(u"payments"_s, u"m"_s), keepers, {});
        QCOMPARE(homes.size(), std::size_t(1));
        QVERIFY(homes[0].isCurrent && homes[0].kind == RuleHomeKind::Ruler);
        QCOMPARE(homes[0].title(), u"Mimir, namespace payments"_s);
    }

    void whatComesWithTheStationCanOnlyBeCopied()
    {
        const auto homes = engine::homesOfRule(ruleIn(u"watchfloor:machine.rules.yml"_s, u"s"_s), keepers, {});
        QCOMPARE(homes.size(), std::size_t(2));
        QVERIFY(homes[0].isCurrent && !homes[0].canWrite && !homes[0].reason.isEmpty());
        QVERIFY(homes[1].kind == RuleHomeKind::Own && homes[1].canWrite && !homes[1].isCurrent);
        QCOMPARE(homes[1].nameSpace, engine::usualNameSpace());
        const auto own = engine::homesOfRule(ruleIn(u"console"_s, u"s"_s), keepers, {});
        QCOMPARE(own.size(), std::size_t(1));
        QVERIFY(own[0].isCurrent && own[0].canWrite);
    }

    void aNewRuleGoesToWhoSpeaksItsLanguage()
    {
        const auto metrics = engine::homesForNewRule(false, keepers, {});
        QCOMPARE(metrics.size(), std::size_t(3));
        QVERIFY(!metrics[0].isComplete() && metrics[1].isComplete() && metrics[2].isComplete());
        const auto logs = engine::homesForNewRule(true, keepers, {});
        QCOMPARE(logs.size(), std::size_t(1));
        QVERIFY(logs[0].isOverLogs);
        QTemporaryDir dir;
        const auto chosen = engine::homeWithFile(metrics[0], dir.filePath(u"new.yml"_s), {});
        QVERIFY(chosen.canWrite && chosen.isComplete() && chosen.reason.isEmpty());
        const auto nowhere = engine::homeWithFile(metrics[0], dir.filePath(u"no/new.yml"_s), {});
        QVERIFY(!nowhere.canWrite && !nowhere.reason.isEmpty());
        QVERIFY(chosen.isSamePlace(engine::homeWithFile(chosen, chosen.file, {{}, true, u"no"_s})));
        QVERIFY(!chosen.isSamePlace(nowhere));
    }
};

QTEST_GUILESS_MAIN(TestRuleHome)
#include "tst_rulehome.moc"
