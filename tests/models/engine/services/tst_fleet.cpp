// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/services/fleetwatch.h"
#include "tests/models/engine/fakemetricsource.h"

#include <QTest>

#include <cmath>

using namespace wf;
using support::FakeMetricSource;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

signals::QueryAnswerPtr answer(std::vector<signals::Series> series, qint64 stepMs = 60'000)
{
    auto a = std::make_shared<signals::QueryAnswer>();
    a->series = std::move(series);
    a->stepMs = stepMs;
    return a;
}

signals::Series series(base::Labels labels, std::vector<double> values)
{
    signals::Series s;
    s.labels = std::move(labels);
    for (std::size_t i = 0; i < values.size(); ++i)
        s.timesMs.push_back(now / base::nsPerMs - static_cast<qint64>(values.size() - 1 - i) * 60'000);
    s.values = std::move(values);
    return s;
}

// A catalogue of two services and one request metric, as one Prometheus tells it.
struct World {
    base::ManualClock clock{now};
    FakeMetricSource prometheus{QStringLiteral("a")};
    sources::SourceSet set;
    std::unique_ptr<engine::ServiceCatalog> catalog;
    std::unique_ptr<engine::FleetWatch> fleet;

    World()
    {
        set.metrics = {&prometheus};
        catalog = std::make_unique<engine::ServiceCatalog>(set, engine::SubjectRules(), clock);
        fleet = std::make_unique<engine::FleetWatch>(*catalog, set, clock);
        fleet->setRange({now - base::nsPerHour, now});
    }
    void answerCatalog()
    {
        catalog->refresh();
        FakeMetricSource::answer(prometheus.instants,
                                 answer({series({{"service", "checkout"}, {"region", "eu-west"}, {"pod", "c-1"}}, {1}),
                                         series({{"service", "cart"}, {"region", "eu-west"}, {"pod", "k-1"}}, {1})}));
        FakeMetricSource::answer(prometheus.ranges, answer({}));
        FakeMetricSource::answer(prometheus.labelQuestions,
                                 QStringList{QStringLiteral("http_requests_total"), QStringLiteral("up")});
    }
    // Answers every waiting range question by what it asks for.
    void answerFleet(const std::function<signals::QueryAnswerPtr(const QString &)> &by)
    {
        while (!prometheus.ranges.empty())
            FakeMetricSource::answer(prometheus.ranges, by(prometheus.ranges.front().expr));
    }
};

const engine::FleetRow *row(const World &w, const QString &service)
{
    for (const auto &r : w.fleet->snapshot()->rows)
        if (r.service == service)
            return &r;
    return nullptr;
}

} // namespace

class FleetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsServicesWithRegionsAndInstances()
    {
        World w;
        w.answerCatalog();
        const auto s = w.catalog->snapshot();
        QCOMPARE(s->services.size(), std::size_t(2));
        const auto *checkout = s->find(QStringLiteral("checkout"));
        QVERIFY(checkout);
        QCOMPARE(checkout->matcher(), QStringLiteral("service=\"checkout\""));
        QCOMPARE(checkout->instances, QStringList{QStringLiteral("c-1")});
        QVERIFY(!w.catalog->isBusy());
    }
    void keepsTheLastGoodAnswerWhenTheServerGoesSilent()
    {
        World w;
        w.answerCatalog();
        w.clock.advance(base::nsPerMinute);
        w.catalog->refresh();
        const auto error =
            base::makeError(base::ErrorKind::Unreachable, QStringLiteral("Prometheus a does not answer"));
        FakeMetricSource::answer(w.prometheus.instants, base::Result<signals::QueryAnswerPtr>(error));
        FakeMetricSource::answer(w.prometheus.ranges, base::Result<signals::QueryAnswerPtr>(error));
        FakeMetricSource::answer(w.prometheus.labelQuestions, base::Result<QStringList>(error));
        const auto s = w.catalog->snapshot();
        QCOMPARE(s->services.size(), std::size_t(2));
        QVERIFY(s->completeness.stale);
        QCOMPARE(s->completeness.asOfNs, now);
        QVERIFY(s->completeness.notes.contains(QStringLiteral("Prometheus a does not answer")));
    }
    void asksOncePerSignalAndNotOncePerService()
    {
        World w;
        w.answerCatalog();
        w.fleet->refresh();
        QStringList asked;
        for (const auto &q : w.prometheus.ranges)
            asked << q.expr;
        QCOMPARE(asked.filter(QStringLiteral("http_requests_total")).size(),
                 5); // rate, failures, whether outcomes are known; of all together rate and failures
        QVERIFY(asked.filter(QStringLiteral("checkout")).isEmpty());
    }
    void worstServiceComesFirst()
    {
        World w;
        w.answerCatalog();
        w.fleet->refresh();
        w.answerFleet([](const QString &expr) {
            if (expr.startsWith(QLatin1String("count by")) && expr.contains(QLatin1String("ALERTS")) &&
                expr.contains(QLatin1String("alertname")))
                return answer({series(
                    {{"service", "cart"}, {"region", "eu-west"}, {"severity", "warning"}, {"alertname", "Slow"}},
                    {1, 1, 1})});
            if (expr.contains(QLatin1String("5..")))
                return answer({series({{"service", "checkout"}}, {1})});
            if (expr.startsWith(QLatin1String("sum by")) || expr.startsWith(QLatin1String("count by")))
                return answer({series({{"service", "checkout"}}, {10}), series({{"service", "cart"}}, {20})});
            return answer({});
        });
        QCOMPARE(w.fleet->snapshot()->rows.front().service, QStringLiteral("cart"));
        const auto *checkout = row(w, QStringLiteral("checkout"));
        QVERIFY(checkout);
        QCOMPARE(checkout->requestsPerSecond, 10.0);
        QCOMPARE(checkout->errorRatio, 0.1);
        QCOMPARE(checkout->severity, signals::Severity::Ok);
        QCOMPARE(row(w, QStringLiteral("cart"))->errorRatio, 0.0); // outcomes are known and none failed
        QCOMPARE(row(w, QStringLiteral("cart"))->states.back(), signals::Severity::Warning);
    }
    void allServicesTogetherHaveTheirTrend()
    {
        World w;
        w.answerCatalog();
        w.fleet->refresh();
        w.answerFleet([](const QString &expr) {
            if (!expr.startsWith(QLatin1String("sum (")))
                return answer({});
            return expr.contains(QLatin1String("5..")) ? answer({series({}, {2})})
                                                       : answer({series({}, {50, 100, 40})});
        });
        QCOMPARE(w.fleet->snapshot()->requestsTrend, (std::vector<double>{50, 100, 40}));
        QCOMPARE(w.fleet->snapshot()->errorsTrend, (std::vector<double>{0, 0, 0.05})); // nothing failed before
    }
    void withoutAlertHistoryTheStateIsUnknownAndNotOk()
    {
        World w;
        w.answerCatalog();
        w.fleet->refresh();
        const auto error = base::makeError(base::ErrorKind::BadRequest, QStringLiteral("no"));
        while (!w.prometheus.ranges.empty())
            FakeMetricSource::answer(w.prometheus.ranges, base::Result<signals::QueryAnswerPtr>(error));
        QCOMPARE(row(w, QStringLiteral("cart"))->severity, signals::Severity::Unknown);
        QVERIFY(std::isnan(row(w, QStringLiteral("cart"))->requestsPerSecond));
        QVERIFY(w.fleet->snapshot()->completeness.partial);
    }

    void askingAllAsksACatalogueThatNobodyHasAnswered()
    {
        World silent;
        silent.fleet->refreshAll();
        QCOMPARE(silent.prometheus.instants.size(), std::size_t(1)); // the catalogue's identity question
        World known;
        known.answerCatalog();
        known.fleet->refreshAll();
        QCOMPARE(known.prometheus.instants.size(), std::size_t(0));
    }

    void servicesStayWhenTheirQuestionFailsAndAreMarkedOld()
    {
        World w;
        w.answerCatalog();
        w.clock.advance(base::nsPerMinute);
        for (int round = 0; round < 2; ++round) { // the age does not grow younger with every round
            w.catalog->refresh();
            FakeMetricSource::answer(w.prometheus.instants, base::Result<signals::QueryAnswerPtr>(base::makeError(
                                                                base::ErrorKind::Unreachable, QStringLiteral("no"))));
            FakeMetricSource::answer(w.prometheus.ranges, answer({}));
            FakeMetricSource::answer(w.prometheus.labelQuestions, QStringList{QStringLiteral("http_requests_total")});
            const auto snapshot = w.catalog->snapshot();
            const auto *checkout = snapshot->find(QStringLiteral("checkout"));
            QVERIFY(checkout);
            QCOMPARE(checkout->matcher(), QStringLiteral("service=\"checkout\""));
            QVERIFY(snapshot->completeness.stale);
            QCOMPARE(snapshot->completeness.asOfNs, now);
            QCOMPARE(snapshot->metricNames, QStringList{QStringLiteral("http_requests_total")});
        }
    }
};

QTEST_GUILESS_MAIN(FleetTest)
#include "tst_fleet.moc"
