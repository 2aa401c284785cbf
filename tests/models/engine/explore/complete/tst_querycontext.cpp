// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/querycontext.h"
#include "tests/support/failonwarning.h"

using namespace wf;
using namespace Qt::StringLiterals;
using Kind = engine::QueryContext::Kind;

namespace {
// The caret stands at "|".
engine::QueryContext at(QString text)
{
    const int caret = static_cast<int>(text.indexOf(u'|'));
    return engine::queryContextAt(text.remove(caret, 1), caret);
}
} // namespace

class TestQueryContext : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void knowsWhatMayStandThere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("typed");
        const auto row = [](const char *text, Kind kind, const char *typed = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(kind) << QString::fromUtf8(typed);
        };
        row("|", Kind::Operand);
        row("ra|", Kind::Operand, "ra");
        row("http_re|quests", Kind::Operand, "http_re");
        row("rate(|", Kind::Operand);
        row("rate(|)", Kind::Operand);
        row("a + b|", Kind::Operand, "b");
        row("up |", Kind::Operator);
        row("up of|", Kind::Operator, "of");
        row("rate(x[5m]) |", Kind::Operator);
        row("x{|", Kind::Label);
        row("x{jo|", Kind::Label, "jo");
        row("x{a=\"b\", jo|}", Kind::Label, "jo");
        row("x{job|=\"\"}", Kind::Label, "job");
        row("x{job |", Kind::Sign);
        row("x{job=\"|", Kind::Value);
        row("x{job=\"ap|\"}", Kind::Value, "ap");
        row("x{job=~'ap|", Kind::Value, "ap");
        row("x{job=\"a\"|", Kind::Nothing);
        row("x{job=|", Kind::Nothing);
        row("rate(x[|", Kind::Duration);
        row("rate(x[5|])", Kind::Duration, "5");
        row("rate(x[$__ra|])", Kind::Duration, "$__ra");
        row("x offset 1|", Kind::Duration, "1");
        row("x offset |", Kind::Duration);
        row("x @ |", Kind::At);
        row("sum |", Kind::Grouping);
        row("sum b|", Kind::Grouping, "b");
        row("sum by (|", Kind::GroupLabel);
        row("sum by (a, re|) (x)", Kind::GroupLabel, "re");
        row("sum by (a) (|", Kind::Operand);
        row("sum by (a) (x) |", Kind::Operator);
        row("sum(x) |", Kind::Grouping);
        row("sum(x) by (a|", Kind::GroupLabel, "a");
        row("sum(x) by (a) |", Kind::Operator);
        row("a / on (|", Kind::GroupLabel);
        row("a / on (b) |", Kind::Operand);
        row("a / on (b) group_left (|", Kind::GroupLabel);
        row("x # com|", Kind::Nothing);
        row("x # com\n+ |", Kind::Operand);
        row("label_replace(x, \"a|", Kind::Nothing);
        row("x > 12|", Kind::Nothing);
    }
    void knowsWhatMayStandThere()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, typed);
        const auto context = at(text);
        QCOMPARE(static_cast<int>(context.kind), kind);
        if (context.kind != Kind::Nothing)
            QCOMPARE(context.typed, typed);
    }

    void knowsWhoseLabelsAreMeant()
    {
        QCOMPARE(at(u"sum(rate(a{x=\"1\"}[5m])) / b{|}"_s).metrics, QStringList{u"b"_s});
        QCOMPARE(at(u"sum by (|) (rate(a[5m])) / b"_s).metrics, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(at(u"{job=\"|\"}"_s).metrics, QStringList());
        const auto value = at(u"x{a=\"1\", job=~\"api|\"}"_s);
        QCOMPARE(value.label, u"job"_s);
        QVERIFY(value.isRegex);
        QCOMPARE(value.metrics, QStringList{u"x"_s});
        QCOMPARE(at(u"x{a=\"1\", |}"_s).present, QStringList{u"a"_s});
    }

    void replacesTheWholeWord()
    {
        const auto context = at(u"rate(http_re|quests[5m])"_s);
        QCOMPARE(context.start, 5);
        QCOMPARE(context.length, static_cast<int>(qstrlen("http_requests")));
        QVERIFY(at(u"ra|te(x)"_s).hasBracketAhead);
        const auto value = at(u"x{job=\"ap|i\"}"_s);
        QCOMPARE(value.length, 3);
    }

    void knowsTheFunctionAround()
    {
        QCOMPARE(at(u"rate(x[|])"_s).call, u"rate"_s);
        QCOMPARE(at(u"rate(|)"_s).call, u"rate"_s);
    }

    // Whatever stands there and wherever the caret is, an answer comes and lies in the text.
    void everyPlaceOfEveryPrefixHasAnAnswer()
    {
        const QString text =
            u"sum by (a, b) (rate({\"ü\", x=~\"a|\\\"b\"}[5m:1m] offset -1h)) / ignoring(c) group_left "_s
            u"((y) @ end()) # x"_s;
        for (int length = 0; length <= text.size(); ++length)
            for (int caret = 0; caret <= length; ++caret) {
                const auto context = engine::queryContextAt(text.left(length), caret);
                QVERIFY(context.start >= 0 && context.start <= caret);
                QVERIFY(context.kind == Kind::Nothing || context.start + context.length >= caret);
                QVERIFY(context.start + context.length <= length);
            }
    }
};

QTEST_GUILESS_MAIN(TestQueryContext)
#include "tst_querycontext.moc"
