// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/proposals.h"

#include "models/base/clock.h"
#include "models/engine/objectives/check/slocheck.h"
#include "models/engine/objectives/propose/openslotext.h"
#include "models/engine/objectives/propose/recordedslos.h"
#include "models/engine/objectives/sli/sliqueries.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;
using Template = engine::ObjectiveTemplate;

namespace {

engine::ServiceMetric metric(const QString &name, signals::MetricType type, QHash<QString, QStringList> labels = {})
{
    engine::ServiceMetric m;
    m.name = name;
    m.type = type;
    m.seriesCount = 3;
    m.labels = std::move(labels);
    return m;
}

engine::ServiceMetrics service()
{
    using signals::MetricType;
    engine::ServiceMetrics s;
    s.title = u"Check out"_s;
    s.matcher = u"service=\"checkout\""_s;
    s.metrics = {
        metric(u"command_handled_total"_s, MetricType::Counter, {{u"result"_s, {u"ok"_s, u"failed"_s}}}),
        metric(u"event_handling_seconds_bucket"_s, MetricType::Histogram, {{u"le"_s, {u"1"_s, u"5"_s, u"+Inf"_s}}}),
        metric(u"grpc_server_handled_total"_s, MetricType::Counter, {{u"grpc_code"_s, {u"OK"_s, u"Internal"_s}}}),
        metric(u"grpc_server_handling_seconds_bucket"_s, MetricType::Histogram, {{u"le"_s, {u"0.1"_s, u"1"_s}}}),
        metric(u"http_request_duration_seconds_bucket"_s, MetricType::Histogram,
               {{u"le"_s, {u"0.1"_s, u"0.25"_s, u"0.5"_s, u"2.5"_s, u"+Inf"_s}}}),
        metric(u"http_requests_total"_s, MetricType::Counter, {{u"code"_s, {u"200"_s, u"503"_s}}}),
        metric(u"jobs_finished_total"_s, MetricType::Counter,
               {{u"status"_s, {u"success"_s, u"error"_s, u"timeout"_s}}}),
        metric(u"last_success_timestamp_seconds"_s, MetricType::Gauge),
        metric(u"ledger_checks_total"_s, MetricType::Counter, {{u"result"_s, {u"ok"_s, u"invalid"_s}}}),
        metric(u"projection_lag_seconds"_s, MetricType::Gauge),
        metric(u"query_duration_seconds_bucket"_s, MetricType::Histogram, {{u"le"_s, {u"0.5"_s}}}),
        metric(u"queue_oldest_message_seconds"_s, MetricType::Gauge),
        metric(u"records_processed_total"_s, MetricType::Counter),
        metric(u"process_cpu_seconds_total"_s, MetricType::Counter)};
    return s;
}

const engine::ObjectiveProposal *of(const std::vector<engine::ObjectiveProposal> &all, Template kind)
{
    const auto found = std::ranges::find(all, kind, &engine::ObjectiveProposal::kind);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

class ProposalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTemplateIsFoundInWhatAServiceExposes()
    {
        const auto all = engine::proposals(service());
        for (const Template kind : engine::allTemplates())
            QVERIFY2(of(all, kind), qPrintable(engine::templateName(kind)));
        QCOMPARE(all.front().kind, Template::HttpAvailability);
        QCOMPARE(of(all, Template::HttpAvailability)->objective.badQuery,
                 u"http_requests_total{service=\"checkout\",code=~\"5..\"}"_s);
        QCOMPARE(of(all, Template::HttpLatency)->objective.goodQuery,
                 u"http_request_duration_seconds_bucket{service=\"checkout\",le=\"0.5\"}"_s);
        QCOMPARE(of(all, Template::JobSuccess)->objective.badQuery,
                 u"jobs_finished_total{service=\"checkout\",status=~\"error|timeout\"}"_s);
        QVERIFY(std::ranges::none_of(all, [](const auto &p) { return p.metric.contains(u"cpu"_s); }));
    }
    void eachCanBeCountedWrittenAndReadBack()
    {
        QStringList ids;
        for (const auto &p : engine::proposals(service())) {
            const auto queries = engine::sliQueries(p.objective, base::nsPerHour);
            QVERIFY2(queries.problem.isEmpty(), qPrintable(p.metric + queries.problem));
            const auto text = engine::openSloText(p.objective);
            QVERIFY2(text.ok(), qPrintable(p.metric));
            const auto read = engine::checkDefinitions({{p.objective.id, *text}});
            QVERIFY2(read.objectives.size() == 1, qPrintable(read.problems().join(u'\n') + QString::fromUtf8(*text)));
            const auto &o = read.objectives.front();
            QCOMPARE(o.id, p.objective.id);
            QCOMPARE(o.name, p.objective.name);
            QCOMPARE(o.target, p.objective.target);
            QCOMPARE(o.windowNs, p.objective.windowNs);
            QCOMPARE(int(o.kind), int(p.objective.kind));
            QCOMPARE(engine::sliQueries(o, base::nsPerHour).part, queries.part);
            QVERIFY2(!ids.contains(o.id), qPrintable(o.id));
            ids << o.id;
        }
    }
    void aSecondOfTheSameNameIsNotWritten()
    {
        QTemporaryDir folder;
        auto o = engine::proposals(service()).front().objective;
        const auto path = engine::saveObjective(o, folder.path());
        QVERIFY2(path.ok(), qPrintable(path.ok() ? QString() : path.error().summary));
        QVERIFY(QFile::exists(*path));
        const auto again = engine::saveObjective(o, folder.path());
        QVERIFY(!again.ok() && again.error().kind == base::ErrorKind::Invalid);
        o.id = u"other"_s;
        o.badQuery = u"sum(x"_s;
        const auto broken = engine::saveObjective(o, folder.path());
        QVERIFY(!broken.ok() && broken.error().detail.contains(u"not PromQL"_s));
    }
    void hostileNamesStayNames()
    {
        auto s = service();
        s.title = u"a: {b\n- c: '\"#&*!|>%@`"_s;
        for (const auto &p : engine::proposals(s)) {
            const auto text = engine::openSloText(p.objective);
            const auto read = engine::checkDefinitions({{u"x"_s, *text}});
            QVERIFY2(read.objectives.size() == 1 || !read.problems().isEmpty(), text->constData());
        }
    }
    void findsWhatSlothAndPyrraRecordAlready()
    {
        const auto recording = [](const char *name, const char *query, base::Labels labels) {
            signals::Rule r;
            r.kind = signals::RuleKind::Recording;
            r.name = QLatin1String(name);
            r.query = QLatin1String(query);
            r.labels = std::move(labels);
            return r;
        };
        const base::Labels sloth{{"sloth_id", "shop-requests"}, {"sloth_service", "shop"}, {"sloth_slo", "requests"}};
        std::vector<signals::Rule> rules{
            recording("slo:sli_error:ratio_rate5m",
                      "(sum(rate(http_total{code=~\"5..\"}[5m])))\n/\n(sum(rate(http_total[5m])))", sloth),
            recording("slo:objective:ratio", "vector(0.9990000000000001)", sloth),
            recording("slo:time_period:days", "vector(28)", sloth),
            recording("http_requests:burnrate5m",
                      "sum(rate(http_requests_total{code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m]))",
                      base::Labels{{"slo", "api-errors"}, {"job", "api"}}),
            recording("http_requests:increase4w", "sum(increase(http_requests_total[4w]))",
                      base::Labels{{"slo", "api-errors"}}),
            recording("other:burnrate5m", "1", base::Labels{{"slo", "odd"}})};
        signals::Rule alert;
        alert.name = u"ErrorBudgetBurn"_s;
        alert.query = u"http_requests:burnrate5m{slo=\"api-errors\"} > (14 * (1-0.99))"_s;
        alert.labels = base::Labels{{"slo", "api-errors"}};
        rules.push_back(alert);
        const auto found = engine::recordedSlos(rules, {});
        QCOMPARE(found.objectives.size(), std::size_t(2));
        const auto &pyrra = found.objectives[0];
        QCOMPARE(pyrra.id, u"api-errors"_s);
        QCOMPARE(pyrra.target, 0.99);
        QCOMPARE(pyrra.windowNs, 28 * base::nsPerDay);
        const auto &s = found.objectives[1];
        QCOMPARE(s.service, u"shop"_s);
        QVERIFY(qFuzzyCompare(s.target, 0.999));
        QCOMPARE(s.badQuery, u"sum(rate(http_total{code=~\"5..\"}[{{.window}}]))"_s);
        QVERIFY(engine::sliQueries(s, base::nsPerDay).problem.isEmpty());
        QCOMPARE(found.problems.size(), 1);
        QCOMPARE(engine::recordedSlos(rules, {u"shop-requests"_s}).objectives.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(ProposalsTest)
#include "tst_proposals.moc"
