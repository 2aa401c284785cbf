// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/normal/normaldesk.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;

signals::Subject metric(const QString &expr, const base::Labels &labels = {})
{
    signals::Subject out;
    out.kind = signals::SubjectKind::Metric;
    out.id = out.title = expr;
    out.labels = labels;
    return out;
}

// A shop of so many days: requests with the course of the day and week, a queue that is ten times its usual in the
// last half hour, one that was there until two hours ago.
struct World {
    base::ManualClock clock{nowNs};
    support::SampledSource metrics;
    support::FakeTraceSource traces{u"jaeger"_s};
    sources::SourceSet set;
    MetricReader reader{set, nullptr, clock};
    NormalKnowledge known;
    std::unique_ptr<NormalDesk> desk;

    explicit World(int days)
    {
        set.metrics = {&metrics};
        known.metricNames = {u"http_requests_total"_s, u"queue_depth"_s};
        double total = 0;
        for (qint64 ns = nowNs - days * base::nsPerDay; ns <= nowNs; ns += base::nsPerMinute) {
            const double hour = static_cast<double>(ns % base::nsPerDay) / static_cast<double>(base::nsPerHour);
            const double noise = std::sin(static_cast<double>(ns / base::nsPerMinute) * 12.9898) * 3;
            total += 60 * (100 + 50 * std::sin(hour / 3.82) + noise);
            add(ns, {{"__name__", "http_requests_total"}, {"service", "checkout"}, {"code", "200"}}, total);
            add(ns, {{"__name__", "queue_depth"}, {"service", "checkout"}, {"pod", "a"}},
                (ns > nowNs - 30 * base::nsPerMinute ? 400 : 40) + noise);
            add(ns, {{"__name__", "queue_depth"}, {"service", "cart"}, {"pod", "b"}}, 40 + noise);
            if (ns < nowNs - 2 * base::nsPerHour)
                add(ns, {{"__name__", "worker_jobs"}}, 7 + noise);
        }
        desk = std::make_unique<NormalDesk>(
            reader, set, SubjectRules(), [this] { return known; }, clock);
    }
    void add(qint64 ns, const base::Labels &labels, double value)
    {
        metrics.samples.append(labels, ns / base::nsPerMs, value);
    }
    const NormalSnapshot &wait(const signals::Subject &subject, qint64 atNs = 0, WriteValue write = {})
    {
        desk->ask(subject, atNs, std::move(write));
        if (!QTest::qWaitFor([this] { return !desk->snapshot()->isBusy; }, 30'000))
            qWarning("it does not end");
        return *desk->snapshot();
    }
};

signals::TraceSummary trace(int i, qint64 ns, qint64 ms)
{
    signals::TraceSummary out;
    out.traceId = QString::number(i);
    out.rootService = u"checkout"_s;
    out.rootOperation = u"POST /checkout"_s;
    out.startNs = ns;
    out.durationNs = ms * base::nsPerMs;
    return out;
}

} // namespace

class tst_Normal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMetricStandsAmongItsHours();
    void valuesAreWrittenAsTheChartDoes();
    void aPointOfThePastIsJudgedByWhatWasBefore();
    void ofSeveralSeriesTheMeantOneIsAsked();
    void aServiceIsAskedByWhatIsWatchedOfIt();
    void aStartSaysWhatCannotBeKnown();
    void whatIsGoneIsUnusual();
    void detectorsHaveTheirSay();
    void theVerdictIsThatOfTheRangeThatIsShown();
    void anAlertIsAskedByItsRule();
    void aTraceStandsAmongItsLike();
    void linesAndObjectivesBecomeQuestions();
    void failuresAndMissingSourcesAreSaid();
    void aNewQuestionEndsTheOldOne();
};

void tst_Normal::valuesAreWrittenAsTheChartDoes()
{
    World world(29);
    const auto write = [](double value) -> QString { return QString::number(value, 'f', 0) + u" req/s"_s; };
    const auto subject = metric(u"sum(rate(http_requests_total[5m]))"_s);
    const NormalLine line = world.wait(subject, 0, write).lines.front();
    const QString value = write(line.value);
    QCOMPARE(normalValue(line), u"%1, expected %2 \u2026 %3"_s.arg(value, write(line.low), write(line.high)));
    QVERIFY(normalFacts(line, world.clock.nowNs()).contains(write(line.standing->middle)));
    // The next question is written by its unit again.
    QVERIFY(!normalValue(world.wait(subject).lines.front()).contains(u"req/s"_s));
}

