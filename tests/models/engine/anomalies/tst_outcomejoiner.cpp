// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/outcomejoiner.h"

#include "models/base/clock.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stepNs = base::nsPerMinute;
constexpr auto window = static_cast<qint64>(engine::WatchedSeries::tracePoints);

// The contract, without anything kept: every score of every series, and everything sorted.
engine::AnomaliesSnapshot joinedWhole(const engine::OutcomeJoiner::Outcomes &outcomes, qint64 nowNs)
{
    engine::AnomaliesSnapshot out;
    out.laneRange = {nowNs - window * stepNs, nowNs};
    std::map<QString, engine::AnomalyLane> lanes;
    std::map<QString, qint64> onsets, tellings;
    for (const auto &outcome : outcomes) {
        out.found += outcome->found;
        for (const auto &run : outcome->runs) {
            (run->isActive() ? out.active : out.ended).push_back(run);
            if (!run->isActive())
                continue;
            lanes[run->of->lane()].isActive = true;
            const auto known = onsets.find(run->of->lane());
            onsets[run->of->lane()] = known == onsets.end() ? run->startNs : std::min(known->second, run->startNs);
            if (engine::severityOf(*run) <= signals::Severity::Warning) {
                const auto told = tellings.try_emplace(run->of->lane(), run->startNs).first;
                told->second = std::min(told->second, run->startNs);
            }
        }
        for (const auto &state : outcome->series) {
            out.series.push_back(state);
            engine::AnomalyLane &lane = lanes[state.of->lane()];
            lane.scores.resize(static_cast<std::size_t>(window), std::numeric_limits<float>::quiet_NaN());
            for (std::size_t i = 0; i < state.trace->timesMs.size(); ++i) {
                const qint64 sinceNs = state.trace->timesMs[i] * base::nsPerMs - out.laneRange.startNs;
                if (sinceNs <= 0 || sinceNs > window * stepNs)
                    continue;
                float &score = lane.scores[static_cast<std::size_t>((sinceNs - 1) / stepNs)];
                score = std::isnan(score) ? state.trace->scores[i] : std::max(score, state.trace->scores[i]);
            }
            if (!state.trace->scores.empty())
                lane.now = std::max(lane.now, state.trace->scores.back());
        }
    }
    for (auto &[name, lane] : lanes) {
        lane.name = name;
        lane.isTold = tellings.contains(name);
        lane.onsetNs = lane.isTold ? tellings[name] : lane.isActive ? onsets[name] : 0;
        out.lanes.push_back(lane);
    }
    const auto onset = [&](const auto &lane) {
        return std::pair(!lane.isTold, lane.isActive ? lane.onsetNs : INT64_MAX);
    };
    const auto highest = [](const auto &lane) {
        float score = lane.now;
        for (const float one : lane.scores)
            score = std::isnan(one) ? score : std::max(score, one);
        return score;
    };
    std::ranges::stable_sort(out.lanes, [&](const auto &a, const auto &b) {
        return std::pair(onset(a), -highest(a)) < std::pair(onset(b), -highest(b));
    });
    std::ranges::stable_sort(out.active, [](const auto &a, const auto &b) {
        return std::tuple(engine::severityOf(*a), -a->confidence, a->startNs, a->of->key) <
               std::tuple(engine::severityOf(*b), -b->confidence, b->startNs, b->of->key);
    });
    std::ranges::stable_sort(out.ended, [](const auto &a, const auto &b) {
        return std::pair(-a->endNs, a->of->key) < std::pair(-b->endNs, b->of->key);
    });
    std::ranges::stable_sort(out.series, {}, [](const auto &s) { return s.of->key; });
    return out;
}

// Groups whose series go on, change, come and go.
class World {
public:
    explicit World(unsigned seed) : m_random(seed)
    {
        for (int i = 0; i < 3; ++i)
            addGroup();
    }
    qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

    void step()
    {
        nowNs += any(0, 3) * stepNs;
        if (any(0, 39) == 0)
            nowNs += any(100, 500) * stepNs;
        if (any(0, 59) == 0)
            nowNs -= any(1, 5) * stepNs;
        const int what = any(0, 99);
        if (what < 2 && m_groups.size() < 6)
            addGroup();
        else if (what < 4 && m_groups.size() > 1)
            m_groups.erase(m_groups.begin() + any(0, static_cast<int>(m_groups.size()) - 1));
        for (Group &group : m_groups)
            if (any(0, 2) == 0)
                changeIn(group);
    }
    [[nodiscard]] engine::OutcomeJoiner::Outcomes outcomes() const
    {
        engine::OutcomeJoiner::Outcomes out;
        for (const Group &group : m_groups)
            out.push_back(group.outcome);
        return out;
    }

private:
    struct Series {
        std::shared_ptr<const engine::WatchedIdentity> of;
        engine::SeriesTrace trace;
        std::size_t most = 0; // points of the trace
        std::vector<engine::AnomalyRunPtr> ended;
        std::optional<engine::AnomalyRun> open;
    };
    struct Group {
        std::shared_ptr<engine::WatchQuestion> question;
        std::vector<Series> series;
        std::shared_ptr<const engine::GroupOutcome> outcome;
    };
    int any(int from, int to) { return std::uniform_int_distribution(from, to)(m_random); }
    float anyScore() { return static_cast<float>(any(0, 20)) / 20; }

