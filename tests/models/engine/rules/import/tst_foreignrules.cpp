// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/import/foreignrules.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QByteArray theirs = "groups:\n"
                          "- name: queue\n"
                          "  interval: 30s\n"
                          "  rules:\n"
                          "  - alert: QueueGrows\n"
                          "    expr: deriv(queue[5m]) > 1\n"
                          "  - alert: QueueBroken\n"
                          "    expr: sum(\n"
                          "- name: disk\n"
                          "  rules:\n"
                          "  - alert: DiskFull\n"
                          "    expr: disk_free < 1\n"
                          "  - record: disk:free\n"
                          "    expr: sum(disk_free)\n";

RuleSnapshotPtr known()
{
    signals::Rule there;
    there.name = u"DiskFull"_s;
    there.group = u"ours"_s;
    there.query = u"disk_free  <  1"_s;
    RuleAnswer answer;
    answer.source.id = u"station"_s;
    answer.source.name = u"Station"_s;
    answer.rules = {there};
    return foldRules({answer}, 1);
}

RuleText homeText(RuleHomeKind kind, const QByteArray &text, const QString &group)
{
    RuleText out;
    out.home.kind = kind;
    out.home.nameSpace = u"console"_s;
    out.group = group;
    out.text = text;
    if (!text.isEmpty())
        out.fingerprint = fingerprintOf(text);
    return out;
}

} // namespace

class TstForeignRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachRuleSaysWhatIsWrongAndWhetherItIsThere()
    {
        const auto read = foreignRules(theirs, *known(), false);
        QVERIFY(read.ok());
        const auto &rules = read->rules;
        QCOMPARE(rules.size(), std::size_t(4));
        QVERIFY(rules[0].isOffered());
        QVERIFY2(rules[1].error.startsWith(u"8:"_s), qPrintable(rules[1].error));
        QVERIFY(!rules[1].isOffered());
        QVERIFY(rules[2].present && rules[2].isSame); // however it is laid out
        QCOMPARE(rules[2].present->sourceName, u"Station"_s);
        QVERIFY(rules[3].isOffered() && !rules[3].alerts());
        QCOMPARE(groupsOf(*read, {3, 0}), (QStringList{u"queue"_s, u"disk"_s}));
    }

    void aFileWithoutRulesSaysWhyAndWhere()
    {
        const auto broken = foreignRules("groups: [\n", *known(), false);
        QVERIFY(!broken.ok());
        QCOMPARE(broken.error().kind, base::ErrorKind::Invalid);
        QVERIFY2(broken.error().summary.contains(u':'), qPrintable(broken.error().summary));
        QVERIFY(!foreignRules("groups: []\n", *known(), false).ok());
    }

    void aNewGroupBringsItsSettings()
    {
        const auto read = foreignRules(theirs, *known(), false);
        const auto draft = draftWithForeign(homeText(RuleHomeKind::Own, {}, u"queue"_s), *read, {0}, {u"queue"_s});
        QVERIFY2(draft.ok(), draft ? "" : qPrintable(draft.error().summary));
        QVERIFY(draft->text.contains("interval: 30s"));
        QVERIFY(draft->text.contains("QueueGrows"));
        QVERIFY(!draft->text.contains("QueueBroken")); // not chosen
    }

    void whatLiesInTheGroupStaysAndTheSameNameIsReplaced()
    {
        const QByteArray before = "name: disk\nrules:\n- alert: Mine # agreed\n  expr: up == 0\n"
                                  "- alert: DiskFull\n  expr: disk_free < 5\n";
        const auto read = foreignRules(theirs, *known(), false);
        const auto draft = draftWithForeign(homeText(RuleHomeKind::Own, before, u"disk"_s), *read, {2, 3}, {u"disk"_s});
        QVERIFY2(draft.ok(), draft ? "" : qPrintable(draft.error().summary));
        QVERIFY(draft->text.contains("Mine # agreed"));
        QVERIFY(draft->text.contains("disk_free < 1") && !draft->text.contains("disk_free < 5"));
        QVERIFY(draft->text.contains("disk:free"));
        QCOMPARE(draft->text.count("DiskFull"), 1);
    }

    void aGroupWithSettingsDoesNotJoinAFileSilently()
    {
        const QByteArray before = "groups:\n- name: other\n  rules:\n  - alert: Mine\n    expr: up == 0\n";
        const auto read = foreignRules(theirs, *known(), false);
        const RuleText file = homeText(RuleHomeKind::File, before, {});
        const auto refused = draftWithForeign(file, *read, {0}, {u"queue"_s});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().kind, base::ErrorKind::Unsupported);
        const auto joined = draftWithForeign(file, *read, {3}, {u"disk"_s}); // has none
        QVERIFY2(joined.ok(), joined ? "" : qPrintable(joined.error().summary));
        QVERIFY(joined->text.startsWith(before));
        const auto fresh =
            draftWithForeign(homeText(RuleHomeKind::File, {}, {}), *read, {0, 3}, {u"queue"_s, u"disk"_s});
        QVERIFY(fresh.ok() && fresh->text.contains("interval: 30s") && fresh->text.contains("disk:free"));
    }
};

QTEST_GUILESS_MAIN(TstForeignRules)
#include "tst_foreignrules.moc"
