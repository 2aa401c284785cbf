// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/objective/objectivepanel.h"

#include "models/base/timerange.h"
#include "models/engine/boards/boardsources.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"
#include "tests/support/failonwarning.h"

#include <QJsonDocument>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Objective objective()
{
    signals::Objective out;
    out.id = u"checkout-availability"_s;
    out.target = 0.999;
    out.windowNs = 28 * 24 * base::nsPerHour;
    out.goodQuery = u"good_total"_s;
    out.totalQuery = u"all_total"_s;
    return out;
}

signals::BoardPanel panel()
{
    signals::BoardPanel out;
    out.id = 4;
    out.type = objectiveKind;
    out.title = u"Checkout"_s;
    out.place = {0, 0, 8, 6};
    setObjective(out, objective());
    return out;
}

} // namespace

class ObjectivePanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void oneQueryAsksForTheBudget()
    {
        const QString query = budgetQuery(objective());
        QVERIFY2(query.startsWith(u"1 - (1 - ("_s) && query.endsWith(u") / 0.001"_s), qPrintable(query));
        QVERIFY2(query.contains(u"increase(good_total[4w])"_s) || query.contains(u"increase(good_total[28d])"_s),
                 qPrintable(query));
        auto unaskable = objective();
        unaskable.target = 1;
        QVERIFY(budgetQuery(unaskable).isEmpty());
    }
    void survivesTheRoundTrip()
    {
        signals::Dashboard dashboard;
        dashboard.title = u"Own"_s;
        dashboard.panels = {panel()};
        const auto again = wire::grafana::readClassic(wire::grafana::writeClassic(dashboard));
        QCOMPARE(again.panels, dashboard.panels);
        QCOMPARE(again.panels[0].type, u"watchfloor-objective-panel"_s);
    }
    void becomesAStatInAGrafana()
    {
        signals::Dashboard dashboard;
        signals::BoardPanel other;
        other.type = u"timeseries"_s;
        dashboard.panels = {panel(), other};
        const auto made = forGrafana(dashboard);
        QCOMPARE(made.notes.size(), 1);
        QVERIFY(made.notes[0].contains(u"“Checkout”"_s));
        QCOMPARE(made.dashboard.panels[0].type, u"stat"_s);
        QCOMPARE(made.dashboard.panels[0].place, panel().place);
        QCOMPARE(made.dashboard.panels[0].targets, panel().targets);
        QVERIFY(made.dashboard.panels[0].description.contains(u"checkout-availability"_s));
        QCOMPARE(made.dashboard.panels[1], other);
        const QJsonObject written = wire::grafana::writePanel(made.dashboard.panels[0]);
        QVERIFY(!QJsonDocument(written).toJson().contains("watchfloor-objective-panel"));
    }
    void withoutAQueryItBecomesAText()
    {
        auto one = panel();
        one.targets.clear();
        signals::BoardPanel row;
        row.type = u"row"_s;
        row.children = {one};
        signals::Dashboard dashboard;
        dashboard.panels = {row};
        const auto made = forGrafana(dashboard);
        QCOMPARE(made.dashboard.panels[0].children[0].type, u"text"_s);
        QCOMPARE(made.notes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ObjectivePanelTest)
#include "tst_objectivepanel.moc"
