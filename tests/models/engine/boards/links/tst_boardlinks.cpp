// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/links/boardlinks.h"

#include <QJsonArray>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using analysis::FrameField;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

signals::BoardVariable variable(const char *name, bool multi)
{
    signals::BoardVariable v;
    v.name = QString::fromLatin1(name);
    v.multi = multi;
    v.includeAll = multi;
    return v;
}

// A dashboard with a few variables, and the table of Grafana's own tests (dataMacros.test.ts).
struct World {
    signals::Dashboard dashboard;
    signals::BoardPanel panel;
    analysis::Frame frame;
    engine::LinkPlace place;
    engine::LinkPoint point;

    World()
    {
        dashboard.variables = {variable("pod", true), variable("env", true), variable("one", false)};
        frame.refId = u"refIdA"_s;
        FrameField number{
            u"CoolNumber"_s, FrameField::Number, {{"cluster", "US"}, {"region", "west=1"}, {"a.b", "c d"}},
            u"Cool"_s,       {5, 10.5},          {}};
        FrameField time{u"time"_s, FrameField::Time, {}, {}, {5000, 10000}, {}};
        FrameField text{u"Job name"_s, FrameField::Text, {}, {}, {}, {u"x"_s, u"a b"_s}};
        frame.fields = {number, time, text};
        panel.defaults.unit = u"percent"_s;
        place.dashboard = &dashboard;
        place.time = base::TimeSelection::last(90 * base::nsPerMinute);
        place.range = place.time.at(nowNs);
        place.scope.variables[u"pod"_s] = {{u"a b"_s, u"c"_s}, {u"a b"_s, u"c"_s}, true, true, false, {}, false};
        place.scope.variables[u"env"_s] = {{u"x"_s, u"y"_s}, {u"x"_s, u"y"_s}, true, true, true, {}, false};
        place.scope.variables[u"one"_s] = {{u"q&r"_s}, {u"Q and R"_s}, false, false, false, {}, false};
        point = {&panel, &frame, &frame.fields[0], 1, {}};
    }
    [[nodiscard]] QString address(const QString &url, bool atPoint = true) const
    {
        engine::BoardLink link;
        link.url = url;
        return engine::linkAddress(link, place, atPoint ? &point : nullptr);
    }
};

} // namespace