    void addGroup()
    {
        Group &group = m_groups.emplace_back();
        group.question = std::make_shared<engine::WatchQuestion>();
        group.question->id = u"question %1"_s.arg(m_made++);
        group.question->kind = any(0, 1) == 0 ? engine::WatchKind::Errors : engine::WatchKind::Resource;
        for (int i = any(0, 6); i > 0; --i)
            addSeries(group);
        say(group);
    }
    void addSeries(Group &group)
    {
        auto of = std::make_shared<engine::WatchedIdentity>();
        of->question = group.question;
        of->key = u"%1 %2"_s.arg(any(0, 999), 3).arg(m_made++); // in any order between groups
        of->subject.service = u"service %1"_s.arg(any(0, 4));
        static constexpr std::array<std::size_t, 3> lengths{30, 360, 500};
        group.series.push_back({std::move(of), {}, lengths[static_cast<std::size_t>(any(0, 2))], {}, {}});
    }
    void append(Series &series)
    {
        engine::SeriesTrace &trace = series.trace;
        const qint64 nowMs = nowNs / base::nsPerMs;
        const qint64 lastMs = trace.timesMs.empty() ? nowMs - any(0, 400) * 60'000LL : trace.timesMs.back();
        for (qint64 at = lastMs + any(1, 90) * 1'000LL; at <= nowMs; at += any(1, 180) * 1'000LL) {
            trace.timesMs.push_back(at);
            trace.values.push_back(1);
            trace.low.push_back(0);
            trace.high.push_back(2);
            trace.scores.push_back(anyScore());
        }
        if (trace.timesMs.size() <= series.most)
            return;
        const auto gone = static_cast<std::ptrdiff_t>(trace.timesMs.size() - series.most);
        trace.timesMs.erase(trace.timesMs.begin(), trace.timesMs.begin() + gone);
        for (auto *column : {&trace.values, &trace.low, &trace.high, &trace.scores})
            column->erase(column->begin(), column->begin() + gone);
    }
    void changeRun(Series &series)
    {
        if (!series.open) {
            series.open.emplace();
            series.open->of = series.of;
            series.open->startNs = nowNs;
            series.open->high = 1;
            series.open->value = 2;
        }
        series.open->lastNs = nowNs;
        series.open->confidence = any(0, 3) / 4.0;
        series.open->isTold = any(0, 1) == 0;
        if (any(0, 2) != 0)
            return;
        series.open->endNs = nowNs;
        series.ended.push_back(std::make_shared<const engine::AnomalyRun>(*series.open));
        series.open.reset();
    }
    void changeIn(Group &group)
    {
        const int what = any(0, 99);
        if (what < 2)
            addSeries(group);
        else if (what < 4 && !group.series.empty())
            group.series.erase(group.series.begin());
        for (Series &series : group.series) {
            if (any(0, 3) != 0)
                append(series);
            if (any(0, 9) == 0)
                changeRun(series);
            if (any(0, 49) == 0 && !series.trace.scores.empty()) // learned anew
                series.trace.scores[series.trace.scores.size() / 2] = anyScore();
            if (any(0, 199) == 0)
                series.trace = {};
        }
        say(group);
    }
    void say(Group &group)
    {
        auto out = std::make_shared<engine::GroupOutcome>();
        out->found = group.series.size() + 1;
        for (const Series &series : group.series) {
            std::ranges::copy(series.ended, std::back_inserter(out->runs));
            if (series.open)
                out->runs.push_back(std::make_shared<const engine::AnomalyRun>(*series.open));
            engine::SeriesState &state = out->series.emplace_back();
            state.of = series.of;
            state.trace = std::make_shared<const engine::SeriesTrace>(series.trace);
            state.samples = series.trace.timesMs.size();
        }
        if (any(0, 19) == 0) // of a series that is told no more
            if (auto stray = std::make_shared<engine::AnomalyRun>(); true) {
                auto of = std::make_shared<engine::WatchedIdentity>();
                of->question = group.question;
                of->subject.service = u"stray"_s;
                of->key = u"stray %1"_s.arg(m_made++);
                stray->of = of;
                stray->startNs = nowNs;
                out->runs.push_back(stray);
            }
        group.outcome = std::move(out);
    }

    std::mt19937 m_random;
    std::vector<Group> m_groups;
    int m_made = 0;
};

