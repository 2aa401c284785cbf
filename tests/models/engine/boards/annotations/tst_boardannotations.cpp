// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/annotations/boardannotations.h"

#include "tests/models/engine/fakemetricsource.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;
const base::TimeRange hour{nowNs - base::nsPerHour, nowNs};

struct World {
    FakeMetricSource prometheus{u"eu"_s};
    sources::SourceSet set{{&prometheus}, {}, {}, {}};
    base::ManualClock clock{nowNs};
    engine::MetricReader reader{set, nullptr, clock};
    engine::BoardAnnotations annotations{reader, set};
    QSignalSpy changed{&annotations, &engine::BoardAnnotations::changed};

    World()
    {
        auto board = std::make_shared<signals::Dashboard>();
        board->uid = u"d"_s;
        const auto add = [&](const QString &name, const QString &product, const QString &expr, bool enabled) {
            signals::BoardAnnotation a;
            a.name = name;
            a.dataSource = {product, {}};
            a.expr = expr;
            a.enabled = enabled;
            a.builtIn = product == "grafana"_L1;
            board->annotations.push_back(a);
        };
        add(u"Annotations & Alerts"_s, u"grafana"_s, {}, true);
        add(u"Deploys"_s, u"prometheus"_s, u"changes(version{env=\"$env\"}[1m]) > 0"_s, true);
        add(u"Off"_s, u"prometheus"_s, u"off"_s, false);
        add(u"Search"_s, u"elasticsearch"_s, {}, true);
        annotations.open(board);
    }
    void ask()
    {
        query::VariableScope scope;
        scope.variables[u"env"_s] = {{u"eu"_s}, {u"eu"_s}, {}, {}, {}, {}, {}};
        scope.filters = {{u"pod"_s, u"="_s, u"a"_s, {}}};
        annotations.ask(scope, hour);
    }
    [[nodiscard]] const engine::AnnotationTrack &track(int i) const
    {
        return annotations.tracks()[static_cast<std::size_t>(i)];
    }
};

signals::QueryAnswerPtr answer(qint64 atNs)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->series.push_back({{}, {atNs / base::nsPerMs}, {1}});
    out->stepMs = 60'000;
    return out;
}

} // namespace

class tst_BoardAnnotations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksWhatIsShownWithVariablesAndFilters()
    {
        World w;
        w.ask();
        QCOMPARE(w.prometheus.ranges.size(), 1U);
        QCOMPARE(w.prometheus.ranges.front().expr, u"changes(version{env=\"eu\", pod=\"a\"}[1m]) > 0"_s);
        QVERIFY(w.annotations.isBusy());
        FakeMetricSource::answer(w.prometheus.ranges, answer(nowNs - 10 * base::nsPerMinute));
        QTRY_VERIFY(!w.annotations.isBusy());
        QCOMPARE(w.annotations.notes()->size(), 1U);
        QCOMPARE(w.track(1).marks, 1);
        QVERIFY(w.track(1).problem.isEmpty());
        w.annotations.setShown(2, true);
        QCOMPARE(w.prometheus.ranges.front().expr, u"off{pod=\"a\"}"_s);
    }
    void whatIsNotOursSaysSo()
    {
        World w;
        QVERIFY(w.track(0).problem.contains(u"Grafana"_s));
        QVERIFY(w.track(3).problem.contains(u"elasticsearch"_s));
        w.ask();
        w.annotations.setOwn({{0, {nowNs - base::nsPerMinute, nowNs - base::nsPerMinute}, u"shop 1.2"_s, {}, {}},
                              {0, {nowNs - base::nsPerDay, nowNs - base::nsPerDay}, u"yesterday"_s, {}, {}}});
        QCOMPARE(w.track(0).marks, 1); // the other lies outside
        QCOMPARE(w.annotations.notes()->front().title, u"shop 1.2"_s);
    }
    void hidingTakesTheMarksAwayAtOnce()
    {
        World w;
        w.ask();
        FakeMetricSource::answer(w.prometheus.ranges, answer(nowNs - 10 * base::nsPerMinute));
        QTRY_COMPARE(w.annotations.notes()->size(), 1U);
        const auto told = w.changed.size();
        w.annotations.setAllShown(false);
        QVERIFY(w.annotations.notes()->empty());
        QVERIFY(w.changed.size() > told);
        const auto again = w.changed.size();
        w.annotations.setOwn({});
        QCOMPARE(w.changed.size(), again); // nothing is drawn again for nothing
    }
    void anErrorIsSaidAndTheOthersStay()
    {
        World w;
        w.ask();
        auto asked = w.prometheus.ranges.front();
        w.prometheus.ranges.pop_front();
        asked.reply(base::makeError(base::ErrorKind::BadRequest, u"refused"_s));
        QTRY_COMPARE(w.track(1).problem, u"refused"_s);
        QVERIFY(!w.annotations.isBusy());
    }
};

QTEST_GUILESS_MAIN(tst_BoardAnnotations)
#include "tst_boardannotations.moc"
