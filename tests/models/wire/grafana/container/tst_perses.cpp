// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/container.h"
#include "models/wire/grafana/container/perses.h"
#include "models/wire/grafana/read.h"
#include "tests/models/wire/grafana/container/persesnode.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace wf;
using namespace wf::wire::grafana;
using wf::test::node;
using namespace Qt::StringLiterals;

namespace {

signals::Dashboard read(const QByteArray &json)
{
    const auto found = openContainers(json);
    return found.ok() ? readDashboard(found->front()) : signals::Dashboard();
}

} // namespace

class PersesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void gridsBecomeRowsAndPanelsStandWhereTheyStood()
    {
        const auto board = read(node);
        QCOMPARE(board.title, u"Node exporter"_s);
        QCOMPARE(board.uid, u"node"_s);
        QCOMPARE(board.from, u"now-6h"_s);
        QCOMPARE(board.refresh, u"30s"_s);
        QStringList shape;
        for (const auto &panel : board.panels)
            shape << u"%1 %2 %3,%4 %5x%6"_s.arg(panel.type, panel.title)
                         .arg(panel.place.x)
                         .arg(panel.place.y)
                         .arg(panel.place.w)
                         .arg(panel.place.h);
        QCOMPARE(shape, (QStringList{u"text Text 0,0 24x3"_s, u"row Load 0,3 24x1"_s, u"timeseries CPU 12,4 12x8"_s,
                                     u"row More 0,12 24x1"_s}));
        QCOMPARE(board.panels[3].children.size(), std::size_t(1));
        QCOMPARE(board.panels[3].children[0].type, u"FlameChart"_s); // said to be left out where it would stand
        QCOMPARE(board.panels[2].path, u"$.spec.panels.cpu"_s);
    }

    void whatAPluginSaysIsKept()
    {
        const auto cpu = read(node).panels.at(2);
        QCOMPARE(cpu.description, u"By mode"_s);
        QCOMPARE(cpu.defaults.unit, u"percentunit"_s);
        QCOMPARE(cpu.defaults.decimals, 1.0);
        QCOMPARE(cpu.defaults.min, 0.0);
        QCOMPARE(cpu.defaults.thresholds->steps.size(), std::size_t(2));
        QCOMPARE(cpu.defaults.thresholds->steps[1].color, u"#ff0000"_s);
        QCOMPARE(cpu.defaults.custom.value(u"fillOpacity"_s).toDouble(), 50.0);
        QCOMPARE(cpu.defaults.custom.value(u"stacking"_s).toObject().value(u"mode"_s).toString(), u"normal"_s);
        QCOMPARE(cpu.targets.size(), std::size_t(1));
        QCOMPARE(cpu.targets[0].legend, u"{{mode}}"_s);
        QCOMPARE(cpu.targets[0].interval, u"1m"_s);
        QCOMPARE(cpu.targets[0].dataSource.type, u"prometheus"_s);
        QCOMPARE(cpu.options.value(u"legend"_s).toObject().value(u"placement"_s).toString(), u"right"_s);
    }

    void variablesAskTheSame()
    {
        const auto all = read(node).variables;
        QCOMPARE(all.size(), std::size_t(3));
        using Kind = signals::BoardVariable::Kind;
        QCOMPARE(all[0].kind, Kind::Query);
        QCOMPARE(all[0].query, u"label_values(up{job=\"node\"}, instance)"_s);
        QVERIFY(all[0].multi && all[0].includeAll);
        QCOMPARE(all[0].currentValue, QStringList{u"$__all"_s});
        QCOMPARE(all[0].sort, 1);
        QCOMPARE(all[1].kind, Kind::Custom);
        QCOMPARE(all[1].query, u"user,Idle : idle"_s);
        QCOMPARE(all[2].kind, Kind::Constant);
        QCOMPARE(all[2].query, u"5m"_s);
    }

    void aResourceOfGrafanaIsNone()
    {
        QVERIFY(!isPerses(QJsonDocument::fromJson(test::ofGrafana).object()));
        QVERIFY(isPerses(QJsonDocument::fromJson(node).object()));
    }

    void hostileFilesAreReadAsFarAsTheyGo()
    {
        QRandomGenerator random(3);
        int opened = 0;
        for (int round = 0; round < 500; ++round) {
            QByteArray bad = node;
            for (int i = 0; i < 1 + round % 6; ++i)
                bad[random.bounded(static_cast<int>(bad.size()))] = "{}[]\",:0"[random.bounded(8)];
            if (const auto found = openContainers(bad); found.ok())
                opened += readDashboard(found->front()).panels.empty() ? 0 : 1;
        }
        QVERIFY(opened > 0);
        const auto board = read(test::wrongKinds);
        QCOMPARE(board.panels.size(), std::size_t(1));
        QVERIFY(board.panels[0].place.y <= 10'000);
    }
};

QTEST_GUILESS_MAIN(PersesTest)
#include "tst_perses.moc"
