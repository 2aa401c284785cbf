// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/draftcheck.h"
#include "models/engine/rules/saving/ruledraft.h"
#include "tests/support/failonwarning.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const QByteArray file = "# of the shop\n"
                        "groups:\n"
                        "  - name: shop   # watched by payments\n"
                        "    interval: 30s\n"
                        "    partial_response_strategy: warn\n"
                        "    rules:\n"
                        "      - alert: Slow\n"
                        "        expr: latency > 1\n"
                        "        for: 1m\n"
                        "        x_owner: payments\n"
                        "      - record: latency\n"
                        "        expr: 'avg( latency_seconds )'\n";

engine::RuleText textOf(const QByteArray &text, engine::RuleHomeKind kind = engine::RuleHomeKind::File)
{
    engine::RuleText out;
    out.home.kind = kind;
    out.home.sourceName = u"Prometheus"_s;
    out.home.file = u"/etc/shop.yml"_s;
    out.home.nameSpace = u"payments"_s;
    out.group = u"shop"_s;
    out.text = text;
    if (!text.isEmpty())
        out.fingerprint = engine::fingerprintOf(text);
    return out;
}

signals::Rule evaluated(const QString &name, const QString &expr)
{
    signals::Rule out;
    out.name = name;
    out.group = u"shop"_s;
    out.query = expr;
    return out;
}

QByteArray changed(QByteArray text, const QByteArray &before, const QByteArray &after)
{
    return text.replace(before, after);
}

} // namespace

