// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/store.h"
#include "tests/models/engine/acknowledge/memorybook.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemetricsource.h"
#include "ui/incidents/incidentspage.h"
#include "widgets/base/theme.h"

#include <QTemporaryDir>

#include <array>
#include <cmath>

namespace wf::tests {

using namespace Qt::StringLiterals;

// The Incidents screen over servers in memory, at the moment of the design's incident.
struct IncidentsWorld {
    base::ManualClock clock = support::clockAt();
    QTemporaryDir dir;
    async::Pools pools;
    support::FakeAlertSource server{clock, u"Alertmanager eu-west"_s};
    support::FakeMetricSource metrics{u"Prometheus eu-west"_s};
    sources::SourceSet set{{&metrics}, {&server}, {}, {}};
    MemoryBook book;
    store::Store files;
    engine::AlertWatch watch{set, clock, pools, {}};
    engine::AckDesk desk;
    engine::AlertPresets presets{files.ledger()};
    engine::AlertRecorder recorder{watch, files.alerts(), {}};
    engine::ServiceCatalog services{set, {}, clock};
    engine::IncidentKeeper incidents{
        {watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"Mara Lindqvist"_s};
    engine::MetricReader reader{set, nullptr, clock};
    engine::CauseDesk causes{{incidents, services, reader, set, files.ledger()}, clock, pools, u"Mara Lindqvist"_s};
    engine::Storyteller story{{incidents, services, causes, files.ledger()}, clock, u"Mara Lindqvist"_s};
    engine::ReviewDesk reviews{story, files.ledger(), clock, u"Mara Lindqvist"_s};
    engine::SimilarDesk similar{{incidents, causes, files.ledger()}, pools};
    engine::HistoryDesk history{files.alerts(), clock, pools};
    engine::NoiseWatch noise{{watch, services, files.ledger()}, clock, pools};
    ui::WatchContext context{clock};
    std::unique_ptr<ui::IncidentsPage> page;

    explicit IncidentsWorld(bool readOnly = false)
        : files(options(), clock),
          desk(set, watch, book, clock, {u"Mara Lindqvist"_s, readOnly, u"Read only. Ask the owner of payments."_s})
    {
        metrics.answer = [](const sources::RangeQuery &query) { return latency(query); };
        desk.start();
        incidents.start();
        causes.start();
        noise.start();
    }
    // As the design's mocks tell it.
    void fillWithTheIncident()
    {
        struct Firing {
            const char *name, *severity, *service, *instance, *summary;
            int minutesAgo;
            double value;
        };
        static constexpr std::array firings{
            Firing{"PaymentP99LatencyHigh", "critical", "payment", "payment-7c9f-2",
                   "p99 of payment is 6.2 s, limit 1.5 s", 18, 6.24},
            Firing{"PspPoolSaturated", "critical", "payment", "payment-7c9f-1",
                   "all 16 PSP connections are in use, 41 wait", 19, 1.0},
            Firing{"PaymentProviderLatencyHigh", "warning", "payment", "", "Northpay authorisation takes 1.12 s", 19,
                   1.12},
            Firing{"PaymentQueueDepthHigh", "warning", "payment", "", "412 payments wait", 18, 412},
            Firing{"CheckoutLatencyBurnFast", "critical", "checkout", "",
                   "the latency budget burns 14.4 times too fast", 17, 14.4},
            Firing{"CheckoutP99LatencyHigh", "warning", "checkout", "checkout-5d77-4", "p99 of checkout is 6.24 s", 17,
                   6.24},
            Firing{"GatewayTimeouts504", "critical", "gateway", "", "9.6 % of requests end in 504", 16, 0.096},
            Firing{"CartRetryRateHigh", "warning", "cart", "", "3.1 retries a second", 14, 3.1},
            Firing{"OrdersBelowExpected", "critical", "checkout", "", "orders are 41 % below their band", 10, -0.41},
            Firing{"InventoryHoldsGrowing", "warning", "inventory", "", "holds grow by 120 a minute", 14, 120},
            Firing{"SearchIndexLag", "warning", "search", "search-0", "the index is 22 min behind", 93, 1320},
            Firing{"RecommenderGcPauses", "info", "recommender", "recommender-3", "GC pauses of 480 ms", 236, 0.48},
            Firing{"NodeDiskFilling", "warning", "node", "ip-10-2-41-7:9100", "disk full in 3 h 40 min", 61, 0.91},
        };
        for (const auto &f : firings) {
            signals::Alert alert;
            alert.labels = base::Labels({{"alertname", f.name},
                                         {"severity", f.severity},
                                         {"service", f.service},
                                         {"region", "eu-west"},
                                         {"instance", f.instance},
                                         {"team", "payments"}});
            alert.annotations = base::Labels(
                {{"summary", f.summary}, {"runbook_url", "https://runbooks.halcyon.example/" + std::string(f.name)}});
            alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
            alert.startsNs = clock.nowNs() - f.minutesAgo * base::nsPerMinute - 20 * base::nsPerSecond;
            alert.source = u"Alertmanager eu-west"_s;
            server.alertList.push_back(alert);
            signals::Rule rule;
            rule.name = QString::fromLatin1(f.name);
            rule.group = u"payments"_s;
            rule.query =
                u"histogram_quantile(0.99, sum by (service, region, le) (rate(http_server_request_duration_seconds_bucket{service=\"%1\"}[5m]))) > 1.5"_s
                    .arg(QLatin1String(f.service));
            rule.forNs = 2 * base::nsPerMinute;
            alert.value = f.value;
            rule.alerts = {alert};
            metrics.ruleList.push_back(rule);
        }
        hold(u"SearchIndexLag"_s, u"ACK! index rebuild runs"_s, u"Tomás Reyes"_s, 106);
        hold(u"RecommenderGcPauses"_s, u"planned heap change"_s, u"Tomás Reyes"_s, 106);
    }
    // Who calls whom, a deploy before it, and figures that are unusual since.
    void fillWithEvidence()
    {
        engine::ServicesSnapshot known;
        known.metricNames = {u"http_requests_total"_s, u"http_request_duration_seconds_bucket"_s, u"psp_pool_in_use"_s,
                             u"psp_pool_max"_s};
        known.calls = {{u"gateway"_s, u"checkout"_s, 9},
                       {u"checkout"_s, u"payment"_s, 9},
                       {u"checkout"_s, u"cart"_s, 9},
                       {u"cart"_s, u"inventory"_s, 9}};
        known.deploys = {
            {u"payment"_s, u"eu-west"_s, u"v2.30.4"_s, u"v2.31.0"_s, {}, clock.nowNs() - 25 * base::nsPerMinute, 0}};
        known.asOfNs = clock.nowNs();
        services.restore(std::make_shared<const engine::ServicesSnapshot>(known));
        metrics.answer = [this](const sources::RangeQuery &query) { return figures(query); };
    }
    void hold(const QString &alert, const QString &comment, const QString &who, int minutes)
    {
        signals::Silence silence;
        silence.matchers = {{u"alertname"_s, alert, false, true}};
        silence.endsNs = clock.nowNs() + minutes * base::nsPerMinute;
        silence.comment = comment;
        silence.createdBy = who;
        server.store(silence);
    }
    void showPage(QSize size, ui::IncidentsPage::Tab tab = ui::IncidentsPage::Alerts)
    {
        page = std::make_unique<ui::IncidentsPage>(ui::IncidentsPage::Parts{watch, incidents, causes, story, history,
                                                                            noise, services, desk, presets, recorder,
                                                                            reader, pools, reviews, similar},
                                                   context);
        page->setTab(tab);
        page->resize(size);
        page->show();
        page->activateWindow();
        page->setActive(true);
        watch.tick();
    }
    [[nodiscard]] bool settled() const { return page->isSettled() && watch.isSettled() && !desk.isBusy(); }

private:
    store::StoreOptions options()
    {
        store::StoreOptions out;
        out.directory = dir.path() + u"/state"_s;
        out.maintenanceMs = 0;
        return out;
    }
    base::Result<signals::QueryAnswerPtr> figures(const sources::RangeQuery &query)
    {
        struct Figure {
            const char *metric, *service, *region;
            double usual, now;
            int sinceMinutesAgo;
        };
        static constexpr std::array all{Figure{"duration", "payment", "eu-west", 0.31, 2.9, 21},
                                        Figure{"duration", "payment", "us-east", 0.3, 0.3, 0},
                                        Figure{"duration", "checkout", "eu-west", 0.8, 3.4, 18},
                                        Figure{"duration", "gateway", "eu-west", 0.9, 3.5, 17},
                                        Figure{"duration", "cart", "eu-west", 0.05, 0.07, 14},
                                        Figure{"psp_pool", "payment", "eu-west", 0.25, 1, 20}};
        auto out = std::make_shared<signals::QueryAnswer>();
        for (const auto &one : all) {
            if (!query.expr.contains(QLatin1String(one.metric)))
                continue;
            signals::Series series;
            series.labels = base::Labels{{"service", one.service}, {"region", one.region}};
            for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
                const bool isUnusual = t >= clock.nowNs() - one.sinceMinutesAgo * base::nsPerMinute;
                series.timesMs.push_back(t / base::nsPerMs);
                series.values.push_back(isUnusual ? one.now
                                                  : one.usual * (1 + 0.02 * static_cast<double>(t / query.stepNs % 3)));
            }
            out->series.push_back(std::move(series));
        }
        return signals::QueryAnswerPtr(out);
    }
    static base::Result<signals::QueryAnswerPtr> latency(const sources::RangeQuery &query)
    {
        auto out = std::make_shared<signals::QueryAnswer>();
        signals::Series series;
        series.labels = base::Labels{{"region", "eu-west"}};
        for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
            const double share =
                static_cast<double>(t - query.range.startNs) / static_cast<double>(query.range.lengthNs());
            series.timesMs.push_back(t / base::nsPerMs);
            series.values.push_back(share < 0.66
                                        ? 0.8 + 0.05 * std::sin(share * 60)
                                        : std::min(6.2, 0.8 + (share - 0.66) * 60) + 0.2 * std::sin(share * 90));
        }
        out->series.push_back(std::move(series));
        return signals::QueryAnswerPtr(out);
    }
};

} // namespace wf::tests
