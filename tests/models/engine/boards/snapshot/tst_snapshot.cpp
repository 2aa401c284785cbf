// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/kept/keptpanels.h"
#include "models/engine/boards/reading/boardreader.h"
#include "models/engine/boards/snapshot/takesnapshot.h"
#include "models/engine/bundle/bundlesession.h"
#include "models/engine/bundle/packbundle.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"
#include "models/wire/zip/zip.h"
#include "tests/models/engine/fakelogsource.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/support/failonwarning.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;
namespace zip = wire::zip;

namespace {

constexpr qint64 nowMs = 1'700'000'000'000;
constexpr base::TimeRange hour{nowMs * base::nsPerMs - base::nsPerHour, nowMs *base::nsPerMs};

signals::BoardPanel panel(int id, const QString &type, const QString &expr)
{
    signals::BoardPanel out;
    out.id = id;
    out.type = type;
    out.title = u"P%1"_s.arg(id);
    signals::PanelTarget target;
    target.expr = expr;
    if (type == u"logs"_s)
        target.dataSource.type = u"loki"_s;
    out.targets = {target};
    out.place.y = id * 10;
    return out;
}

// A rate over two series and the lines of a service.
SnapshotWishes wishes()
{
    SnapshotWishes out;
    out.dashboard.title = u"Shop / checkout"_s;
    out.dashboard.panels = {panel(1, u"timeseries"_s, u"sum(rate(hits_total{job=\"shop\"}[5m]))"_s),
                            panel(2, u"logs"_s, u"{app=\"shop\"} |= `a {b}` | json"_s)};
    out.range = hour;
    out.takenBy = u"ada"_s;
    return out;
}

std::vector<base::Labels> twoSeries()
{
    return {base::Labels{{"__name__", "hits_total"}, {"job", "shop"}, {"pod", "a"}},
            base::Labels{{"__name__", "hits_total"}, {"job", "shop"}, {"pod", "b"}}};
}

signals::QueryAnswerPtr samplesOf(const std::vector<base::Labels> &labels)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    for (const auto &one : labels) {
        signals::Series series{one, {}, {}};
        for (qint64 ms = nowMs - 7'200'000; ms <= nowMs; ms += 15'000) {
            series.timesMs.push_back(ms);
            series.values.push_back(static_cast<double>(ms - nowMs + 9'000'000) / 1000.0 * 2); // two a second
        }
        out->series.push_back(std::move(series));
    }
    return out;
}