class TestRuleDraft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aChangeTouchesNothingElse()
    {
        for (const bool isWindows : {false, true}) {
            const QByteArray text = isWindows ? changed(file, "\n", "\r\n") : file;
            const auto before = textOf(text);
            const auto spot = engine::spotOf(before, evaluated(u"Slow"_s, u"latency>1"_s));
            QVERIFY(spot);
            auto rule = *engine::entryAt(before, *spot);
            rule.forNs = 5 * base::nsPerMinute;
            const auto draft = engine::draftWith(before, rule, spot);
            QVERIFY2(draft.ok(), draft.ok() ? "" : qPrintable(draft.error().summary));
            QCOMPARE(draft->text, changed(text, "for: 1m", "for: 5m"));
            QVERIFY(draft->changes());
            QCOMPARE(engine::changesOf(*draft, 0).size(), std::size_t(2));
        }
    }

    void aFieldNobodyKnowsSurvivesAYamlEdit()
    {
        const auto before = textOf(file);
        const auto spot = engine::spotOf(before, evaluated(u"Slow"_s, u"latency > 1"_s));
        const auto draft = engine::draftWithYaml(before, "- alert: VerySlow\n  expr: latency > 2\n  for: 1m\n", spot);
        QVERIFY(draft.ok());
        QVERIFY(draft->text.contains("x_owner: payments"));
        QVERIFY(draft->text.contains("partial_response_strategy: warn"));
        QVERIFY(draft->text.contains("# watched by payments"));
        QCOMPARE(QByteArray::fromStdString(draft->spot.name), QByteArray("VerySlow"));
        const auto broken = engine::draftWithYaml(before, "- alert: X\n  expr: up\n  for: soon\n", spot);
        QVERIFY(!broken.ok());
        QVERIFY2(broken.error().summary.startsWith(u"3:"_s), qPrintable(broken.error().summary));
    }

    void ofRulesWithOneNameTheOneWithTheExpressionIsMeant()
    {
        const QByteArray twice = "groups:\n- name: shop\n  rules:\n"
                                 "  - alert: Slow\n    expr: latency > 1\n    labels: {severity: warning}\n"
                                 "  - alert: Slow\n    expr: latency > 5\n    labels: {severity: critical}\n";
        const auto before = textOf(twice);
        const auto spot = engine::spotOf(before, evaluated(u"Slow"_s, u"latency   >5"_s));
        QVERIFY(spot);
        QCOMPARE(spot->nth, 1);
        auto rule = *engine::entryAt(before, *spot);
        rule.expr.text = "latency > 6";
        const auto draft = engine::draftWith(before, rule, spot);
        QVERIFY(draft.ok());
        QCOMPARE(draft->spot.nth, 1);
        QCOMPARE(draft->text, changed(twice, "latency > 5", "latency > 6"));
        QVERIFY(!engine::spotOf(before, evaluated(u"Fast"_s, u"latency < 1"_s)));
    }

    void aNewRuleMakesItsGroup()
    {
        wire::RuleEntry rule;
        rule.name.text = "Down";
        rule.expr.text = "up == 0";
        const auto inFile = engine::draftWith(textOf({}), rule);
        QVERIFY(inFile.ok());
        QVERIFY(inFile->text.startsWith("groups:"));
        const auto alone = engine::draftWith(textOf({}, engine::RuleHomeKind::Ruler), rule);
        QVERIFY(alone.ok());
        QVERIFY2(alone->text.startsWith("name: shop\n"), alone->text.constData());
        const auto second = engine::draftWith(textOf(alone->text, engine::RuleHomeKind::Ruler), [&] {
            auto other = rule;
            other.name.text = "Up";
            return other;
        }());
        QVERIFY(second.ok());
        QVERIFY(second->text.startsWith(alone->text));
        QCOMPARE(wire::readRuleFile(second->text.toStdString()).ruleCount(), 2);
        auto unnamed = textOf({});
        unnamed.group.clear();
        QVERIFY(!engine::draftWith(unnamed, rule).ok());
    }

    void theLastRuleOfAGroupTakesItWithIt()
    {
        const QByteArray group = "name: shop\nrules:\n- alert: Down\n  expr: up == 0\n";
        const auto ruler = textOf(group, engine::RuleHomeKind::Ruler);
        const auto spot = *engine::spotOf(ruler, evaluated(u"Down"_s, u"up == 0"_s));
        const auto gone = engine::draftWithout(ruler, spot);
        QVERIFY(gone.ok() && gone->removesAll && gone->changes());
        QVERIFY(engine::unifiedChangesOf(*gone).contains("+++ /dev/null"));
        const auto lonely = textOf("# mine\ngroups:\n- name: shop\n  rules:\n  - alert: Down\n    expr: up == 0\n");
        const auto empty = engine::draftWithout(lonely, spot);
        QVERIFY2(empty.ok(), empty.ok() ? "" : qPrintable(empty.error().summary));
        QCOMPARE(empty->text, QByteArray("# mine\ngroups: []\n"));
        QVERIFY(engine::checkDraft(*empty).isFine());
        const auto half = engine::draftWithout(textOf(file), {"shop", signals::RuleKind::Recording, "latency", 0});
        QVERIFY(half.ok() && !half->removesAll);
        QVERIFY(half->text.contains("alert: Slow") && !half->text.contains("record:"));
    }

    void aWholeTextIsTakenAsItIs()
    {
        const auto whole = engine::draftOfText(textOf(file), "groups: []\n");
        QVERIFY(whole.ok());
        QCOMPARE(whole->text, QByteArray("groups: []\n"));
        QVERIFY(!engine::draftOfText(textOf(file), " \n").ok());
        const auto ruler = textOf({}, engine::RuleHomeKind::Ruler);
        const auto group = engine::draftOfText(ruler, file);
        QVERIFY(group.ok());
        QVERIFY2(group->text.startsWith("name: shop"), group->text.constData());
        QVERIFY(!engine::draftOfText(ruler, "groups: [{name: a, rules: []}, {name: b, rules: []}]").ok());
        QVERIFY(!engine::draftOfText(ruler, "name: other\nrules: []\n").ok());
    }

    void expressionsAreComparedByWhatTheySay()
    {
        QVERIFY(engine::sameExpression(u"sum by(a)(rate(x[5m]))>1"_s, u"sum by (a) (rate(x[5m])) > 1"_s, false));
        QVERIFY(!engine::sameExpression(u"x > 1"_s, u"x >= 1"_s, false));
        QVERIFY(engine::sameExpression(u"sum(rate({a=\"b\"}[5m]))>1"_s, u"sum(rate({a=\"b\"}[5m])) > 1"_s, true));
        QVERIFY(engine::sameExpression(u"not ( parsed"_s, u" not ( parsed "_s, false));
    }

    void theCheckNamesPlacesInTheText()
    {
        const QByteArray plain = changed(file, "        x_owner: payments\n", "");
        const auto before = textOf(plain);
        const auto draft = engine::draftOfText(before, changed(plain, "latency > 1", "latency > > 1"));
        const auto check = engine::checkDraft(*draft);
        QCOMPARE(check.errors, 1);
        QVERIFY(check.firstError().startsWith(u"8:"_s) && check.firstError().contains(u"Slow"_s));
        const auto fine = engine::draftWith(before, *engine::entryAt(before, {"shop", {}, "Slow", 0}),
                                            wire::RuleSpot{"shop", {}, "Slow", 0});
        QVERIFY(engine::checkDraft(*fine).isFine());
        QCOMPARE(engine::checkDraft(*fine).rule.first, 7);
        QVERIFY(!fine->changes());
    }

    void ofLogsTheExpressionIsLogql()
    {
        const QByteArray good = "name: g\nrules:\n- alert: E\n  expr: sum(rate({app=\"x\"} |= \"error\" [5m])) > 1\n";
        QVERIFY(engine::checkRuleText(good, true).isFine());
        QVERIFY(!engine::checkRuleText(good, false).isFine());
        const auto lines = engine::checkRuleText("name: g\nrules:\n- alert: E\n  expr: '{app=\"x\"}'\n", true);
        QCOMPARE(lines.errors, 1);
        const auto broken =
            engine::checkRuleText("name: g\nrules:\n- alert: E\n  expr: |\n    sum(\n      rate({a=}[5m]))\n", true);
        QCOMPARE(broken.errors, 1);
        QCOMPARE(broken.problems.front().place.line, 6);
    }

    void aGroupBecomesAFileForPromtool()
    {
        const auto text = textOf("# note\nname: shop\nrules:\n- alert: Down\n  expr: |\n    up\n      == 0\n",
                                 engine::RuleHomeKind::Ruler);
        const auto asFile = wire::readRuleFile(engine::asRuleFile(text).toStdString());
        const auto asGroup = wire::readRuleFile(text.text.toStdString());
        QVERIFY(asFile.isYaml && asFile.documents.front().form == wire::RuleDocument::Form::Groups);
        QVERIFY(asFile.documents.front().groups == asGroup.documents.front().groups);
    }

    void aHugeOrHostileTextIsRefusedNotFollowed()
    {
        const auto bomb = engine::checkRuleText("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b,*b]\ngroups: *c\n", false);
        QVERIFY(bomb.errors > 0);
        const QByteArray deep = "groups: " + QByteArray(20'000, '[');
        QVERIFY(engine::checkRuleText(deep, false).errors > 0);
        const auto loop = engine::checkRuleText("groups: &g [*g]\n", false);
        QVERIFY(loop.errors > 0);
    }
};

QTEST_GUILESS_MAIN(TestRuleDraft)
#include "tst_ruledraft.moc"
