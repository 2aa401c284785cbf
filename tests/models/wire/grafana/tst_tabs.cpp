// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/migrate/migrate.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::wire::grafana;
using namespace Qt::StringLiterals;

namespace {

QJsonObject element(int id, const char *title)
{
    const QByteArray text =
        R"({"kind":"Panel","x-own":1,"spec":{"id":%1,"title":"%2","links":[],"data":{"kind":"QueryGroup",
"spec":{"x-own":2,"queries":[{"kind":"PanelQuery","spec":{"refId":"A","hidden":false,"query":{"kind":"DataQuery",
"group":"prometheus","version":"v0","datasource":{"name":"prom"},"spec":{"expr":"up","x-own":3}}}}],"transformations":[],
"queryOptions":{"x-own":4}}},"vizConfig":{"kind":"VizConfig","group":"timeseries","version":"12.0","x-own":5,
"spec":{"options":{"legend":{"showLegend":true}},"fieldConfig":{"defaults":{"unit":"s"},"overrides":[]}}}}})";
    return QJsonDocument::fromJson(QByteArray(text).replace("%1", QByteArray::number(id)).replace("%2", title))
        .object();
}

QJsonObject item(const char *element, int x, int y, int w = 12)
{
    return {{u"kind"_s, u"GridLayoutItem"_s},
            {u"spec"_s, QJsonObject{{u"x"_s, x},
                                    {u"y"_s, y},
                                    {u"width"_s, w},
                                    {u"height"_s, 8},
                                    {u"x-own"_s, 6},
                                    {u"element"_s, QJsonObject{{u"kind"_s, u"ElementReference"_s},
                                                               {u"name"_s, QString::fromLatin1(element)}}}}}};
}

QJsonObject grid(const QJsonArray &items)
{
    return {{u"kind"_s, u"GridLayout"_s}, {u"spec"_s, QJsonObject{{u"items"_s, items}}}};
}

QJsonObject part(const char *kind, const char *title, const QJsonObject &layout, QJsonObject more = {})
{
    more.insert("title"_L1, QString::fromLatin1(title));
    more.insert("layout"_L1, layout);
    more.insert("x-own"_L1, 7);
    return {{u"kind"_s, QString::fromLatin1(kind)}, {u"spec"_s, more}};
}

QJsonObject tabs(const QJsonArray &list)
{
    return {{u"kind"_s, u"TabsLayout"_s}, {u"spec"_s, QJsonObject{{u"tabs"_s, list}, {u"x-own"_s, 8}}}};
}
QJsonObject rows(const QJsonArray &list)
{
    return {{u"kind"_s, u"RowsLayout"_s}, {u"spec"_s, QJsonObject{{u"rows"_s, list}}}};
}

// Two tabs; rows in the first, the second of them folded; tabs in a row of the second, which repeats.
QJsonObject document()
{
    const QJsonObject automatic{
        {u"kind"_s, u"AutoGridLayout"_s},
        {u"spec"_s,
         QJsonObject{
             {u"maxColumnCount"_s, 2},
             {u"rowHeightMode"_s, u"short"_s},
             {u"items"_s, QJsonArray{QJsonObject{
                              {u"kind"_s, u"AutoGridLayoutItem"_s},
                              {u"spec"_s, QJsonObject{{u"element"_s, QJsonObject{{u"kind"_s, u"ElementReference"_s},
                                                                                 {u"name"_s, u"auto"_s}}}}}}}}}}};
    const QJsonObject inner =
        tabs({part("TabsLayoutTab", "Inner 1", automatic), part("TabsLayoutTab", "Inner 2", grid({item("e4", 0, 0)}))});
    const QJsonObject layout = tabs(
        {part(
             "TabsLayoutTab", "Health",
             rows({part("RowsLayoutRow", "Open", grid({item("e1", 0, 0), item("e2", 12, 2)}), {{u"collapse"_s, false}}),
                   part("RowsLayoutRow", "Folded", grid({item("e3", 0, 0, 24)}), {{u"collapse"_s, true}})})),
         part("TabsLayoutTab", "For $job", rows({part("RowsLayoutRow", "Nested", inner)}),
              {{u"repeat"_s, QJsonObject{{u"mode"_s, u"variable"_s}, {u"value"_s, u"job"_s}}},
               {u"conditionalRendering"_s, QJsonObject{{u"kind"_s, u"ConditionalRenderingGroup"_s}}}})});
    return {{u"title"_s, u"Tabbed"_s},
            {u"x-own"_s, 9},
            {u"cursorSync"_s, u"Off"_s},
            {u"timeSettings"_s, QJsonObject{{u"from"_s, u"now-1h"_s}, {u"to"_s, u"now"_s}, {u"x-own"_s, 10}}},
            {u"elements"_s, QJsonObject{{u"e1"_s, element(1, "One")},
                                        {u"e2"_s, element(2, "Two")},
                                        {u"e3"_s, element(3, "Three")},
                                        {u"e4"_s, element(4, "Four")},
                                        {u"auto"_s, element(5, "Five")},
                                        {u"stray"_s, element(6, "Named by no layout")}}},
            {u"layout"_s, layout},
            {u"variables"_s, QJsonArray{}},
            {u"annotations"_s, QJsonArray{}}};
}