void tst_Normal::aMetricStandsAmongItsHours()
{
    World world(29);
    const auto &usual = world.wait(metric(u"sum(rate(http_requests_total[5m]))"_s));
    QCOMPARE(usual.verdict, NormalVerdict::Usual);
    QCOMPARE(usual.lines.size(), std::size_t{1});
    const NormalLine &line = usual.lines.front();
    QVERIFY(line.standing && line.standing->comparison == analysis::Comparison::HourOfWeek);
    QVERIFY(line.low <= line.value && line.value <= line.high);
    QVERIFY(normalReason(line).contains(u"last 4 weeks"));
    QVERIFY(normalValue(line).contains(u"expected"));
    QCOMPARE(normalHeadline(usual), u"As usual"_s);
    const auto &odd = world.wait(metric(u"queue_depth{pod=\"a\"}"_s));
    QCOMPARE(odd.verdict, NormalVerdict::Unusual);
    QCOMPARE(normalHeadline(odd), u"Unusual"_s);
    QVERIFY(odd.lines.front().value > 390 && odd.lines.front().high < 60);
    QVERIFY(normalReason(odd.lines.front()).startsWith(u"More than all"));
    QVERIFY(odd.errors.empty() && odd.notes.isEmpty());
    const QString facts = normalFacts(odd.lines.front(), odd.atNs);
    QVERIFY2(facts.startsWith(u"Nine of ten lie in ") && facts.contains(u"deviations above it"), qPrintable(facts));
    QCOMPARE(odd.lines.front().subject.kind, signals::SubjectKind::Metric);
    QCOMPARE(odd.lines.front().subject.labels.text("pod"), u"a"_s);
    const QString text = normalText(odd);
    QVERIFY(text.contains(u"Unusual") && text.contains(facts) && text.contains(u"queue_depth{pod=\"a\"}"));
}

void tst_Normal::aPointOfThePastIsJudgedByWhatWasBefore()
{
    World world(29);
    const auto &then = world.wait(metric(u"queue_depth{pod=\"a\"}"_s), nowNs - base::nsPerHour);
    QCOMPARE(then.verdict, NormalVerdict::Usual); // the queue was still short
    QVERIFY(then.lines.front().value < 60);
    auto point = metric(u"queue_depth{pod=\"a\"}"_s);
    point.timeNs = nowNs - base::nsPerHour;
    QCOMPARE(world.wait(point).verdict, NormalVerdict::Usual);
    point.timeNs = nowNs + base::nsPerDay; // a clock ahead
    QCOMPARE(world.wait(point).atNs, nowNs);
}

void tst_Normal::ofSeveralSeriesTheMeantOneIsAsked()
{
    World world(8);
    QCOMPARE(world.wait(metric(u"queue_depth"_s)).lines.size(), std::size_t{2});
    const auto &both = world.desk->snapshot()->lines;
    QVERIFY2(both.front().title != both.back().title, qPrintable(both.front().title));
    QCOMPARE(world.desk->snapshot()->verdict, NormalVerdict::Unusual);
    const auto &one = world.wait(metric(u"queue_depth"_s, {{"service", "cart"}, {"pod", "b"}}));
    QCOMPARE(one.lines.size(), std::size_t{1});
    QCOMPARE(one.verdict, NormalVerdict::Usual);
    QVERIFY(normalReason(one.lines.front()).contains(u"last 7 days"));
}

void tst_Normal::aServiceIsAskedByWhatIsWatchedOfIt()
{
    World world(29);
    const auto &said = world.wait(signals::Subject::ofService(u"checkout"_s));
    QVERIFY(!said.lines.empty());
    QVERIFY(std::ranges::any_of(said.lines, [](const NormalLine &l) { return l.query.contains(u"http_requests"); }));
    QCOMPARE(said.verdict, NormalVerdict::Usual);
    world.known.metricNames = {u"queue_depth"_s};
    const auto &nothing = world.wait(signals::Subject::ofService(u"checkout"_s));
    QCOMPARE(nothing.verdict, NormalVerdict::Unknown);
    QCOMPARE(nothing.notes.size(), 1);
}

