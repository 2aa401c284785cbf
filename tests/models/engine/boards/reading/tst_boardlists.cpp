// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlayout.h"
#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/engine/boards/reading/boardlists.h"
#include "tests/support/failonwarning.h"

#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::Alert;
using signals::AlertState;

namespace {

Alert alert(const char *name, const char *job, const char *severity, qint64 startsNs,
            AlertState state = AlertState::Firing)
{
    Alert out;
    out.labels = base::Labels{{"alertname", name}, {"job", job}, {"severity", severity}};
    out.fingerprint = QString::fromLatin1(name) + QString::fromLatin1(job);
    out.startsNs = startsNs;
    out.state = state;
    return out;
}

std::vector<Alert> some()
{
    return {alert("Slow", "shop", "warning", 3'000'000'000), alert("Down", "shop", "critical", 1'000'000'000),
            alert("Full", "disk", "warning", 2'000'000'000, AlertState::Pending)};
}

QString namesOf(const QJsonObject &options, const query::VariableScope &scope = {})
{
    signals::BoardPanel panel;
    panel.type = u"alertlist"_s;
    panel.options = options;
    const auto listed = listedAlerts(panel, scope, some());
    if (!listed)
        return u"error: "_s + listed.error().summary.left(5);
    QStringList out;
    for (const Alert &one : *listed)
        out << one.name();
    return out.join(u' ');
}

query::VariableScope jobs(const QStringList &values)
{
    query::VariableScope out;
    out.variables.insert(u"job"_s, {values, values, true, true, false, {}, false});
    return out;
}

analysis::Frame frame(std::vector<double> values, base::Labels labels = {})
{
    analysis::Frame out;
    analysis::FrameField time{u"Time"_s, analysis::FrameField::Time, {}, {}, {}, {}};
    time.numbers.resize(values.size());
    analysis::FrameField value{u"Value"_s, analysis::FrameField::Number, std::move(labels), {}, std::move(values), {}};
    out.fields = {time, value};
    return out;
}

QString shown(const std::vector<signals::Tile> &tiles)
{
    QStringList out;
    for (const auto &tile : tiles)
        out << tile.name + u'=' + tile.value;
    return out.join(u' ');
}

signals::Dashboard sharing()
{
    signals::Dashboard out;
    signals::BoardPanel first, second;
    first.id = 3;
    first.type = u"timeseries"_s;
    first.dataSource = {u"prometheus"_s, u"p"_s};
    signals::PanelTarget asked;
    asked.refId = u"A"_s;
    asked.expr = u"up"_s;
    first.targets = {asked};
    second.id = 4;
    second.type = u"stat"_s;
    second.dataSource = {u"datasource"_s, u"-- Dashboard --"_s};
    second.place.y = 20;
    signals::PanelTarget other;
    other.dataSource = second.dataSource;
    other.source = {{u"panelId"_s, 3}};
    second.targets = {other};
    out.panels = {first, second};
    return out;
}

} // namespace

class BoardListsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void alertsAreListedAsThePanelAsks()
    {
        QCOMPARE(namesOf({}), u"Down Full Slow"_s);
        QCOMPARE(namesOf({{u"sortOrder"_s, 2}}), u"Slow Full Down"_s);
        QCOMPARE(namesOf({{u"sortOrder"_s, 3}}), u"Down Full Slow"_s); // what is worst first
        QCOMPARE(namesOf({{u"sortOrder"_s, 4}}), u"Down Full Slow"_s);
        QCOMPARE(namesOf({{u"sortOrder"_s, 5}}), u"Slow Full Down"_s);
        QCOMPARE(namesOf({{u"maxItems"_s, 1}}), u"Down"_s);
        QCOMPARE(namesOf({{u"alertName"_s, u"ow"_s}}), u"Down Slow"_s);
        QCOMPARE(namesOf({{u"stateFilter"_s, QJsonObject{{u"pending"_s, false}}}}), u"Down Slow"_s);
        QCOMPARE(namesOf({{u"stateFilter"_s, QJsonObject{{u"firing"_s, false}}}}), u"Full"_s);
    }

    void labelFiltersAreReadWithAndWithoutBraces_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("names");
        QTest::newRow("braces") << u"{job=~\"$job\"}"_s << u"Down Slow"_s;
        QTest::newRow("bare") << u"job=~\"${job:regex}\",severity=\"critical\""_s << u"Down"_s;
        QTest::newRow("comma at the end") << u"{job=\"disk\",}"_s << u"Full"_s;
        QTest::newRow("matches nothing by itself") << u"{team=\"\"}"_s << u"Down Full Slow"_s;
        QTest::newRow("empty") << u"{}"_s << u"Down Full Slow"_s;
        QTest::newRow("broken") << u"{job=~\"(\"}"_s << u"error"_s;
        QTest::newRow("no selector") << u"<b>"_s << u"error"_s;
    }
    void labelFiltersAreReadWithAndWithoutBraces()
    {
        QFETCH(QString, filter);
        QFETCH(QString, names);
        const QString got = namesOf({{u"alertInstanceLabelFilter"_s, filter}}, jobs({u"shop"_s, u"web"_s}));
        QVERIFY2(got.startsWith(names), qPrintable(got));
    }

