// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/recall/fleetjson.h"
#include "models/engine/recall/recall.h"
#include "models/engine/recall/servicesjson.h"
#include "models/store/store.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

base::Error down()
{
    return base::makeError(base::ErrorKind::Unreachable, u"nobody is there"_s);
}

// Takes every question and never says a word.
class SilentAlertSource final : public support::FakeAlertSource {
public:
    using FakeAlertSource::FakeAlertSource;
    async::Request alerts(sources::Reply<signals::AlertAnswer>) override { return {}; }
    async::Request silences(sources::Reply<std::vector<signals::Silence>>) override { return {}; }
    async::Request status(sources::Reply<signals::AlertmanagerStatus>) override { return {}; }
};

signals::Series series(base::Labels labels, qint64 nowNs, double value)
{
    signals::Series s;
    s.labels = std::move(labels);
    s.timesMs = {nowNs / base::nsPerMs};
    s.values = {value};
    return s;
}

signals::QueryAnswerPtr answer(std::vector<signals::Series> list)
{
    auto a = std::make_shared<signals::QueryAnswer>();
    a->series = std::move(list);
    a->stepMs = 60'000;
    return a;
}

signals::Alert highLatency(qint64 nowNs)
{
    signals::Alert alert;
    alert.labels = base::Labels{{"alertname", "HighLatency"}, {"service", "payment"}, {"severity", "critical"}};
    alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    alert.startsNs = nowNs - 5 * base::nsPerMinute;
    return alert;
}

// One start of the console: everything that watches, over a store that outlives it.
struct Console {
    Console(const QString &directory, base::ManualClock &clock, support::FakeAlertSource &alertServer)
        : alerts(alertServer), store(optionsFor(directory), clock)
    {
        set.metrics = {&prometheus};
        set.alerts = {&alertServer};
        catalog = std::make_unique<ServiceCatalog>(set, SubjectRules(), clock);
        fleet = std::make_unique<FleetWatch>(*catalog, set, clock);
        fleet->setRange({clock.nowNs() - base::nsPerHour, clock.nowNs()});
        watch = std::make_unique<AlertWatch>(set, clock, pools, AlertWatch::Options());
        recorder = std::make_unique<AlertRecorder>(*watch, store.alerts(), PlaceResolver());
        recall = std::make_unique<Recall>(Recall::Parts{*catalog, *fleet, *watch}, store, clock, pools);
    }
    static store::StoreOptions optionsFor(const QString &directory)
    {
        store::StoreOptions options;
        options.directory = directory;
        options.maintenanceMs = 0;
        return options;
    }
    void start()
    {
        recall->restore();
        catalog->refresh();
        watch->tick();
        fleet->refresh();
    }
    // What one healthy Prometheus says to a round.
    void answerMetrics(qint64 nowNs)
    {
        while (!prometheus.instants.empty())
            FakeMetricSource::answer(prometheus.instants,
                                     answer({series({{"service", "payment"}, {"region", "eu-west"}}, nowNs, 1)}));
        while (!prometheus.labelQuestions.empty())
            FakeMetricSource::answer(prometheus.labelQuestions, QStringList{u"http_requests_total"_s});
        while (!prometheus.ranges.empty()) {
            const bool rates = prometheus.ranges.front().expr.startsWith(u"sum by"_s);
            FakeMetricSource::answer(prometheus.ranges,
                                     rates ? answer({series({{"service", "payment"}}, nowNs, 250)}) : answer({}));
        }
    }
    void refuseMetrics()
    {
        while (!prometheus.instants.empty())
            FakeMetricSource::answer(prometheus.instants, base::Result<signals::QueryAnswerPtr>(down()));
        while (!prometheus.labelQuestions.empty())
            FakeMetricSource::answer(prometheus.labelQuestions, base::Result<QStringList>(down()));
        while (!prometheus.ranges.empty())
            FakeMetricSource::answer(prometheus.ranges, base::Result<signals::QueryAnswerPtr>(down()));
    }

    FakeMetricSource prometheus{u"prometheus"_s};
    support::FakeAlertSource &alerts;
    sources::SourceSet set;
    async::Pools pools;
    store::Store store;
    std::unique_ptr<ServiceCatalog> catalog;
    std::unique_ptr<FleetWatch> fleet;
    std::unique_ptr<AlertWatch> watch;
    std::unique_ptr<AlertRecorder> recorder;
    std::unique_ptr<Recall> recall;
};

} // namespace

class RecallTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.set(support::instant("2026-05-14T02:07:00Z"));
        fillStore();
    }

    void opensWithEverythingWhileNobodyAnswers()
    {
        m_clock.advance(38 * base::nsPerMinute);
        SilentAlertSource silent(m_clock, u"am"_s);
        Console console(state(), m_clock, silent);
        QSignalSpy restored(console.recall.get(), &Recall::restored);
        console.start();
        QTRY_COMPARE(restored.count(), 1);
        QTRY_COMPARE(console.watch->snapshot()->alerts.size(), std::size_t(1));
        checkKept(console);
        QCOMPARE(console.catalog->snapshot()->completeness.notes, QStringList());
    }

    void opensWithEverythingWhileAllRefuse()
    {
        m_clock.advance(38 * base::nsPerMinute);
        support::FakeAlertSource refusing(m_clock, u"am"_s);
        refusing.down = down();
        Console console(state(), m_clock, refusing);
        QSignalSpy restored(console.recall.get(), &Recall::restored);
        console.start();
        console.refuseMetrics(); // before anything was read
        QTRY_COMPARE(restored.count(), 1);
        QTRY_COMPARE(console.watch->snapshot()->alerts.size(), std::size_t(1));
        QTRY_VERIFY(console.watch->isSettled() || !console.prometheus.ruleQuestions.empty());
        checkKept(console);
        // And the next rounds, all refused, neither lose nor rejuvenate it.
        for (int i = 0; i < 3; ++i) {
            m_clock.advance(2 * base::nsPerMinute);
            console.catalog->refresh();
            console.fleet->refresh();
            console.refuseMetrics();
            console.watch->tick();
        }
        checkKept(console);
        QVERIFY(console.catalog->snapshot()->completeness.notes.contains(u"nobody is there"_s));
        QVERIFY(console.fleet->snapshot()->completeness.notes.contains(u"nobody is there"_s));
    }

    void whatIsOldIsNotWrittenAsNew()
    {
        for (int start = 0; start < 2; ++start) {
            m_clock.advance(20 * base::nsPerMinute);
            support::FakeAlertSource refusing(m_clock, u"am"_s);
            refusing.down = down();
            Console console(state(), m_clock, refusing);
            QSignalSpy restored(console.recall.get(), &Recall::restored);
            console.start();
            console.refuseMetrics();
            QTRY_COMPARE(restored.count(), 1);
            QTRY_COMPARE(console.watch->snapshot()->alerts.size(), std::size_t(1));
            checkKept(console); // as of the first console, also for the third
        }
    }

    void whoAnswersIsNeverReplacedByWhatIsKept()
    {
        m_clock.advance(38 * base::nsPerMinute);
        support::FakeAlertSource healthy(m_clock, u"am"_s); // nothing fires any more
        Console console(state(), m_clock, healthy);
        console.start();
        console.answerMetrics(m_clock.nowNs());
        QTRY_VERIFY(!console.recall->isBusy());
        QTRY_COMPARE(console.watch->knowledge(), AlertKnowledge::Fresh);
        QTRY_VERIFY(console.watch->snapshot()->alerts.empty());
        QVERIFY(!console.catalog->snapshot()->completeness.stale);
        QCOMPARE(console.catalog->snapshot()->asOfNs, m_clock.nowNs());
        QVERIFY(!console.fleet->snapshot()->completeness.stale);
    }

    void anEmptyStoreRestoresNothing()
    {
        QTemporaryDir other;
        SilentAlertSource silent(m_clock, u"am"_s);
        Console console(other.path() + u"/state"_s, m_clock, silent);
        QSignalSpy restored(console.recall.get(), &Recall::restored);
        console.start();
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(console.catalog->snapshot()->asOfNs, 0);
        QVERIFY(console.fleet->snapshot()->rows.empty());
        QCOMPARE(console.watch->knowledge(), AlertKnowledge::NotAsked);
    }

    void brokenMemoriesAreAsGoodAsNone()
    {
        QVERIFY(!servicesFromJson(QJsonDocument()));
        QVERIFY(!servicesFromJson(QJsonDocument::fromJson(R"({"asOf":"5","services":[7,{"name":""}]})")));
        const auto services = std::make_shared<const ServicesSnapshot>();
        QVERIFY(!fleetFromJson(QJsonDocument::fromJson(R"([1,2])"), services));
        const auto odd =
            fleetFromJson(QJsonDocument::fromJson(
                              R"({"asOf":"5","rows":[{"service":"a","severity":99,"states":[-1,"x"],"p99":"no"}]})"),
                          services);
        QVERIFY(odd);
        QCOMPARE(odd->rows.front().severity, signals::Severity::Unknown);
        QCOMPARE(odd->rows.front().states.size(), std::size_t(FleetWatch::stateCells));
        QVERIFY(std::isnan(odd->rows.front().p99Seconds));
        QVERIFY(
            alertMemoryFromJson(QJsonDocument::fromJson(R"({"silences":[{}],"sources":{"a":7}})")).silences.empty());
    }