struct Shop {
    FakeMetricSource metrics{u"eu"_s};
    support::FakeLogSource logs{u"eu"_s};
    base::ManualClock clock{nowMs * base::nsPerMs};
    sources::SourceSet set;
    Shop()
    {
        set.metrics = {&metrics};
        set.logs = {&logs};
        signals::LogLine line;
        line.timeNs = clock.nowNs() - base::nsPerMinute;
        line.text = "a {b} failed";
        line.stream = base::Labels{{"app", "shop"}};
        logs.lines = {line};
    }
    BundlePtr take(const SnapshotWishes &what)
    {
        std::optional<base::Result<BundlePtr>> out;
        const auto request = takeSnapshot(what, set, clock, [&out](const auto &bundle) { out = bundle; });
        if (!metrics.seriesQuestions.empty())
            FakeMetricSource::answer(metrics.seriesQuestions, twoSeries());
        if (!metrics.instants.empty())
            FakeMetricSource::answer(metrics.instants, samplesOf(twoSeries()));
        FakeMetricSource::answer(metrics.metadataQuestions, std::vector<signals::MetricInfo>());
        (void)QTest::qWaitFor([&out] { return out.has_value(); }, 10'000);
        return out && out->ok() ? **out : nullptr;
    }
};

QByteArray packed(const SnapshotWishes &what = wishes())
{
    Shop shop;
    const auto bundle = shop.take(what);
    const auto bytes = bundle ? packBundle(*bundle) : base::Result<QByteArray>(QByteArray());
    return bytes ? *bytes : QByteArray();
}

signals::TracePtr oneTrace()
{
    auto out = std::make_shared<signals::Trace>();
    out->traceId = u"0123456789abcdef0123456789abcdef"_s;
    out->processes.push_back({});
    out->processes[0].service = u"checkout"_s;
    for (int i = 0; i < 3; ++i) {
        signals::Span span;
        span.spanId = u"000000000000000%1"_s.arg(i + 1);
        span.spanId = signals::SpanId(static_cast<quint64>(i) + 1);
        if (i > 0) {
            span.parentSpanId = signals::SpanId(1);
            span.parent = 0;
        }
        span.operation = u"step %1"_s.arg(i);
        span.startNs = hour.endNs - base::nsPerMinute + i * base::nsPerMs;
        span.durationNs = base::nsPerMs;
        out->spans.push_back(span);
        out->depth.push_back(i > 0 ? 1 : 0);
    }
    return out;
}

// A snapshot that was opened: what its panels answer.
struct Offline {
    explicit Offline(const IncidentBundle &bundle)
        : session(BundleSession::open(std::make_shared<const IncidentBundle>(bundle)).value())
    {
        for (auto *port : session->ports(pools)) {
            if (auto *ofMetrics = qobject_cast<sources::MetricSource *>(port))
                set.metrics.push_back(ofMetrics);
            if (auto *ofLogs = qobject_cast<sources::LogSource *>(port))
                set.logs.push_back(ofLogs);
            if (auto *ofTraces = qobject_cast<sources::TraceSource *>(port))
                set.traces.push_back(ofTraces);
        }
        reader.setKept(std::make_shared<const KeptPanels>(keptPanelsFrom(bundle.panels)));
    }
    std::vector<BoardAnswer> answers()
    {
        const auto containers = wire::grafana::openContainers(QJsonDocument(session->bundle()->dashboard).toJson());
        const auto dashboard =
            std::make_shared<const signals::Dashboard>(wire::grafana::readDashboard(containers->front()));
        const auto panels = sectionsOf(*dashboard, {})[0].panels;
        std::vector<BoardAnswer> out(panels.size());
        std::vector<async::Request> requests;
        for (std::size_t i = 0; i < panels.size(); ++i)
            requests.push_back(reader.read({panels[i], dashboard, hour, 300},
                                           [&out, i](const BoardAnswer &answer) { out[i] = answer; }));
        (void)QTest::qWaitFor([&out] { return std::ranges::all_of(out, &BoardAnswer::final); }, 10'000);
        return out;
    }
    std::unique_ptr<BundleSession> session;
    async::Pools pools;
    sources::SourceSet set;
    MetricReader metrics{set, nullptr, session->clock()};
    BoardReader reader{metrics, set, session->clock()};
};

QString shown(const std::vector<SampleNeed> &needs)
{
    QStringList out;
    for (const SampleNeed &need : needs)
        out << u"%1 from %2 until %3"_s.arg(need.selector)
                   .arg((need.range.startNs - hour.startNs) / base::nsPerMinute)
                   .arg((need.range.endNs - hour.endNs) / base::nsPerMinute);
    return out.join(u"; "_s);
}

} // namespace

class SnapshotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aQueryNeedsWhatItLooksBackTo_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("needs");
        QTest::newRow("selector") << u"up"_s << u"up from -5 until 0"_s;
        QTest::newRow("window") << u"rate(a{b=\"c\"}[10m])"_s << u"a{b=\"c\"} from -10 until 0"_s;
        QTest::newRow("offset") << u"a offset 1h"_s << u"a from -65 until -60"_s;
        QTest::newRow("both") << u"a - a offset 1h"_s << u"a from -65 until 0"_s;
        QTest::newRow("subquery") << u"max_over_time(rate(a[2m])[30m:1m] offset 10m)"_s << u"a from -42 until -10"_s;
        QTest::newRow("nameless") << u"{__name__=~\"a|b\"}"_s << u"{__name__=~\"a|b\"} from -5 until 0"_s;
        QTest::newRow("two") << u"sum(a) / on () group_left () b"_s << u"a from -5 until 0; b from -5 until 0"_s;
        QTest::newRow("numbers") << u"1 + 2"_s << QString();
        QTest::newRow("wrong") << u"sum("_s << QString();
    }
    void aQueryNeedsWhatItLooksBackTo()
    {
        QFETCH(QString, query);
        QTEST(shown(sampleNeeds(query, hour)), "needs");
    }

    void streamsAreFoundOutsideOfTexts()
    {
        QCOMPARE(streamNeeds(u"sum(rate({app=\"a}\"} |= `{x}` [5m])) / sum(rate({app=\"b\"}[5m]))"_s),
                 (QStringList{u"{app=\"a}\"}"_s, u"{app=\"b\"}"_s}));
        QCOMPARE(streamNeeds(u"{unfinished"_s), QStringList());
    }

    void whatItReadsIsTakenAndEvaluatedAgainOffline()
    {
        const auto read = unpackBundle(packed());
        QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().summary + read.error().detail));
        QVERIFY(read->manifest.isDashboard);
        QCOMPARE(read->manifest.title, u"Shop / checkout"_s);
        QCOMPARE(read->manifest.missing, QStringList());
        QCOMPARE(read->series.size(), std::size_t(2));
        QCOMPARE(read->lines.size(), std::size_t(1));
        const auto containers = wire::grafana::openContainers(QJsonDocument(read->dashboard).toJson());
        QVERIFY(containers.ok());
        const auto dashboard =
            std::make_shared<const signals::Dashboard>(wire::grafana::readDashboard(containers->front()));
        QCOMPARE(dashboard->panels.size(), std::size_t(2));

        Offline offline(*read);
        const auto answers = offline.answers();
        QVERIFY(answers[0].final && answers[1].final);
        QVERIFY2(!answers[0].error, answers[0].error ? qPrintable(answers[0].error->summary) : "");
        QCOMPARE(answers[0].answers.size(), std::size_t(1));
        const auto &series = answers[0].answers[0].answer->series;
        QCOMPARE(series.size(), std::size_t(1));
        QVERIFY(series[0].size() > 200);
        for (const double value : series[0].values)
            QVERIFY2(std::abs(value - 4) < 1e-6, qPrintable(QString::number(value))); // also at the left edge
        QVERIFY(answers[1].lines);
        QCOMPARE(answers[1].lines->size(), std::size_t(1));
    }

    void whatHasNoRoomIsNamedAndNotTakenInPart()
    {
        Shop shop;
        SnapshotWishes small = wishes();
        small.mostSeries = 1;
        const auto bundle = shop.take(small);
        QVERIFY(bundle);
        QVERIFY(bundle->series.empty());
        QCOMPARE(bundle->manifest.missing.size(), 1);
        QVERIFY2(bundle->manifest.missing[0].startsWith(u"hits_total{job=\"shop\"}: 2 series"_s),
                 qPrintable(bundle->manifest.missing[0]));
        QCOMPARE(bundle->lines.size(), std::size_t(1));
    }

    void panelsOfTracesAndListsAreSaidToBeMissingWhereNobodyReadsThem()
    {
        SnapshotWishes traced = wishes();
        traced.dashboard.panels = {panel(1, u"traces"_s, u"checkout"_s), panel(2, u"dashlist"_s, {})};
        traced.dashboard.panels[0].dataSource.type = u"jaeger"_s;
        const auto plan = planSnapshot(traced);
        QCOMPARE(plan.shown.size(), std::size_t(2));
        QVERIFY(plan.samples.empty() && !plan.listsAlerts);
        Shop shop;
        const auto bundle = shop.take(traced);
        QVERIFY(bundle);
        QCOMPARE(bundle->manifest.missing, (QStringList{u"P1: what it shows is not kept in snapshots"_s,
                                                        u"P2: what it shows is not kept in snapshots"_s}));
    }

    // Taken from a source of traces, opened again where there is none: the same figures.
    void flameGraphsAndServiceGraphsShowTheirTracesOffline()
    {
        Shop shop;
        support::FakeTraceSource jaeger{u"eu"_s};
        shop.set.traces = {&jaeger};
        MetricReader metrics(shop.set, nullptr, shop.clock);
        BoardReader reader(metrics, shop.set, shop.clock);
        SnapshotWishes traced = wishes();
        traced.dashboard.panels = {panel(1, u"flamegraph"_s, u"checkout"_s), panel(2, u"nodeGraph"_s, u"checkout"_s)};
        for (auto &one : traced.dashboard.panels)
            one.dataSource.type = u"jaeger"_s;
        traced.reader = &reader;
        std::optional<base::Result<BundlePtr>> out;
        const auto request = takeSnapshot(traced, shop.set, shop.clock, [&out](const auto &bundle) { out = bundle; });
        QCOMPARE(jaeger.searches.size(), std::size_t(1));
        QCOMPARE(jaeger.callLists.size(), std::size_t(1));
        QVERIFY(jaeger.callLists[0].answer(std::vector<signals::ServiceCall>{{u"web"_s, u"checkout"_s, 41}}));
        const signals::TracePtr trace = oneTrace();
        signals::TraceAnswer found;
        found.traces.push_back({});
        found.traces[0].traceId = trace->traceId;
        QVERIFY(jaeger.searches[0].answer(found));
        QVERIFY(jaeger.traces[0].answer(trace));
        FakeMetricSource::answer(shop.metrics.metadataQuestions, std::vector<signals::MetricInfo>());
        QTRY_VERIFY(out.has_value());
        QVERIFY(out->ok());
        QCOMPARE((**out)->manifest.missing, QStringList());

        const auto bytes = packBundle(***out);
        QVERIFY(bytes.ok());
        const auto read = unpackBundle(*bytes);
        QVERIFY(read.ok());
        QCOMPARE(read->traces.size(), std::size_t(1));
        Offline offline(*read);
        const auto answers = offline.answers();
        QCOMPARE(answers[0].wholeTraces.size(), std::size_t(1));
        QCOMPARE(answers[0].wholeTraces[0]->spans.size(), trace->spans.size());
        QVERIFY2(!answers[0].error, answers[0].error ? qPrintable(answers[0].error->summary) : "");
        QCOMPARE(answers[1].calls.size(), std::size_t(1));
        QCOMPARE(answers[1].calls[0].count, 41);
    }

    void objectivesAndListsShowWhatTheyShowed()
    {
        KeptPanels kept;
        auto state = std::make_shared<ObjectiveState>();
        state->objective.id = u"latency"_s;
        state->report.left = 0.4;
        signals::LinkFigure list;
        list.rows = {{u"Starred"_s, {}, u"Shop"_s, {u"prod"_s}, true}};
        IncidentBundle bundle;
        bundle.manifest.isDashboard = true;
        bundle.manifest.title = u"Shop"_s;
        bundle.manifest.takenNs = hour.endNs;
        bundle.manifest.range = hour;
        signals::Dashboard dashboard = wishes().dashboard;
        dashboard.panels = {panel(1, QString(objectiveKind), {}), panel(2, u"dashlist"_s, {})};
        const auto placed = sectionsOf(dashboard, {})[0].panels;
        kept.objectives.insert(placed[0].key, state);
        kept.lists.insert(placed[1].key, list);
        bundle.dashboard = wire::grafana::writeClassic(dashboard);
        bundle.panels = toJson(kept);
        const auto bytes = packBundle(bundle);
        QVERIFY(bytes.ok());
        const auto read = unpackBundle(*bytes);
        QVERIFY(read.ok());
        Offline offline(*read);
        const auto answers = offline.answers();
        QVERIFY(answers[0].objective);
        QCOMPARE(answers[0].objective->report.left, 0.4);
        QCOMPARE(answers[1].boards.rows.size(), std::size_t(1));
        QCOMPARE(answers[1].boards.rows[0].title, u"Shop"_s);
    }

    void whatFiredIsKeptWhereAPanelListsIt()
    {
        IncidentBundle bundle;
        bundle.manifest.isDashboard = true;
        bundle.manifest.title = u"Shop"_s;
        bundle.manifest.takenNs = hour.endNs;
        bundle.manifest.range = hour;
        bundle.dashboard = {{u"title"_s, u"Shop"_s}};
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "Down"}, {"job", "shop"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = hour.startNs;
        bundle.alerts = {alert};
        const auto bytes = packBundle(bundle);
        QVERIFY(bytes.ok());
        const auto read = unpackBundle(*bytes);
        QVERIFY(read.ok());
        QCOMPARE(read->alerts.size(), std::size_t(1));
        QCOMPARE(read->alerts[0].labels, alert.labels);
        SnapshotWishes listing = wishes();
        listing.dashboard.panels = {panel(1, u"alertlist"_s, QString())};
        QVERIFY(planSnapshot(listing).listsAlerts);
    }

    void aSourceThatFailsIsNamed()
    {
        Shop shop;
        shop.logs.failure = base::makeError(base::ErrorKind::Unreachable, u"No connection"_s);
        const auto bundle = shop.take(wishes());
        QVERIFY(bundle);
        QCOMPARE(bundle->series.size(), std::size_t(2));
        QCOMPARE(bundle->manifest.missing, QStringList{u"Loki eu: No connection"_s});
    }

    void variablesOfferWhatIsInIt()
    {
        Shop shop;
        async::Pools pools;
        BoardVariables variables(shop.set, pools);
        signals::Dashboard dashboard;
        signals::BoardVariable pod;
        pod.kind = signals::BoardVariable::Kind::Query;
        pod.type = u"query"_s;
        pod.name = u"pod"_s;
        pod.query = u"label_values(up, pod)"_s;
        pod.multi = true;
        dashboard.variables = {pod};
        variables.open(std::make_shared<const signals::Dashboard>(dashboard), hour);
        FakeMetricSource::answer(shop.metrics.labelQuestions, QStringList{u"a"_s, u"b,c"_s, u"d"_s});
        QTRY_VERIFY(!variables.isBusy());
        variables.choose(u"pod"_s, {u"b,c"_s, u"d"_s});
        FakeMetricSource::answer(shop.metrics.labelQuestions, QStringList{u"a"_s, u"b,c"_s, u"d"_s});
        QTRY_VERIFY(!variables.isBusy());
        const auto fixed = withFixedVariables(variables);
        QCOMPARE(fixed.variables[0].kind, signals::BoardVariable::Kind::Custom);
        BoardVariables offline({}, pools);
        offline.open(std::make_shared<const signals::Dashboard>(fixed), hour);
        QVERIFY(!offline.isBusy());
        QCOMPARE(offline.state(u"pod"_s)->values, (QStringList{u"b,c"_s, u"d"_s}));
        QCOMPARE(offline.state(u"pod"_s)->options.size(), std::size_t(2));
    }

    void aSnapshotWithoutItsDashboardIsSaidSo()
    {
        auto parts = *zip::read(packed());
        std::erase_if(parts, [](const zip::Part &one) { return one.name == u"dashboard.json"_s; });
        const auto read = unpackBundle(*zip::write(parts, 0));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().kind, base::ErrorKind::NotUnderstood);
    }

    void hostileFilesNeverCrash()
    {
        const QByteArray good = packed();
        QVERIFY(!good.isEmpty());
        QRandomGenerator random(7);
        int opened = 0;
        for (int round = 0; round < 300; ++round) {
            QByteArray bad = good;
            if (round % 3 == 0)
                bad.truncate(random.bounded(static_cast<int>(bad.size())));
            else
                for (int i = 0; i < 1 + round % 9; ++i)
                    bad[random.bounded(static_cast<int>(bad.size()))] = static_cast<char>(random.bounded(256));
            opened += unpackBundle(bad).ok() ? 1 : 0;
        }
        QVERIFY(opened < 300);
    }

    void hostilePartsNeverCrash()
    {
        const auto good = *zip::read(packed());
        QRandomGenerator random(8);
        for (int round = 0; round < 300; ++round) {
            auto parts = good;
            auto &part = parts[static_cast<std::size_t>(random.bounded(static_cast<int>(parts.size())))];
            for (int i = 0; i < 1 + round % 5 && !part.bytes.empty(); ++i)
                part.bytes[static_cast<std::size_t>(random.bounded(static_cast<int>(part.bytes.size())))] =
                    static_cast<char>(random.bounded(256));
            const auto read = unpackBundle(*zip::write(parts, 0));
            if (!read.ok())
                continue;
            // What was opened is a dashboard that can be laid out, whatever it says.
            const auto containers = wire::grafana::openContainers(QJsonDocument(read->dashboard).toJson());
            if (containers.ok())
                (void)sectionsOf(wire::grafana::readDashboard(containers->front()), {});
        }
    }

    void aDashboardOfHostileShapeOpensAsOne()
    {
        auto parts = *zip::read(packed());
        const auto board = std::ranges::find(parts, u"dashboard.json"_s, &zip::Part::name);
        board->bytes = R"({"title":["<img src=x>"],"panels":[{"type":7,"targets":"x"},{"type":"row","panels":[[]]},
            {"type":"timeseries","gridPos":{"x":-9e99,"w":1e300,"h":-5},"targets":[{"expr":{}}]}],
            "templating":{"list":[{"type":"query","name":"a","query":{"query":[]}}]}})";
        const auto read = unpackBundle(*zip::write(parts, 0));
        QVERIFY(read.ok());
        const auto containers = wire::grafana::openContainers(QJsonDocument(read->dashboard).toJson());
        QVERIFY(containers.ok());
        const auto dashboard = wire::grafana::readDashboard(containers->front());
        int left = 0;
        (void)sectionsOf(dashboard, {}, &left);
        SnapshotWishes again = wishes();
        again.dashboard = dashboard;
        QVERIFY(planSnapshot(again).samples.empty());
    }
};

QTEST_GUILESS_MAIN(SnapshotTest)
#include "tst_snapshot.moc"
