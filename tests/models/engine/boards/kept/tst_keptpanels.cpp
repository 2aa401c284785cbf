// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/kept/keptpanels.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

// Through the bytes of a file.
KeptPanels again(const KeptPanels &kept)
{
    return keptPanelsFrom(QJsonDocument::fromJson(QJsonDocument(toJson(kept)).toJson()).object());
}

} // namespace

class KeptPanelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void anObjectiveComesBackAsItsPanelShowsIt()
    {
        auto state = std::make_shared<ObjectiveState>();
        state->objective.id = u"checkout-latency"_s;
        state->objective.name = u"Checkout answers quickly"_s;
        state->objective.target = 0.9995;
        state->objective.windowNs = 28 * base::nsPerDay;
        state->severity = signals::Severity::Warning;
        state->policies.freeze.freezeAtPercent = 60;
        BudgetReport &report = state->report;
        report.state = BudgetState::Burning;
        report.left = -0.25;
        report.compliance = 0.9991;
        report.whole.isKnown = true;
        report.window = {1'000'000'000'000'000'123, 1'700'000'000'000'000'000};
        report.period = report.window;
        WindowFigure hour;
        hour.lengthNs = base::nsPerHour;
        hour.burn = 14.4;
        hour.isKnown = true;
        report.windows = {hour};
        BurnAlert alert{{5 * base::nsPerMinute, base::nsPerHour, 14.4, true}};
        alert.fires = true;
        report.alerts = {alert};
        report.exhaustedInNs = 3 * base::nsPerHour;
        report.history.startNs = report.window.startNs;
        report.history.stepNs = base::nsPerHour;
        report.burnDown = {1, BudgetReport::unknown, 0.5};
        report.problems = {u"a gap of 2 h"_s};
        KeptPanels kept;
        kept.objectives.insert(u"7"_s, state);
        const auto read = again(kept);
        QCOMPARE(read.objectives.size(), 1);
        const ObjectiveState &back = *read.objectives.value(u"7"_s);
        QCOMPARE(back.title(), u"Checkout answers quickly"_s);
        QCOMPARE(back.objective.target, 0.9995);
        QCOMPARE(back.severity, signals::Severity::Warning);
        QCOMPARE(back.policies.freeze.freezeAtPercent, 60.0);
        QCOMPARE(back.left(), -0.25);
        QVERIFY(back.isKnown());
        QCOMPARE(back.burn(base::nsPerHour), 14.4);
        QCOMPARE(back.report.window.startNs, report.window.startNs); // to the nanosecond
        QCOMPARE(back.report.alerts[0].rule.factor, 14.4);
        QVERIFY(back.report.alerts[0].fires);
        QCOMPARE(*back.report.exhaustedInNs, 3 * base::nsPerHour);
        QCOMPARE(back.report.burnDown.size(), std::size_t(3));
        QVERIFY(std::isnan(back.report.burnDown[1]));
        QCOMPARE(back.report.history.stepNs, base::nsPerHour);
        QCOMPARE(back.report.problems, report.problems);
    }

    void listsAndCallsComeBack()
    {
        KeptPanels kept;
        signals::LinkFigure list;
        list.rows = {{u"Starred"_s, {}, u"<b>Shop</b>"_s, {u"prod"_s, u"eu"_s}, true}};
        kept.lists.insert(u"1"_s, list);
        kept.calls.insert(u"2/pod=a"_s, {{u"web"_s, u"cart"_s, 9'007'199'254'740'993}});
        const auto read = again(kept);
        QCOMPARE(read.lists.value(u"1"_s).rows[0].title, u"<b>Shop</b>"_s);
        QCOMPARE(read.lists.value(u"1"_s).rows[0].tags, (QStringList{u"prod"_s, u"eu"_s}));
        QVERIFY(read.lists.value(u"1"_s).rows[0].isStarred);
        QCOMPARE(read.calls.value(u"2/pod=a"_s)[0].count, 9'007'199'254'740'993); // beyond what a double holds
        QVERIFY(again({}).isEmpty());
    }

    void hostileTextsAreNoPanels()
    {
        const auto json = QJsonDocument::fromJson(R"({"objectives":{"a":7,"b":{"severity":99,"freezeAt":-1,
            "objective":{"target":1e300,"window":"-5"},"report":{"state":-3,"windows":[[],{"length":{}}],
            "historyStep":"0","burnDown":["x",null,1]}}},"lists":[1],"calls":{"c":[{"count":"-4"},3]}})");
        const auto read = keptPanelsFrom(json.object());
        QCOMPARE(read.objectives.size(), 2);
        const ObjectiveState &state = *read.objectives.value(u"b"_s);
        QCOMPARE(state.severity, signals::Severity::Unknown);
        QCOMPARE(state.objective.target, 1.0);
        QCOMPARE(state.objective.windowNs, 0);
        QCOMPARE(state.report.state, BudgetState::Ok);
        QCOMPARE(state.report.history.stepNs, 1);
        QVERIFY(std::isnan(state.report.burnDown[0]));
        QVERIFY(read.lists.isEmpty());
        QCOMPARE(read.calls.value(u"c"_s)[0].count, 0);
    }
};

QTEST_GUILESS_MAIN(KeptPanelsTest)
#include "tst_keptpanels.moc"
