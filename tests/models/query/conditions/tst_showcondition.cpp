// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/conditions/showcondition.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::query;
using namespace Qt::StringLiterals;

namespace {

QJsonObject group(const QByteArray &items, const char *condition = "and", const char *visibility = "show")
{
    return QJsonDocument::fromJson(R"({"kind":"ConditionalRenderingGroup","spec":{"visibility":")" +
                                   QByteArray(visibility) + R"(","condition":")" + condition + R"(","items":[)" +
                                   items + "]}}")
        .object();
}
QByteArray variable(const char *name, const char *op, const char *value)
{
    return R"({"kind":"ConditionalRenderingVariable","spec":{"variable":")" + QByteArray(name) + R"(","operator":")" +
           op + R"(","value":")" + value + R"("}})";
}
QByteArray size(const char *most)
{
    return R"({"kind":"ConditionalRenderingTimeRangeSize","spec":{"value":")" + QByteArray(most) + R"("}})";
}
const QByteArray hasData = R"({"kind":"ConditionalRenderingData","spec":{"value":true}})";
const QByteArray hasNone = R"({"kind":"ConditionalRenderingData","spec":{"value":false}})";
const QByteArray team = R"({"kind":"ConditionalRenderingUserTeam","spec":{"operator":"includes","value":["a"]}})";

VariableScope scope()
{
    VariableScope out;
    out.variables.insert(u"env"_s, {{u"eu-west"_s}, {u"eu-west"_s}, false, false, false, {}, false});
    out.variables.insert(u"pod"_s, {{u"a"_s, u"b"_s}, {u"a"_s, u"b"_s}, true, true, false, {}, false});
    out.variables.insert(u"all"_s, {{u"x"_s, u"y"_s}, {u"x"_s, u"y"_s}, true, true, true, {}, false});
    out.variables.insert(u"custom"_s, {{u"x"_s}, {u"x"_s}, true, true, true, u".*"_s, false});
    return out;
}

} // namespace

class ShowConditionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isJudgedAsGrafanaDoes_data()
    {
        QTest::addColumn<QJsonObject>("condition");
        QTest::addColumn<int>("data"); // 0 none, 1 some, 2 not known
        QTest::addColumn<bool>("shown");
        const auto row = [](const char *name, const QJsonObject &condition, bool shown, int data = 2) {
            QTest::newRow(name) << condition << data << shown;
        };
        row("nothing said", {}, true);
        row("no items", group(""), true);
        row("no items, hides", group("", "and", "hide"), true);
        row("equals", group(variable("env", "equals", "eu-west")), true);
        row("equals another", group(variable("env", "equals", "eu")), false);
        row("not equals", group(variable("env", "notEquals", "eu")), true);
        row("one of several", group(variable("pod", "equals", "b")), true);
        row("none of several", group(variable("pod", "notEquals", "b")), false);
        row("matches anywhere", group(variable("env", "matches", "^eu-")), true);
        row("matches without case", group(variable("env", "matches", "(?i)EU")), true);
        row("matches one of several", group(variable("pod", "matches", "^b$")), true);
        row("does not match", group(variable("env", "notMatches", "us")), true);
        row("an expression that cannot be read", group(variable("env", "matches", "(")), true);
        row("… denied", group(variable("env", "notMatches", "(")), true);
        row("All", group(variable("all", "equals", "all")), true);
        row("All holds each", group(variable("all", "equals", "y")), true);
        row("not All", group(variable("pod", "equals", "All")), false);
        row("All in words of its own", group(variable("custom", "equals", ".*")), true);
        row("a variable there is not", group(variable("gone", "equals", "x")), true);
        row("… does not count", group(variable("gone", "equals", "x") + ',' + variable("env", "equals", "eu")), false);
        row("both", group(variable("env", "equals", "eu-west") + ',' + variable("pod", "equals", "c")), false);
        row("either", group(variable("env", "equals", "eu-west") + ',' + variable("pod", "equals", "c"), "or"), true);
        row("hides", group(variable("env", "equals", "eu-west"), "and", "hide"), false);
        row("hides not", group(variable("env", "equals", "eu"), "and", "hide"), true);
        row("short enough", group(size("1h")), true);
        row("too long", group(size("59m")), false);
        row("months", group(size("1M")), true);
        row("no span", group(size("an hour")), true);
        row("no number", group(size("xM")), true);
        row("data", group(hasData), true, 1);
        row("no data", group(hasData), false, 0);
        row("wants none", group(hasNone), true, 0);
        row("wants none, has some", group(hasNone), false, 1);
        row("data not known yet", group(hasData), true);
        row("hides without data", group(hasNone, "and", "hide"), false, 0);
        row("a kind not known", group(team), true);
        row("… does not count", group(team + ',' + size("1m"), "or"), false);
    }
    void isJudgedAsGrafanaDoes()
    {
        QFETCH(QJsonObject, condition);
        QFETCH(int, data);
        QFETCH(bool, shown);
        const VariableScope variables = scope();
        const ShowFacts facts{variables, {0, base::nsPerHour}, data == 2 ? std::nullopt : std::optional(data == 1)};
        QCOMPARE(isShown(condition, facts), shown);
    }
    void whatItDependsOnIsKnown()
    {
        QVERIFY(asksForData(group(size("1h") + ',' + hasNone)));
        QVERIFY(!asksForData(group(size("1h"))));
        QCOMPARE(unknownConditions(group(team + ',' + size("1h") + ',' + team)),
                 QStringList{u"ConditionalRenderingUserTeam"_s});
    }
    void spoiledOnesShow()
    {
        const VariableScope variables = scope();
        const ShowFacts facts{variables, {}, {}};
        QVERIFY(isShown({{u"spec"_s, 3}}, facts));
        QVERIFY(isShown({{u"spec"_s, QJsonObject{{u"items"_s, u"x"_s}, {u"visibility"_s, u"hide"_s}}}}, facts));
    }
};

QTEST_GUILESS_MAIN(ShowConditionTest)
#include "tst_showcondition.moc"