signals::Dashboard read(const QJsonObject &spec)
{
    return readClassic(migrated(elementsToClassic(spec, u"$"_s), u"$"_s));
}

QString outline(const std::vector<signals::BoardPanel> &panels)
{
    QStringList out;
    for (const signals::BoardPanel &p : panels) {
        if (p.isRow())
            out << u"%1%2 %3%4"_s.arg(QString(p.depth * 2, u' '), p.isTab ? u"tab"_s : u"row"_s, p.title,
                                      p.collapsed ? u" folded"_s : QString());
        else
            out << p.title;
        if (!p.children.empty())
            out << u'(' + outline(p.children) + u')';
    }
    return out.join(u'\n');
}

} // namespace

class TabsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tabsAndRowsAreNestedRows()
    {
        const signals::Dashboard d = read(document());
        QCOMPARE(outline(d.panels),
                 QStringLiteral("tab Health\n  row Open\nOne\nTwo\n  row Folded folded\n(Three)\n"
                                "tab For $job\n  row Nested\n    tab Inner 1\nFive\n    tab Inner 2\n"
                                "Four"));
        QCOMPARE(d.notes, QStringList());
        QCOMPARE(d.panels[5].condition.value("kind"_L1).toString(), u"ConditionalRenderingGroup"_s);
        QSet<int> ids;
        for (const auto &p : d.panels)
            ids.insert(p.id);
        QCOMPARE(ids.size(), qsizetype(d.panels.size())); // rows have identifiers of their own
        QCOMPARE(d.panels[6].repeat.variable, QString());
        QCOMPARE(d.panels[5].repeat.variable, u"job"_s);
    }
    void whatWasNotChangedComesBackAsItWas()
    {
        const QJsonObject before = document();
        QCOMPARE(firstDifference(before, writeElements(read(before), before)), QString());
    }
    void whatWasChangedChangesAndNothingElse()
    {
        const QJsonObject before = document();
        signals::Dashboard d = read(before);
        d.panels[0].title = u"Health of all"_s;
        d.panels[2].targets[0].expr = u"down"_s;
        const QJsonObject after = writeElements(d, before);
        const QJsonObject tab = after["layout"_L1]["spec"_L1]["tabs"_L1][0]["spec"_L1].toObject();
        QCOMPARE(tab["title"_L1].toString(), u"Health of all"_s);
        QCOMPARE(tab["x-own"_L1].toInt(), 7);
        const QJsonObject one = after["elements"_L1]["e1"_L1].toObject();
        QCOMPARE(one["x-own"_L1].toInt(), 1);
        const QJsonValue data = one["spec"_L1]["data"_L1]["spec"_L1];
        QCOMPARE(data["x-own"_L1].toInt(), 2);
        QCOMPARE(data["queryOptions"_L1]["x-own"_L1].toInt(), 4);
        QCOMPARE(data["queries"_L1][0]["spec"_L1]["query"_L1]["spec"_L1]["expr"_L1].toString(), u"down"_s);
        QCOMPARE(data["queries"_L1][0]["spec"_L1]["query"_L1]["spec"_L1]["x-own"_L1].toInt(), 3);
        QCOMPARE(one["spec"_L1]["vizConfig"_L1]["x-own"_L1].toInt(), 5);
        // everything but these two places is as it was
        QJsonObject elements = after["elements"_L1].toObject(), formerElements = before["elements"_L1].toObject();
        elements.remove("e1"_L1);
        formerElements.remove("e1"_L1);
        QCOMPARE(elements, formerElements);
        QCOMPARE(after["layout"_L1]["spec"_L1]["tabs"_L1][1], before["layout"_L1]["spec"_L1]["tabs"_L1][1]);
        QCOMPARE(after["layout"_L1]["spec"_L1]["x-own"_L1].toInt(), 8);
        QCOMPARE(read(after), d);
    }
    void writtenInFullItReadsTheSame()
    {
        const signals::Dashboard d = read(document());
        const signals::Dashboard again = read(classicToElements(withoutSource(d)));
        QCOMPARE(outline(again.panels), outline(d.panels));
        QCOMPARE(again.panels[5].condition, d.panels[5].condition);
        QCOMPARE(again.panels[2].targets, d.panels[2].targets);
        QCOMPARE(again.panels[3].place, d.panels[3].place);
    }
    void aConditionStaysWithItsPanel()
    {
        QJsonObject before = document();
        QJsonObject one = item("e1", 0, 0), spec = one.value("spec"_L1).toObject();
        const QJsonObject condition{{u"kind"_s, u"ConditionalRenderingGroup"_s}, {u"spec"_s, QJsonObject{}}};
        spec.insert("conditionalRendering"_L1, condition);
        one.insert("spec"_L1, spec);
        before.insert("layout"_L1, grid({one, item("e2", 12, 0)}));
        signals::Dashboard d = read(before);
        QCOMPARE(d.panels[0].condition, condition);
        QCOMPARE(firstDifference(before, writeElements(d, before)), QString());
        QCOMPARE(read(classicToElements(withoutSource(d))).panels[0].condition, condition);
        QVERIFY(!classicToElements(d)["elements"_L1]["panel-1"_L1]["spec"_L1].toObject().contains("watchfloor"_L1));
        d.panels[0].condition = {};
        const QJsonObject after = writeElements(d, before);
        QVERIFY(
            !after["layout"_L1]["spec"_L1]["items"_L1][0]["spec"_L1].toObject().contains("conditionalRendering"_L1));
        QCOMPARE(after["elements"_L1], before["elements"_L1]);
    }
    void aClassicFileKeepsTabsToo()
    {
        const signals::Dashboard d = read(document());
        const QJsonObject classic = writeClassic(withoutSource(d));
        QCOMPARE(outline(readClassic(classic).panels), outline(d.panels));
        QCOMPARE(readClassic(classic).panels[5].condition, d.panels[5].condition);
        QCOMPARE(classic["panels"_L1][0]["type"_L1].toString(), u"row"_s); // what a Grafana sees
    }
    void tabsBesideRowsAndPanelsStandInRowsOfTheirOwn()
    {
        signals::Dashboard d;
        const auto row = [&](const char *title, bool isTab, int y) {
            signals::BoardPanel p;
            p.type = u"row"_s;
            p.id = y + 100;
            p.title = QString::fromLatin1(title);
            p.isTab = isTab;
            p.place = {0, y, 24, 1};
            d.panels.push_back(p);
        };
        signals::BoardPanel panel;
        panel.type = u"stat"_s;
        panel.title = u"P"_s;
        panel.id = 1;
        d.panels.push_back(panel);
        row("A", true, 8);
        row("B", true, 9);
        row("R", false, 10);
        const QJsonObject layout = classicToElements(d)["layout"_L1].toObject();
        QCOMPARE(layout["kind"_L1].toString(), u"RowsLayout"_s);
        const QJsonValue list = layout["spec"_L1]["rows"_L1];
        QCOMPARE(list.toArray().size(), 3);
        QCOMPARE(list[1]["spec"_L1]["layout"_L1]["spec"_L1]["tabs"_L1].toArray().size(), 2);
        QCOMPARE(list[2]["spec"_L1]["title"_L1].toString(), u"R"_s);
    }
    void listsOfDashboardsOfOldDays()
    {
        QJsonObject panel{{u"type"_s, u"dashlist"_s}, {u"starred"_s, false}, {u"search"_s, true},
                          {u"query"_s, u"shop"_s},    {u"limit"_s, 5},       {u"tags"_s, QJsonArray{u"slo"_s}}};
        migratePanel(panel);
        const QJsonObject options = panel["options"_L1].toObject();
        QCOMPARE(options["showStarred"_L1].toBool(true), false);
        QCOMPARE(options["maxItems"_L1].toInt(), 5);
        QCOMPARE(options["tags"_L1].toArray().size(), 1);
        QVERIFY(!panel.contains("starred"_L1) && !options.contains("showRecentlyViewed"_L1));
        QJsonObject newer{{u"type"_s, u"dashlist"_s},
                          {u"tags"_s, QJsonArray()},
                          {u"options"_s, QJsonObject{{u"showSearch"_s, true}}}};
        migratePanel(newer);
        QVERIFY(newer.contains("tags"_L1));
    }
    void depthIsHeld()
    {
        QJsonObject layout = grid({});
        for (int i = 0; i < 40; ++i)
            layout =
                i % 2 == 0 ? tabs({part("TabsLayoutTab", "T", layout)}) : rows({part("RowsLayoutRow", "R", layout)});
        const signals::Dashboard d = read({{u"layout"_s, layout}, {u"elements"_s, QJsonObject()}});
        QVERIFY(d.panels.size() < 12);
        QJsonObject spoiled{
            {u"panels"_s, QJsonArray{QJsonObject{{u"type"_s, u"row"_s},
                                                 {u"watchfloor"_s, QJsonObject{{u"depth"_s, -7}, {u"tab"_s, 3}}}}}}};
        QCOMPARE(readClassic(spoiled).panels[0].depth, 0);
    }
};

QTEST_GUILESS_MAIN(TabsTest)
#include "tst_tabs.moc"
