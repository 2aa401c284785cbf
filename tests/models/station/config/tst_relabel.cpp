// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/relabel.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf::station;
using wf::base::Labels;
using Action = RelabelOptions::Action;

namespace {

RelabelRule rule(RelabelOptions options)
{
    const auto made = RelabelRule::make(std::move(options));
    if (!made)
        qFatal("%s", qPrintable(made.error().summary));
    return *made;
}

struct Case {
    const char *name;
    Labels before;
    std::vector<RelabelOptions> steps;
    std::optional<Labels> after; // nothing = dropped
};

const std::vector<Case> &cases()
{
    static const Labels abc{{"a", "foo"}, {"b", "bar"}, {"c", "baz"}};
    static const std::vector<Case> all{
        {"replace",
         abc,
         {{.sourceLabels = {"a"}, .regex = "f(.*)", .targetLabel = "d", .replacement = "ch${1}-ch${1}"}},
         Labels{{"a", "foo"}, {"b", "bar"}, {"c", "baz"}, {"d", "choo-choo"}}},
        {"joins with the separator",
         abc,
         {{.sourceLabels = {"a", "b"}, .regex = "f(.*);(.*)r", .targetLabel = "a", .replacement = "b${1}${2}m"}},
         Labels{{"a", "boobam"}, {"b", "bar"}, {"c", "baz"}}},
        {"one step sees the one before",
         Labels{{"a", "foo"}},
         {{.sourceLabels = {"a"}, .targetLabel = "b", .replacement = "${1}x"},
          {.action = Action::Drop, .sourceLabels = {"b"}, .regex = "foox"}},
         std::nullopt},
        {"expressions are anchored",
         Labels{{"a", "xfoox"}},
         {{.sourceLabels = {"a"}, .regex = "foo", .targetLabel = "b"}},
         Labels{{"a", "xfoox"}}},
        {"dot matches a newline",
         Labels{{"a", "x\ny"}},
         {{.action = Action::Keep, .sourceLabels = {"a"}, .regex = "x.y"}},
         Labels{{"a", "x\ny"}}},
        {"an empty result removes the label",
         Labels{{"a", "foo"}, {"b", "x"}},
         {{.sourceLabels = {"a"}, .regex = "f(zz)?oo", .targetLabel = "b", .replacement = "$1"}},
         Labels{{"a", "foo"}}},
        {"the longest name counts",
         Labels{{"a", "foo"}},
         {{.sourceLabels = {"a"}, .targetLabel = "b", .replacement = "$1x$$${2}-"}},
         Labels{{"a", "foo"}, {"b", "$-"}}},
        {"named groups",
         Labels{{"a", "foo"}},
         {{.sourceLabels = {"a"}, .regex = "(?P<first>f).*", .targetLabel = "b", .replacement = "$first/${first}"}},
         Labels{{"a", "foo"}, {"b", "f/f"}}},
        {"the target is a template",
         Labels{{"a", "some-name-value"}},
         {{.sourceLabels = {"a"}, .regex = "some-([^-]+)-([^,]+)", .targetLabel = "${1}", .replacement = "${2}"}},
         Labels{{"a", "some-name-value"}, {"name", "value"}}},
        {"keep drops what does not match",
         abc,
         {{.action = Action::Keep, .sourceLabels = {"a"}, .regex = "no"}},
         std::nullopt},
        {"drop keeps what does not match", abc, {{.action = Action::Drop, .sourceLabels = {"a"}, .regex = "f|o"}}, abc},
        {"keepequal",
         Labels{{"p", "80"}, {"q", "81"}},
         {{.action = Action::KeepEqual, .sourceLabels = {"p"}, .targetLabel = "q"}},
         std::nullopt},
        {"dropequal",
         Labels{{"p", "80"}, {"q", "81"}},
         {{.action = Action::DropEqual, .sourceLabels = {"p"}, .targetLabel = "q"}},
         Labels{{"p", "80"}, {"q", "81"}}},
        // The figures are those of Prometheus' own tests.
        {"hashmod",
         abc,
         {{.action = Action::HashMod, .sourceLabels = {"c"}, .modulus = 1000, .targetLabel = "d"}},
         Labels{{"a", "foo"}, {"b", "bar"}, {"c", "baz"}, {"d", "976"}}},
        {"hashmod of a newline",
         Labels{{"a", "foo\nbar"}},
         {{.action = Action::HashMod, .sourceLabels = {"a"}, .modulus = 1000, .targetLabel = "b"}},
         Labels{{"a", "foo\nbar"}, {"b", "734"}}},
        {"labelmap",
         Labels{{"__meta_my_bar", "aaa"}, {"__meta_my_baz", "bbb"}, {"__meta_other", "ccc"}},
         {{.action = Action::LabelMap, .regex = "__meta_(my.*)", .replacement = "${1}"}},
         Labels{{"__meta_my_bar", "aaa"},
                {"__meta_my_baz", "bbb"},
                {"__meta_other", "ccc"},
                {"my_bar", "aaa"},
                {"my_baz", "bbb"}}},
        {"labeldrop",
         Labels{{"a", "1"}, {"b1", "2"}, {"b2", "3"}},
         {{.action = Action::LabelDrop, .regex = "(b.*)"}},
         Labels{{"a", "1"}}},
        {"labelkeep",
         Labels{{"a", "1"}, {"b1", "2"}, {"b2", "3"}},
         {{.action = Action::LabelKeep, .regex = "(b.*)"}},
         Labels{{"b1", "2"}, {"b2", "3"}}},
        {"lowercase and uppercase",
         Labels{{"a", "Fo\xc3\x96"}},
         {{.action = Action::Lowercase, .sourceLabels = {"a"}, .targetLabel = "l"},
          {.action = Action::Uppercase, .sourceLabels = {"a"}, .targetLabel = "u"}},
         Labels{{"a", "Fo\xc3\x96"}, {"l", "fo\xc3\xb6"}, {"u", "FO\xc3\x96"}}},
    };
    return all;
}

} // namespace

class RelabelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void doesAsPrometheusDoes_data()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << i;
    }
    void doesAsPrometheusDoes()
    {
        QFETCH(std::size_t, index);
        const Case &c = cases()[index];
        std::vector<RelabelRule> rules;
        for (const auto &step : c.steps)
            rules.push_back(rule(step));
        const auto after = relabelled(c.before.pairs(), rules);
        QCOMPARE(after.has_value(), c.after.has_value());
        if (after)
            QVERIFY2(*after == *c.after, qPrintable(after->toString()));
    }

    void refusesWhatCannotWork()
    {
        QVERIFY(!RelabelRule::make({.regex = "(", .targetLabel = "a"}).ok());
        QVERIFY(!RelabelRule::make({.action = Action::Replace}).ok());
        QVERIFY(!RelabelRule::make({.action = Action::HashMod, .targetLabel = "a"}).ok());
        QVERIFY(!relabelAction("remove").has_value());
        QCOMPARE(relabelAction("LabelMap").value(), Action::LabelMap);
    }
};

QTEST_GUILESS_MAIN(RelabelTest)
#include "tst_relabel.moc"
