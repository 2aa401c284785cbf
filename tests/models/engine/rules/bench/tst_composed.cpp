// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/composed.h"

#include "models/base/clock.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QByteArray file = "# Rules of the team.\n"
                        "groups:\n"
                        "  - name: pool\n"
                        "    interval: 30s # fast\n"
                        "    rules:\n"
                        "      - alert: Full   # agreed\n"
                        "        expr: used > 0.98\n"
                        "      - alert: Empty\n"
                        "        expr: used == 0\n"
                        "  - name: other\n"
                        "    rules:\n"
                        "      - alert: Else\n"
                        "        expr: up == 0\n";

RuleText textOf(RuleHomeKind kind, const QByteArray &text)
{
    RuleText out;
    out.home.kind = kind;
    out.home.file = u"/etc/rules.yml"_s;
    out.home.nameSpace = u"team"_s;
    out.group = u"pool"_s;
    out.text = text;
    out.fingerprint = text.isEmpty() ? QByteArray() : fingerprintOf(text);
    return out;
}

const wire::RuleSpot full{"pool", signals::RuleKind::Alerting, "Full", 0};

QByteArray savedText(const base::Result<RuleDraft> &draft)
{
    return draft ? draft->text : "!" + draft.error().summary.toUtf8();
}

} // namespace

class TestComposed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsKeptIsEditedAndSavedInItsPlace()
    {
        const auto before = textOf(RuleHomeKind::File, file);
        auto rule = keptRule(before, full);
        QVERIFY(rule.ok());
        QCOMPARE(rule->place().intervalNs, 30 * base::nsPerSecond);
        QVERIFY(!composedDraft(before, *rule, full)->changes()); // byte for byte
        rule->set(RuleField::For, u"5m"_s);
        rule->setText(rule->text() + u"  # and a comment of mine\n"_s);
        const auto draft = composedDraft(before, *rule, full);
        QCOMPARE(savedText(draft),
                 QByteArray(file).replace("> 0.98\n", "> 0.98\n        for: 5m\n        # and a comment of mine\n"));
        QCOMPARE(draft->spot.name, std::string("Full"));
    }

    void theIntervalOfTheGroupIsSavedWithIt()
    {
        const auto before = textOf(RuleHomeKind::File, file);
        auto rule = keptRule(before, full);
        rule->set(RuleField::Interval, u"1m"_s);
        QCOMPARE(savedText(composedDraft(before, *rule, full)), QByteArray(file).replace("30s # fast", "1m # fast"));
    }

    void inAFileItMovesToAnotherGroup()
    {
        const auto before = textOf(RuleHomeKind::File, file);
        auto rule = keptRule(before, full);
        rule->set(RuleField::Group, u"other"_s);
        rule->set(RuleField::Interval, QString()); // of the group it goes to
        const auto draft = composedDraft(before, *rule, full);
        QVERIFY2(savedText(draft).endsWith(
                     "        expr: up == 0\n      - alert: Full   # agreed\n        expr: used > 0.98\n"),
                 savedText(draft).constData());
        QCOMPARE(savedText(draft).count("Full"), 1);
        QCOMPARE(draft->spot.group, std::string("other"));
    }

    void behindAnApiItStaysInItsGroup()
    {
        const auto before = textOf(RuleHomeKind::Ruler, "name: pool\nrules:\n- alert: Full\n  expr: used > 0.98\n");
        auto rule = keptRule(before, full);
        QVERIFY(rule.ok());
        rule->set(RuleField::Group, u"other"_s);
        QVERIFY(savedText(composedDraft(before, *rule, full)).startsWith("!Behind the API a rule stays"));
    }

    void theFirstRuleOfAGroupBehindAnApiKeepsItsComments()
    {
        const auto rule = EditedRule::fresh(u"- alert: New # mine\n  expr: up == 0\n"_s, {u"pool"_s, 0, false});
        QCOMPARE(savedText(composedDraft(textOf(RuleHomeKind::Ruler, {}), rule, {})),
                 QByteArray("name: pool\nrules:\n  - alert: New # mine\n    expr: up == 0\n"));
        QCOMPARE(savedText(composedDraft(textOf(RuleHomeKind::File, {}), rule, {})),
                 QByteArray("groups:\n  - name: pool\n    rules:\n      - alert: New # mine\n        expr: up == 0\n"));
    }

    void aSecondRuleOfThatNameIsTheOneInQuestion()
    {
        const auto before = textOf(RuleHomeKind::File, file);
        const auto rule =
            EditedRule::fresh(u"- alert: Full\n  expr: used > 1\n"_s, {u"pool"_s, 30 * base::nsPerSecond, false});
        auto same = rule;
        const auto draft = composedDraft(before, same, {});
        QVERIFY(draft.ok());
        QCOMPARE(draft->spot.nth, 1);
    }
};

QTEST_GUILESS_MAIN(TestComposed)
#include "tst_composed.moc"