private:
    [[nodiscard]] QString state() const { return m_dir->path() + u"/state"_s; }

    // A console that ran until 02:09 with healthy servers: one alert fires, acknowledged by ana.
    void fillStore()
    {
        support::FakeAlertSource healthy(m_clock, u"am"_s);
        healthy.alertList = {highLatency(m_clock.nowNs())};
        signals::Silence ack;
        ack.matchers = {{u"alertname"_s, u"HighLatency"_s, false, true}};
        ack.endsNs = m_clock.nowNs() + 2 * base::nsPerHour;
        ack.createdBy = u"ana"_s;
        ack.comment = u"ACK! the provider is slow"_s;
        healthy.store(ack);
        Console console(state(), m_clock, healthy);
        console.start();
        console.answerMetrics(m_clock.nowNs());
        QTRY_COMPARE(console.watch->snapshot()->alerts.size(), std::size_t(1));
        m_clock.advance(2 * base::nsPerMinute); // now also by the metrics that the catalogue found
        m_then = m_clock.nowNs();
        console.catalog->refresh();
        console.fleet->refresh();
        console.answerMetrics(m_then);
        console.watch->tick();
        QTRY_COMPARE(console.watch->snapshot()->sources.front().lastGoodNs, m_then);
        QTRY_COMPARE(kept(console, m_then), 3);
    }

    // How many of the memories stand in the store, written at that time or later.
    int kept(Console &console, qint64 sinceNs)
    {
        int count = 0;
        int answered = 0;
        std::vector<async::Request> requests;
        for (const auto *what : {"services", "fleet", "alerts"})
            requests.push_back(console.store.answers().read(u"console"_s, QString::fromLatin1(what),
                                                            [&](base::Result<store::CachedAnswer> found) {
                                                                ++answered;
                                                                count += found && found->fetchedNs >= sinceNs;
                                                            }));
        [&] { QTRY_COMPARE(answered, 3); }();
        return count;
    }

    void checkKept(const Console &console) const
    {
        const auto services = console.catalog->snapshot();
        QCOMPARE(services->services.size(), std::size_t(1));
        QCOMPARE(services->services.front().matcher(), u"service=\"payment\""_s);
        QVERIFY(services->completeness.stale);
        QCOMPARE(services->completeness.asOfNs, m_then);
        const auto fleet = console.fleet->snapshot();
        QCOMPARE(fleet->rows.size(), std::size_t(1));
        QCOMPARE(fleet->rows.front().requestsPerSecond, 250.0);
        QVERIFY(std::isnan(fleet->rows.front().p99Seconds));
        QVERIFY(fleet->completeness.stale);
        QCOMPARE(fleet->asOfNs, m_then);
        const auto alerts = console.watch->snapshot();
        QCOMPARE(alerts->alerts.size(), std::size_t(1));
        QCOMPARE(alerts->alerts.front().alert.name(), u"HighLatency"_s);
        QCOMPARE(alerts->alerts.front().handling, Handling::Acknowledged);
        QCOMPARE(alerts->alerts.front().owner, u"ana"_s);
        QCOMPARE(console.watch->knowledge(), AlertKnowledge::Unknown);
        QCOMPARE(console.watch->unknownSinceNs(), m_then);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock = support::clockAt();
    qint64 m_then = 0;
};

QTEST_GUILESS_MAIN(RecallTest)
#include "tst_recall.moc"