class tst_BoardLinks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressesAreComputedAsGrafanaDoes_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("address");
        const auto row = [](const char *url, const char *address) {
            QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(address);
        };
        row("x?v=${__value.raw}", "x?v=10.5");
        row("x?v=${__value.numeric}", "x?v=10.5");
        row("x?v=${__value.text}", "x?v=10.5");
        row("x?v=${__value:percentencode}", "x?v=10.5%25");
        row("x?t=${__value.time}", "x?t=10000");
        row("x?f=${__field.name}", "x?f=CoolNumber");
        row("x?f=${__field.displayName}", "x?f=Cool");
        row("x?s=${__series.name}", "x?s=Cool");
        row("x?l=${__field.labels.cluster}", "x?l=US");
        row("x?l=${__field.labels.region:percentencode}", "x?l=west%3D1");
        row("x?l=${__field.labels[\"a.b\"]}", "x?l=c%20d");
        row("x?l=${__field.labels.none}", "x?l=");
        row("x?d=${__data.fields[1]}", "x?d=1970-01-01%2000:00:10");
        row("x?d=${__data.fields[1].numeric}", "x?d=10000");
        row("x?d=${__data.fields[0].numeric}", "x?d=10.5");
        row("x?d=${__data.fields[\"Job name\"]}", "x?d=a%20b");
        row("x?d=${__data.fields.CoolNumber.text}", "x?d=10.5");
        row("x?d=${__data.fields[7]}", "x?d=");
        row("x?d=${__data.refId}", "x?d=refIdA");
        row("x?${__url_time_range}", "x?from=now-90m&to=now");
        row("x?from=$__from&to=${__to}", "x?from=1763694600000&to=1763700000000");
        row("x?from=${__from:date:YYYY}", "x?from=2025");
        row("x?${__all_variables}", "x?var-pod=a%20b&var-pod=c&var-env=$__all&var-one=q%26r");
        row("x?${pod:queryparam}", "x?var-pod=a%20b&var-pod=c");
        row("x?${env:queryparam}", "x?var-env=%24__all");
        row("x?p=${pod}", "x?p=%7Ba%20b,c%7D");
        row("x?p=${pod:csv}", "x?p=a b,c");
        row("x?p=${one}", "x?p=q&r"); // what addresses are made of stays
        row("x?p=${one:percentencode}", "x?p=q%26r");
        row("x?p=${one:text}", "x?p=Q and R");
        row("x?p=${unknown}", "x?p=${unknown}");
        row("x?p=[[one]]", "x?p=q&r");
    }
    void addressesAreComputedAsGrafanaDoes()
    {
        QFETCH(QString, url);
        QFETCH(QString, address);
        QCOMPARE(World().address(url), address);
    }
    void whatIsNotKnownStays()
    {
        const World w;
        for (const QString &url : {u"x?v=${__value.raw}"_s, u"x?v=${__field.name}"_s, u"x?v=${__data.refId}"_s})
            QCOMPARE(w.address(url, false), url); // no value was clicked
        World reduced;
        reduced.point.row.reset();
        QCOMPARE(reduced.address(u"${__value.raw}${__data.refId}"_s), u"${__value.raw}${__data.refId}"_s);
        reduced.point.calculated = 15;
        QCOMPARE(reduced.address(u"${__value.raw}-${__value.numeric}-${__value.time}-${__value.text:percentencode}"_s),
                 u"15-15--15%25"_s);
    }
    void fixedRangesAreMilliseconds()
    {
        World w;
        w.place.time = base::TimeSelection::between({1000 * base::nsPerSecond, 2000 * base::nsPerSecond});
        w.place.range = w.place.time.fixed;
        QCOMPARE(w.address(u"?${__url_time_range}"_s), u"?from=1000000&to=2000000"_s);
    }
    void dashboardLinksTakeTimeAndVariablesAlong()
    {
        World w;
        w.dashboard.source = QJsonObject{{u"links"_s, QJsonArray{QJsonObject{{u"type"_s, u"link"_s},
                                                                             {u"title"_s, u"To ${one}"_s},
                                                                             {u"url"_s, u"/d/abc?orgId=1"_s},
                                                                             {u"keepTime"_s, true},
                                                                             {u"includeVars"_s, true}},
                                                                 QJsonObject{{u"type"_s, u"dashboards"_s},
                                                                             {u"tags"_s, QJsonArray{u"api"_s}},
                                                                             {u"asDropdown"_s, true}},
                                                                 QJsonObject{{u"type"_s, u"link"_s}}}}};
        const auto links = engine::dashboardLinks(w.dashboard);
        QCOMPARE(links.size(), 2U); // the third has no address
        QCOMPARE(engine::linkAddress(links[0], w.place, nullptr, true),
                 u"/d/abc?orgId=1&from=now-90m&to=now&var-pod=a%20b&var-pod=c&var-env=$__all&var-one=q%26r"_s);
        QCOMPARE(engine::linkTitle(links[0], w.place), u"To q&r"_s);
        QVERIFY(links[1].byTags && links[1].asMenu);
        QCOMPARE(links[1].tags, QStringList{u"api"_s});
    }
    void anOverrideReplacesTheLinksOfItsFields()
    {
        World w;
        const auto links = [](const QString &url) { return QJsonArray{QJsonObject{{u"url"_s, url}}}; };
        QVERIFY(!engine::hasDataLinks(w.panel));
        w.panel.source =
            QJsonObject{{u"fieldConfig"_s, QJsonObject{{u"defaults"_s, QJsonObject{{u"links"_s, links(u"all"_s)}}}}}};
        signals::FieldOverride rule;
        rule.matcher = u"byName"_s;
        rule.options = u"Cool"_s;
        rule.properties = {{u"links"_s, links(u"own"_s)}};
        w.panel.overrides = {rule};
        QVERIFY(engine::hasDataLinks(w.panel));
        QCOMPARE(engine::dataLinks(w.panel, w.frame, w.frame.fields[0]).front().url, u"own"_s);
        QCOMPARE(engine::dataLinks(w.panel, w.frame, w.frame.fields[2]).front().url, u"all"_s);
    }
    void variablesThatGrafanaKeepsOutStayOut()
    {
        World w;
        w.dashboard.variables[0].source = QJsonObject{{u"skipUrlSync"_s, true}};
        QVERIFY(!engine::urlVariables(w.place).contains(u"pod"_s));
        signals::BoardVariable filters = variable("Filters", false);
        filters.kind = signals::BoardVariable::Kind::AdHoc;
        w.dashboard.variables = {filters};
        w.place.scope.filters = {{u"pod"_s, u"=~"_s, u"a.*"_s, {}}};
        QCOMPARE(engine::urlVariables(w.place), u"var-Filters=pod%7C%3D~%7Ca.%2A"_s);
    }
};

QTEST_GUILESS_MAIN(tst_BoardLinks)
#include "tst_boardlinks.moc"
