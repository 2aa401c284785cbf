// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/firings.h"
#include "models/station/rules/core/alertingrule.h"
#include "tests/models/station/rules/fakequery.h"

#include <QtTest/QtTest>

#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 step = 30 * base::nsPerSecond;
constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;

// "1.11": holds, holds not, …
signals::Series seriesOf(const char *pattern, const char *instance = "a")
{
    signals::Series out;
    out.labels = base::Labels{{"__name__", "x"}, {"instance", instance}};
    for (std::size_t i = 0; pattern[i]; ++i)
        if (pattern[i] != '.') {
            out.timesMs.push_back((start + static_cast<qint64>(i) * step) / base::nsPerMs);
            out.values.push_back(pattern[i] - '0');
        }
    return out;
}

base::TimeRange rangeOf(std::size_t evaluations)
{
    return {start, start + static_cast<qint64>(evaluations - 1) * step};
}

// "2+3" fires from evaluation 2 for 3 evaluations.
QString text(const std::vector<ReplayFiring> &firings)
{
    QStringList out;
    for (const auto &one : firings)
        out << u"%1+%2%3"_s.arg((one.startNs - start) / step)
                   .arg(one.lengthNs() / step)
                   .arg(one.isOver ? u""_s : u"…"_s);
    return out.join(u' ');
}

QString fired(const char *pattern, int forSteps, int keepSteps = 0)
{
    return text(firingsOf({seriesOf(pattern)}, rangeOf(strlen(pattern)), step, {forSteps * step, keepSteps * step}));
}

// The same by the rules of the station, evaluation by evaluation.
QString byTheStation(const std::string &pattern, int forSteps, int keepSteps)
{
    const auto seconds = [](int steps) { return std::to_string(steps * 30) + "s"; };
    const std::string yaml = "groups:\n- name: g\n  rules:\n  - {alert: A, expr: x, for: " + seconds(forSteps) +
                             ", keep_firing_for: " + seconds(keepSteps) + "}\n";
    const station::GroupSpec group = rulestest::groupFrom(yaml.c_str());
    station::AlertingRule rule;
    rulestest::FakeQuery query;
    std::vector<ReplayFiring> out;
    bool isFiring = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const qint64 now = start + static_cast<qint64>(i) * step;
        std::vector<station::VectorElement> elements;
        if (pattern[i] != '.')
            elements.push_back({{{"__name__", "x"}, {"instance", "a"}}, 1, {}});
        const auto points = rule.step(group.rules.at(0), elements, now, now / base::nsPerMs, 0, {}, query, {});
        if (!points)
            return points.error().summary;
        bool fires = false;
        for (const auto &[labels, alert] : rule.alerts())
            fires |= alert.phase == station::AlertPhase::Firing;
        if (fires && !isFiring)
            out.push_back({0, 0, now, now, false, false, 0, 0});
        if (!out.empty() && isFiring && !fires) {
            out.back().endNs = now;
            out.back().isOver = true;
        }
        isFiring = fires;
    }
    if (isFiring)
        out.back().endNs = rangeOf(pattern.size()).endNs;
    return text(out);
}

} // namespace

class TestFirings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firesOnceItHasHeldForLongEnough()
    {
        QCOMPARE(fired("..111..", 0), u"2+3"_s);
        QCOMPARE(fired("..111..", 2), u"4+1"_s);
        QCOMPARE(fired("..111..", 3), QString());
        QCOMPARE(fired("..1.11.", 1), u"5+1"_s); // a gap begins anew
    }

    void keepsFiringWhileItMayAndJoinsWhatComesBack()
    {
        QCOMPARE(fired("11......", 0, 3), u"0+5"_s);
        QCOMPARE(fired("11..1...", 0, 3), u"0+7…"_s);
        QCOMPARE(fired("11....1.", 0, 2), u"0+4 6+1…"_s);
        QCOMPARE(fired("1.1.1.1.", 1, 3), QString()); // it never fires: nothing is kept
    }

    void whatIsNotOverSaysSo()
    {
        const auto firings = firingsOf({seriesOf(".111")}, rangeOf(4), step, {});
        QCOMPARE(firings.size(), std::size_t{1});
        QVERIFY(!firings[0].isOver);
        QCOMPARE(firings[0].endNs, rangeOf(4).endNs);
        QVERIFY(!firings[0].beganBefore);
        QVERIFY(firingsOf({seriesOf("1..")}, rangeOf(3), step, {})[0].beganBefore);
    }

    void aStricterThresholdLeavesElementsOut()
    {
        const auto firings = firingsOf({seriesOf("23973.2")}, rangeOf(7), step, {}, StricterThreshold{u">"_s, 3});
        QCOMPARE(text(firings), u"2+2"_s);
        QCOMPARE(firings[0].highest, 9.0);
        QCOMPARE(firings[0].lowest, 7.0);
        QVERIFY(StricterThreshold({u"<="_s, 3}).holds(3));
        QVERIFY(!StricterThreshold({u"<"_s, 3}).holds(3));
        QVERIFY(StricterThreshold({u">="_s, 3}).holds(3));
    }

    void countsWhatComesBackSoonAsFlapping()
    {
        const auto firings =
            firingsOf({seriesOf("1.1.1......1"), seriesOf("..1.........", "b")}, rangeOf(12), step, {});
        QCOMPARE(firings.size(), std::size_t{5});
        QCOMPARE(flapsIn(firings, 2 * step), 2);
        QCOMPARE(flapsIn(firings, 20 * step), 3);
    }

    // 400 pasts with all kinds of waits: the same as the rules that run.
    void agreesWithTheRulesThatRun()
    {
        std::mt19937 random(7); // NOLINT
        for (int i = 0; i < 400; ++i) {
            std::string pattern;
            const auto share = static_cast<double>(random() % 10) / 10;
            while (pattern.size() < 60)
                pattern += static_cast<double>(random() % 1000) / 1000 < share ? '1' : '.';
            const int forSteps = static_cast<int>(random() % 4), keepSteps = static_cast<int>(random() % 4);
            const QString ours = fired(pattern.c_str(), forSteps, keepSteps);
            if (ours != byTheStation(pattern, forSteps, keepSteps))
                QCOMPARE(QString::fromStdString(pattern) + u' ' + ours,
                         QString::fromStdString(pattern) + u' ' + byTheStation(pattern, forSteps, keepSteps));
        }
    }
};

QTEST_GUILESS_MAIN(TestFirings)
#include "tst_firings.moc"