void tst_Normal::aStartSaysWhatCannotBeKnown()
{
    World young(1);
    const auto &hours = young.wait(metric(u"sum(rate(http_requests_total[5m]))"_s));
    QCOMPARE(hours.lines.size(), std::size_t{1});
    QVERIFY(normalReason(hours.lines.front()).contains(u"cannot be known yet"));
    World empty(0);
    const auto &nothing = empty.wait(metric(u"sum(rate(http_requests_total[5m]))"_s));
    QCOMPARE(nothing.verdict, NormalVerdict::Unknown);
    QCOMPARE(normalHeadline(nothing), u"This cannot be known yet"_s);
    QVERIFY(!nothing.notes.isEmpty());
    NormalSamples two{{nowNs / base::nsPerMs - 60'000, nowNs / base::nsPerMs}, {1, 2}};
    const NormalLine line = normalLine(two, nowNs, {});
    QCOMPARE(line.verdict, NormalVerdict::Unknown);
    QVERIFY(!normalValue(line).contains(u"nan", Qt::CaseInsensitive));
    QVERIFY(normalReason(line).contains(u"fewer than thirty"));
}

void tst_Normal::whatIsGoneIsUnusual()
{
    World world(8);
    const auto &said = world.wait(metric(u"worker_jobs"_s));
    QCOMPARE(said.verdict, NormalVerdict::Unusual);
    QCOMPARE(normalValue(said.lines.front()), u"no sample now"_s);
    QVERIFY(normalReason(said.lines.front()).startsWith(u"Its last sample is of 2025-11-2"));
}

void tst_Normal::detectorsHaveTheirSay()
{
    auto question = std::make_shared<WatchQuestion>();
    question->metrics = {u"queue_depth"_s};
    question->expr = u"queue_depth{pod=\"b\"}"_s;
    auto of = std::make_shared<WatchedIdentity>();
    of->question = question;
    of->labels = {{"service", "cart"}, {"pod", "b"}};
    of->key = u"key"_s;
    World world(29);
    auto trace = std::make_shared<SeriesTrace>();
    for (qint64 ns = nowNs - base::nsPerHour; ns <= nowNs; ns += base::nsPerMinute) {
        trace->timesMs.push_back(ns / base::nsPerMs);
        trace->values.push_back(40);
        trace->low.push_back(35);
        trace->high.push_back(45);
        trace->scores.push_back(0);
    }
    auto anomalies = std::make_shared<AnomaliesSnapshot>();
    SeriesState state;
    state.of = of;
    state.trace = trace;
    anomalies->series = {state};
    world.known.anomalies = anomalies;
    const auto &quiet = world.wait(metric(u"key"_s)); // selected as an anomaly: the series that is watched
    QCOMPARE(quiet.lines.size(), std::size_t{1});
    QCOMPARE(quiet.verdict, NormalVerdict::Usual);
    QCOMPARE(quiet.lines.front().high, 45.0);
    QVERIFY(normalReason(quiet.lines.front()).contains(u"nothing unusual"));
    auto louder = std::make_shared<AnomaliesSnapshot>(*anomalies);
    auto run = std::make_shared<AnomalyRun>();
    run->of = of;
    run->startNs = nowNs - 10 * base::nsPerMinute;
    run->votes = {{u"time of day"_s, analysis::Vote::Yes, {}, 0, 0, 0, 0},
                  {u"line"_s, analysis::Vote::No, {}, 0, 0, 0, 0}};
    louder->active = {run};
    world.known.anomalies = louder;
    const auto &loud = world.wait(metric(u"key"_s));
    QCOMPARE(loud.verdict, NormalVerdict::Unusual);
    QVERIFY(normalReason(loud.lines.front()).contains(u"1 of 2 detectors"));
}

void tst_Normal::theVerdictIsThatOfTheRangeThatIsShown()
{
    NormalSamples past;
    for (qint64 m = 29 * 1440; m >= 0; --m) {
        past.timesMs.push_back(nowNs / base::nsPerMs - m * 60'000);
        past.values.push_back(40 + 3 * std::sin(static_cast<double>(m) * 12.9898));
    }
    auto trace = std::make_shared<SeriesTrace>();
    trace->timesMs = {nowNs / base::nsPerMs - 90'000, nowNs / base::nsPerMs - 30'000};
    trace->values = {40, 40};
    trace->low = {35, 30};
    trace->high = {45, 60};
    trace->scores = {0, 0};
    LineFindings found;
    found.trace = trace;
    // What the detectors saw half a minute ago, not what the question read five minutes ago; and the band of then.
    for (const auto &[value, verdict] : {std::pair(40.0F, NormalVerdict::Usual),
                                         {59.0F, NormalVerdict::Usual},
                                         {61.0F, NormalVerdict::Unusual},
                                         {29.0F, NormalVerdict::Unusual}}) {
        trace->values.back() = value;
        const NormalLine line = normalLine(past, nowNs - 20 * base::nsPerSecond, found);
        QCOMPARE(line.verdict, verdict);
        QCOMPARE(line.value, static_cast<double>(value));
        QCOMPARE(line.low, 30.0);
        QCOMPARE(line.high, 60.0);
        QCOMPARE(line.verdict == NormalVerdict::Unusual, line.value < line.low || line.value > line.high);
    }
    for (double value = 20; value < 60; value += 0.5) { // nobody watches it: by its own past
        past.values.back() = value;
        const NormalLine line = normalLine(past, nowNs, {});
        QVERIFY(line.standing && line.low <= line.standing->low && line.high >= line.standing->high);
        QCOMPARE(line.verdict == NormalVerdict::Unusual, value < line.low || value > line.high);
    }
}

void tst_Normal::anAlertIsAskedByItsRule()
{
    World world(29);
    auto alerts = std::make_shared<AlertSnapshot>();
    WatchedAlert alert;
    alert.alert.fingerprint = u"f1"_s;
    alert.alert.labels = {{"alertname", "QueueLong"}, {"service", "checkout"}, {"pod", "a"}, {"severity", "critical"}};
    auto rule = std::make_shared<signals::Rule>();
    rule->query = u"queue_depth > 300"_s;
    alert.rule = rule;
    alerts->alerts = {alert};
    world.known.alerts = alerts;
    signals::Subject subject = signals::Subject::ofService(u"checkout"_s);
    subject.kind = signals::SubjectKind::Alert;
    subject.id = u"f1"_s;
    const auto &said = world.wait(subject);
    QCOMPARE(said.lines.size(), std::size_t{1});
    QCOMPARE(said.verdict, NormalVerdict::Unusual);
    QVERIFY(said.notes.front().contains(u"> 300"));
    subject.id = u"unknown"_s;
    const auto &instead = world.wait(subject);
    QVERIFY(instead.notes.front().contains(u"service"));
    QCOMPARE(instead.verdict, NormalVerdict::Usual);
}

void tst_Normal::aTraceStandsAmongItsLike()
{
    World world(1);
    world.set.traces = {&world.traces};
    signals::Subject subject = signals::Subject::ofService(u"checkout"_s);
    subject.kind = signals::SubjectKind::Operation;
    subject.operation = u"POST /checkout"_s;
    world.desk->ask(subject);
    QCOMPARE(world.traces.searches.size(), std::size_t{8});
    for (std::size_t i = 0; i < 8; ++i) {
        QCOMPARE(world.traces.searches[i].question.operation, u"POST /checkout"_s);
        signals::TraceAnswer answer;
        for (int k = 0; k < 40; ++k)
            answer.traces.push_back(
                trace(static_cast<int>(i) * 100 + k, world.traces.searches[i].question.range.startNs, 100 + k));
        if (i == 7)
            for (int k = 0; k < 5; ++k)
                answer.traces.push_back(trace(9000 + k, nowNs - base::nsPerMinute, 4000));
        QVERIFY(world.traces.searches[i].answer(answer));
    }
    const auto &said = *world.desk->snapshot();
    QVERIFY(!said.isBusy);
    QCOMPARE(said.verdict, NormalVerdict::Unusual);
    QCOMPARE(said.lines.front().value, 4.0);
    QCOMPARE(said.lines.front().subject.kind, signals::SubjectKind::Operation);
    QCOMPARE(said.lines.front().subject.operation, u"POST /checkout"_s);
    QCOMPARE(said.lines.front().standing->samples, std::size_t{320});
    QVERIFY(normalReason(said.lines.front()).contains(u"same operation"));
    subject.kind = signals::SubjectKind::Trace;
    subject.id = u"abc"_s;
    world.desk->ask(subject);
    QCOMPARE(world.traces.traces.size(), std::size_t{1});
    QVERIFY(world.traces.traces[0].answer(base::makeError(base::ErrorKind::NotFound, u"no such trace"_s)));
    QCOMPARE(world.desk->snapshot()->verdict, NormalVerdict::Unknown);
    QCOMPARE(world.desk->snapshot()->errors.size(), std::size_t{1});
}

void tst_Normal::linesAndObjectivesBecomeQuestions()
{
    signals::Subject line = signals::Subject::ofService(u"checkout"_s);
    line.kind = signals::SubjectKind::LogLine;
    line.labels = {{"service_name", "checkout"}, {"level", "error"}, {"pod", "a-1"}};
    auto plan = planFor(line, {}, {});
    QCOMPARE(plan.probes.size(), std::size_t{1});
    QCOMPARE(plan.probes[0].of, NormalProbe::Of::Logs);
    QCOMPARE(plan.probes[0].expr, u"sum(count_over_time({level=\"error\", service_name=\"checkout\"} [5m]))"_s);
    line.id = u"{service_name=\"checkout\"} |= \"pool exhausted\""_s;
    QVERIFY(planFor(line, {}, {}).probes[0].expr.contains(u"pool exhausted"));
    line.id.clear();
    line.labels = {};
    QVERIFY(planFor(line, {}, {}).probes.empty());
    NormalKnowledge known;
    auto objectives = std::make_shared<ObjectivesSnapshot>();
    ObjectiveState state;
    state.objective.id = u"availability"_s;
    state.objective.badQuery = u"http_requests_total{code=~\"5..\"}"_s;
    state.objective.totalQuery = u"http_requests_total"_s;
    objectives->objectives = {state};
    known.objectives = objectives;
    signals::Subject objective;
    objective.kind = signals::SubjectKind::Objective;
    objective.id = u"availability"_s;
    plan = planFor(objective, known, {});
    QCOMPARE(plan.probes.size(), std::size_t{1});
    QVERIFY(plan.probes[0].expr.contains(u" / ") && plan.probes[0].expr.contains(u"5.."));
    objective.id = u"other"_s;
    QCOMPARE(planFor(objective, known, {}).notes.size(), 1);
    QCOMPARE(planFor({}, known, {}).notes.size(), 1);
    signals::Subject source;
    source.kind = signals::SubjectKind::Source;
    QCOMPARE(planFor(source, known, {}).notes.size(), 1);
}

void tst_Normal::failuresAndMissingSourcesAreSaid()
{
    World world(1);
    world.metrics.fails = true;
    const auto &failed = world.wait(metric(u"queue_depth"_s));
    QCOMPARE(failed.errors.size(), std::size_t{1});
    QCOMPARE(failed.verdict, NormalVerdict::Unknown);
    signals::Subject line;
    line.kind = signals::SubjectKind::LogLine;
    line.labels = {{"service_name", "checkout"}};
    QVERIFY(world.wait(line).notes.front().contains(u"logs"));
    line.kind = signals::SubjectKind::Trace;
    QVERIFY(world.wait(line).notes.front().contains(u"traces"));
}

void tst_Normal::aNewQuestionEndsTheOldOne()
{
    World world(8);
    world.desk->ask(metric(u"queue_depth{pod=\"a\"}"_s));
    QVERIFY(world.desk->snapshot()->isBusy);
    const auto &said = world.wait(metric(u"queue_depth{pod=\"b\"}"_s));
    QCOMPARE(said.lines.size(), std::size_t{1});
    QCOMPARE(said.verdict, NormalVerdict::Usual);
    world.desk->ask(metric(u"queue_depth{pod=\"a\"}"_s));
    world.desk->cancel();
    QVERIFY(!world.desk->snapshot()->isBusy);
}

QTEST_GUILESS_MAIN(tst_Normal)
#include "tst_normal.moc"
