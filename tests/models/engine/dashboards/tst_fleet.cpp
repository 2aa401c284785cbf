// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/fleet.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

ServiceMetrics service()
{
    ServiceMetrics out;
    out.title = u"checkout"_s;
    out.matcher = u"service=\"checkout\""_s;
    const QStringList instances{u"a:1"_s, u"b:1"_s, u"c:1"_s, u"d:1"_s, u"e:1"_s};
    for (const auto &name : {u"http_requests_total"_s, u"jobs_done_total"_s}) {
        ServiceMetric metric;
        metric.name = name;
        metric.type = signals::MetricType::Counter;
        metric.seriesCount = 5;
        metric.labels = {{u"instance"_s, instances}, {u"service"_s, {u"checkout"_s}}};
        if (name.startsWith(u"http"))
            metric.labels[u"code"_s] = {u"200"_s, u"500"_s};
        out.metrics.push_back(metric);
    }
    ServiceMetric whole; // of the service, not of one instance
    whole.name = u"build_count_total"_s;
    whole.type = signals::MetricType::Counter;
    whole.labels = {{u"service"_s, {u"checkout"_s}}};
    out.metrics.push_back(whole);
    return out;
}

} // namespace

class TestFleet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresAreWhatEveryInstanceHas()
    {
        const auto fleet = fleetFigures(service(), u"instance"_s);
        QVERIFY(!fleet.figures.empty() && fleet.figures.size() <= mostFigures);
        for (const auto &figure : fleet.figures)
            QVERIFY2(figure.expr.contains(u"instance"_s) && !figure.expr.contains(u"build_count"_s),
                     qPrintable(figure.expr));
        for (const auto &metric : fleet.metrics.metrics)
            QVERIFY(metric.hasLabel(u"instance"_s));
    }

    void whoIsUnlikeTheOthersIsFirst()
    {
        const auto fleet = fleetFigures(service(), u"instance"_s);
        FleetValues values(1);
        values[0] = {{u"a:1"_s, 10}, {u"b:1"_s, 10.5}, {u"c:1"_s, 9.8}, {u"d:1"_s, 31}, {u"e:1"_s, 10.1}};
        const auto order = fleetOrder(fleet, values, {u"a:1"_s, u"f:1"_s});
        QCOMPARE(order.size(), std::size_t(6)); // also one that only answered, and one that did not
        QCOMPARE(order[0].instance, u"d:1"_s);
        QVERIFY(order[0].apart > 5);
        QCOMPARE(order[0].figure, fleet.figures[0].title);
        QCOMPARE(order[1].instance, u"a:1"_s);
        QCOMPARE(order[1].apart, 0.0);
        QCOMPARE(order[5].instance, u"f:1"_s);
        const auto spec = fleetDashboard(fleet, order);
        QCOMPARE(spec.rows.size(), std::size_t(6));
        QVERIFY2(spec.rows[0].title.startsWith(u"d:1, unlike the others in "_s), qPrintable(spec.rows[0].title));
        QCOMPARE(spec.rows[1].title, u"a:1"_s);
        QCOMPARE(spec.rows[1].panels.size(), fleet.figures.size());
        QSet<QString> ids;
        for (const auto &row : spec.rows)
            for (const auto &panel : row.panels) {
                QVERIFY(!ids.contains(panel.id));
                ids.insert(panel.id);
            }
        for (const auto &query : spec.rows[0].panels[0].queries)
            QVERIFY2(query.expr.contains(u"instance=\"d:1\""_s), qPrintable(query.expr));
    }

    void everyInstanceHasTheFiguresOfAHistogram()
    {
        ServiceMetrics all;
        all.title = u"checkout"_s;
        all.matcher = u"service=\"checkout\""_s;
        for (const QString &part : {u"_bucket"_s, u"_count"_s, u"_sum"_s}) {
            ServiceMetric metric;
            metric.name = u"http_request_duration_seconds"_s + part;
            metric.type = signals::MetricType::Histogram;
            metric.seriesCount = 10;
            metric.labels = {{u"instance"_s, {u"a:1"_s, u"b:1"_s}}, {u"code"_s, {u"200"_s, u"500"_s}}};
            if (part == u"_bucket"_s)
                metric.labels[u"le"_s] = {u"0.1"_s, u"1"_s, u"+Inf"_s};
            all.metrics.push_back(metric);
        }
        const auto fleet = fleetFigures(all, u"instance"_s);
        QVERIFY(fleet.figures.size() >= 2); // requests and errors
        const auto spec = fleetDashboard(fleet, fleetOrder(fleet, {}, {u"a:1"_s, u"b:1"_s}));
        QCOMPARE(spec.rows.at(0).panels.size(), fleet.figures.size());
    }

    void fewOrOddInstancesAreLikeTheOthers()
    {
        const auto fleet = fleetFigures(service(), u"instance"_s);
        FleetValues values(1);
        values[0] = {{u"a:1"_s, 1}, {u"b:1"_s, 900}, {u"c:1"_s, 1}}; // three: nobody is the odd one
        for (const auto &place : fleetOrder(fleet, values, {}))
            QCOMPARE(place.apart, 0.0);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        values[0] = {{u"a:1"_s, nan}, {u"b:1"_s, 1}, {u"c:1"_s, 1}, {u"d:1"_s, 1}, {u"e:1"_s, 1}};
        for (const auto &place : fleetOrder(fleet, values, {}))
            QCOMPARE(place.apart, 0.0);
    }

    void aHugeFleetIsCutAndSaysSo()
    {
        const auto fleet = fleetFigures(service(), u"instance"_s);
        QStringList instances;
        for (int i = 0; i < 500; ++i)
            instances << u"node-%1:9100"_s.arg(i, 3, 10, QChar(u'0'));
        const auto spec = fleetDashboard(fleet, fleetOrder(fleet, {}, instances));
        QCOMPARE(spec.rows.size(), mostFleetRows);
        QVERIFY2(spec.facts.contains(u"440 not shown"_s), qPrintable(spec.facts));
    }
};

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
