// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/ruletext.h"

#include "models/base/clock.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

const char *const file = R"(groups:
  - name: payment.pool
    interval: 30s   # as often as the scrape
    rules:
      - record: pool:used
        expr: psp_pool_in_use / psp_pool_max

      -   alert: PspPoolSaturated   # agreed on
          # after INC-2431
          expr: |
            pool:used
              > 0.98
          some_future_field: {a: [1, 2]}
          for: 1m
  - name: other
    rules: [{alert: Flow, expr: up == 0}]
)";

const RuleSpot saturated{"payment.pool", signals::RuleKind::Alerting, "PspPoolSaturated", 0};

QString textOf(const base::Result<std::string> &result)
{
    return result ? QString::fromStdString(*result) : u"!"_s + result.error().summary;
}

} // namespace

class TestRuleText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesTheRuleAsItIsWritten()
    {
        const QString text = textOf(ruleTextIn(file, saturated));
        QVERIFY2(text.startsWith(u"-   alert: PspPoolSaturated   # agreed on\n    # after INC-2431\n    expr: |\n"
                                 "      pool:used\n        > 0.98\n    some_future_field: {a: [1, 2]}\n    for: 1m"_s),
                 qPrintable(text));
        QCOMPARE(textOf(ruleTextIn(file, {"other", signals::RuleKind::Alerting, "Flow", 0})),
                 u"- alert: Flow\n  expr: up == 0\n"_s);
        QVERIFY(
            textOf(ruleTextIn(file, {"other", signals::RuleKind::Alerting, "Gone", 0})).startsWith(u"!There is no"_s));
    }

    void putsTheSameTextBackByteForByte()
    {
        const auto text = ruleTextIn(file, saturated);
        QVERIFY(text.ok());
        QCOMPARE(textOf(withRuleText(file, saturated, *text)), QString::fromUtf8(file));
    }

    void newCommentsAndUnknownFieldsReachTheFile()
    {
        const std::string text = "\n    - alert: PoolFull\n      # tighter since May\n      expr: pool:used >= 0.95\n"
                                 "      keep_firing_for: 2m\n      owner_of: [a, b]\n\n";
        const QString out = textOf(withRuleText(file, saturated, text));
        QVERIFY2(
            out.contains(u"\n      - alert: PoolFull\n        # tighter since May\n        expr: pool:used >= 0.95\n"
                         "        keep_firing_for: 2m\n        owner_of: [a, b]\n  - name: other\n"_s),
            qPrintable(out));
        QVERIFY(out.startsWith(QString::fromUtf8(file).section(u"      -   alert"_s, 0, 0)));
    }

    void aNewRuleKeepsItsComments()
    {
        const std::string text = "- alert: Deadman # always\n  expr: vector(1)\n";
        QVERIFY(textOf(withNewRuleText(file, "payment.pool", text)).contains(u"for: 1m\n      -   alert: Deadman"_s) ||
                textOf(withNewRuleText(file, "payment.pool", text))
                    .contains(u"for: 1m\n      - alert: Deadman # always\n        expr: vector(1)\n"_s));
        QCOMPARE(textOf(withNewRuleText("", "g", text)),
                 u"groups:\n  - name: g\n    rules:\n      - alert: Deadman # always\n        expr: vector(1)\n"_s);
        const auto again = withNewRuleText(file, "payment.pool", "- alert: PspPoolSaturated\n  expr: vector(2)\n");
        QVERIFY(again.ok()); // the second of that name; the first stays
        QVERIFY(textOf(ruleTextIn(*again, saturated)).contains(u"# after INC-2431"_s));
    }

    void aRuleThatIsNoneNamesItsPlace()
    {
        QCOMPARE(textOf(withRuleText(file, saturated, "- alert: A\n  expr: [up\n")).left(2), u"!3"_s);
        QVERIFY(textOf(withRuleText(file, saturated, "- alert: A\n  expr: up\n- alert: B\n  expr: up\n"))
                    .contains(u"Write one rule"_s));
    }

    void theIntervalOfAGroupChangesAloneWithItsComment()
    {
        const QString slower = textOf(withGroupInterval(file, "payment.pool", base::nsPerMinute));
        QCOMPARE(slower, QString::fromUtf8(file).replace(u"interval: 30s"_s, u"interval: 1m"_s));
        const QString added = textOf(withGroupInterval(file, "other", 15 * base::nsPerSecond));
        QVERIFY2(added.contains(u"  - name: other\n    interval: 15s\n    rules: [{"_s), qPrintable(added));
        QVERIFY(!textOf(withGroupInterval(file, "payment.pool", 0)).contains(u"interval"_s));
        QCOMPARE(textOf(withGroupInterval("name: g\nrules:\n- alert: A\n  expr: up\n", "g", base::nsPerMinute)),
                 u"name: g\ninterval: 1m\nrules:\n- alert: A\n  expr: up\n"_s);
        QVERIFY(textOf(withGroupInterval(file, "none", base::nsPerMinute)).startsWith(u"!There is no group"_s));
    }
};

QTEST_GUILESS_MAIN(TestRuleText)
#include "tst_ruletext.moc"