// What differs; empty: nothing.
QString difference(const engine::AnomaliesSnapshot &a, const engine::AnomaliesSnapshot &b)
{
    if (a.found != b.found || a.laneRange != b.laneRange)
        return u"found or range"_s;
    if (a.active != b.active)
        return u"active runs"_s;
    if (a.ended != b.ended)
        return u"ended runs"_s;
    if (!std::ranges::equal(a.series, b.series, [](const auto &x, const auto &y) {
            return x.of == y.of && x.trace == y.trace && x.samples == y.samples;
        }))
        return u"series"_s;
    const auto isEqual = [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    for (std::size_t i = 0; i < std::max(a.lanes.size(), b.lanes.size()); ++i) {
        if (i >= a.lanes.size() || i >= b.lanes.size())
            return u"number of lanes"_s;
        const engine::AnomalyLane &x = a.lanes[i], &y = b.lanes[i];
        if (x.name != y.name || x.isActive != y.isActive || x.now != y.now)
            return u"lane "_s + x.name + u" against "_s + y.name;
        if (!std::ranges::equal(x.scores, y.scores, isEqual))
            return u"scores of lane "_s + x.name;
    }
    return {};
}

} // namespace

class OutcomeJoinerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsJoinedStepByStepIsWhatIsJoinedAtOnce()
    {
        int withRuns = 0, withLanes = 0;
        for (unsigned seed = 1; seed <= 25; ++seed) {
            World world(seed);
            engine::OutcomeJoiner joiner;
            for (int step = 0; step < 300; ++step) {
                world.step();
                const auto outcomes = world.outcomes();
                const auto joined = joiner.join(outcomes, stepNs, world.nowNs);
                const QString differs = difference(joined, joinedWhole(outcomes, world.nowNs));
                QVERIFY2(differs.isEmpty(), qPrintable(u"seed %1, step %2: %3"_s.arg(seed).arg(step).arg(differs)));
                withRuns += joined.active.size() > 1 && joined.ended.size() > 1 ? 1 : 0;
                withLanes += joined.lanes.size() > 2 ? 1 : 0;
            }
        }
        QVERIFY(withRuns > 1000 && withLanes > 1000);
    }
    // Ten thousand series of which a thousand have a new sample: the other nine thousand cost a copy.
    void aJoinCostsWhatHasChanged()
    {
        constexpr int groups = 10, each = 1000;
        const qint64 nowNs = 1'763'700'000 * base::nsPerSecond;
        const auto question = std::make_shared<const engine::WatchQuestion>();
        std::vector<std::vector<std::shared_ptr<const engine::WatchedIdentity>>> who(groups);
        for (int g = 0; g < groups; ++g)
            for (int i = 0; i < each; ++i) {
                auto of = std::make_shared<engine::WatchedIdentity>();
                of->question = question;
                of->key = u"a question with a long name %1 {service=\"svc-%2\"}"_s.arg(g).arg(i);
                of->subject.service = u"svc-%1"_s.arg(i);
                who[static_cast<std::size_t>(g)].push_back(std::move(of));
            }
        const auto outcomeOf = [&](int g, int later) {
            auto out = std::make_shared<engine::GroupOutcome>();
            for (int i = 0; i < each; ++i) {
                auto trace = std::make_shared<engine::SeriesTrace>();
                for (qint64 k = later; k < window + later; ++k) {
                    trace->timesMs.push_back((nowNs + (k - window + 1) * stepNs) / base::nsPerMs);
                    trace->scores.push_back(static_cast<float>((k * 7 + i + g) % 100) / 100);
                }
                engine::SeriesState &state = out->series.emplace_back();
                state.of = who[static_cast<std::size_t>(g)][static_cast<std::size_t>(i)];
                state.trace = std::move(trace);
            }
            return std::shared_ptr<const engine::GroupOutcome>(std::move(out));
        };
        engine::OutcomeJoiner::Outcomes outcomes;
        for (int g = 0; g < groups; ++g)
            outcomes.push_back(outcomeOf(g, 0));
        const auto timed = [&](engine::OutcomeJoiner &joiner, qint64 atNs) {
            const qint64 before = base::SystemClock().monotonicNs();
            const auto joined = joiner.join(outcomes, stepNs, atNs);
            return std::pair(base::SystemClock().monotonicNs() - before, joined.series.size());
        };
        qint64 whole = INT64_MAX, some = INT64_MAX;
        engine::OutcomeJoiner joiner;
        (void)joiner.join(outcomes, stepNs, nowNs);
        for (int round = 0; round < 4; ++round) {
            outcomes[static_cast<std::size_t>(round)] = outcomeOf(round, 1);
            const auto [tookNs, series] = timed(joiner, nowNs + stepNs);
            QCOMPARE(series, std::size_t{groups * each});
            some = std::min(some, tookNs);
            engine::OutcomeJoiner anew;
            whole = std::min(whole, timed(anew, nowNs + stepNs).first);
        }
        qInfo("a thousand of ten thousand series %.1f ms, all of them %.1f ms", static_cast<double>(some) / 1e6,
              static_cast<double>(whole) / 1e6);
        QVERIFY(some * 3 < whole);
    }
};

QTEST_GUILESS_MAIN(OutcomeJoinerTest)
#include "tst_outcomejoiner.moc"