    void anAlertIsARowOfPlainWords()
    {
        const auto table = alertTable(some(), {});
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[0][0].color, u"red"_s);
        QCOMPARE(table.rows[2][0].color, u"orange"_s);
        QCOMPARE(table.rows[1][3].text, u"job=shop"_s);
        QVERIFY(table.rows[0][2].number > table.rows[1][2].number); // sorts by time
    }

    void valuesFallIntoRoundBuckets()
    {
        signals::BoardPanel panel;
        panel.options = {{u"bucketCount"_s, 5}};
        QCOMPARE(shown(histogramOf(panel, {frame({0, 1, 1.5, 9, 10})}).tiles), u"0=3 2=0 4=0 6=0 8=1 10=1"_s);
        panel.options = {{u"bucketSize"_s, 5}, {u"bucketOffset"_s, 1}};
        QCOMPARE(shown(histogramOf(panel, {frame({0, 1}), frame({5.9, 6})}).tiles), u"-4=1 1=2 6=1"_s);
        QCOMPARE(shown(histogramOf(panel, {frame({std::numeric_limits<double>::quiet_NaN()})}).tiles), QString());
        panel.options = {{u"bucketSize"_s, 1e-9}};
        QVERIFY(histogramOf(panel, {frame({0, 1e9})}).tiles.size() <= 501);
        QCOMPARE(histogramOf({}, {frame({7, 7})}).tiles.size(), std::size_t(1));
        QCOMPARE(shown(histogramOf({}, {frame({34, 34, 35})}).tiles),
                 u"34=2 35=1"_s); // no empty ones between whole numbers
    }

    void bucketsOfAHistogramAreTakenApart()
    {
        const auto tiles =
            histogramOf({}, {frame({1, 5}, base::Labels{{"le", "0.5"}}), frame({1, 4}, base::Labels{{"le", "0.1"}}),
                             frame({1, 9}, base::Labels{{"le", "+Inf"}})})
                .tiles;
        QCOMPARE(shown(tiles), u"≤ 0.100=4 ≤ 0.500=1 ≤ +Inf=4"_s);
    }

    void bucketsAreATableForWhatTheyLeadTo()
    {
        signals::BoardPanel panel;
        panel.options = {{u"bucketSize"_s, 5}};
        const auto one = histogramOf(panel, {frame({1, 2, 7}, base::Labels{{"pod", "a"}})});
        QCOMPARE(one.tiles[1].place, (signals::FigurePlace{0, 2, 1}));
        QCOMPARE(one.table.fields[0].numbers, (std::vector<double>{0, 5}));
        QCOMPARE(one.table.fields[1].numbers, (std::vector<double>{5, 10}));
        QCOMPARE(one.table.fields[2].numbers, (std::vector<double>{2, 1}));
        QCOMPARE(one.table.fields[2].labels, (base::Labels{{"pod", "a"}}));
        const auto both = histogramOf({}, {frame({1}, base::Labels{{"pod", "a"}, {"job", "x"}, {"le", "1"}}),
                                           frame({3}, base::Labels{{"pod", "b"}, {"job", "x"}, {"le", "2"}})});
        QCOMPARE(both.table.fields[2].labels, (base::Labels{{"job", "x"}})); // what all have
        QCOMPARE(both.table.fields[0].numbers[1], 1.0);
        QVERIFY(std::isinf(both.table.fields[0].numbers[0]));
    }

    void thePanelOfAnotherIsAskedWhatThatOneAsks()
    {
        const signals::Dashboard dashboard = sharing();
        const auto sections = sectionsOf(dashboard, {});
        QCOMPARE(sections[0].panels[1].panel.targets.size(), std::size_t(1));
        QCOMPARE(sections[0].panels[1].panel.targets[0].expr, u"up"_s);
        QCOMPARE(sourceOf(sections[0].panels[1].panel.targets[0], sections[0].panels[1].panel, dashboard).language,
                 BoardLanguage::Metrics);
        QVERIFY(verdictOf(dashboard.panels[1], dashboard).fidelity != Fidelity::LeftOut);
        signals::Dashboard alone = dashboard;
        alone.panels.erase(alone.panels.begin());
        QCOMPARE(verdictOf(alone.panels[0], alone).fidelity, Fidelity::LeftOut);
        QCOMPARE(alone.panels[0].targets[0].source.value(u"panelId"_s).toInt(), 3); // what is written stays
    }

    void theServiceOfATraceSearchIsFound()
    {
        signals::Dashboard dashboard;
        signals::BoardPanel panel;
        panel.type = u"traces"_s;
        panel.dataSource.type = u"jaeger"_s;
        signals::PanelTarget target;
        target.source = {{u"queryType"_s, u"search"_s}, {u"service"_s, u"checkout"_s}};
        panel.targets = {target};
        QCOMPARE(sourceOf(target, panel, dashboard).language, BoardLanguage::Traces);
        QCOMPARE(verdictOf(panel, dashboard).fidelity, Fidelity::Approximated);
        panel.targets[0].source = {{u"queryType"_s, u"traceql"_s}, {u"query"_s, u"{}"_s}};
        QCOMPARE(verdictOf(panel, dashboard).fidelity, Fidelity::LeftOut);
    }
};

QTEST_GUILESS_MAIN(BoardListsTest)
#include "tst_boardlists.moc"
