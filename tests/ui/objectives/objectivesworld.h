// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/engine/objectives/discover/objectivefinder.h"
#include "models/engine/objectives/history/historybook.h"
#include "models/engine/objectives/webhook/freezecourier.h"
#include "models/engine/objectives/wizard/objectivewizard.h"
#include "models/store/store.h"
#include "tests/models/engine/objectives/sampledsource.h"
#include "tests/support/fakeclock.h"
#include "ui/objectives/objectivespage.h"
#include "widgets/base/theme.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <map>

namespace wf::tests {

using namespace Qt::StringLiterals;

// The Objectives screen over samples in memory, about as the design's mock tells it.
struct ObjectivesWorld {
    base::ManualClock clock = support::clockAt();
    QTemporaryDir dir;
    async::Pools pools;
    support::SampledSource server{u"Prometheus eu-west"_s};
    sources::SourceSet set;
    store::Store files;
    engine::CorrectionBook corrections{files.ledger(), clock};
    engine::FreezeBook freezes{files.ledger()};
    engine::MetricReader reader{set, nullptr, clock};
    ui::WatchContext context{clock};
    engine::ServiceCatalog services{set, {}, clock};
    std::unique_ptr<engine::ObjectiveKeeper> keeper;
    std::unique_ptr<engine::ObjectiveWizard> wizard;
    std::unique_ptr<engine::ObjectiveFinder> finder;
    std::unique_ptr<engine::HistoryBook> history;
    engine::LedgerBook book{files.ledger()};
    engine::ChannelSender sender{{clock, pools, nullptr}};
    engine::DeliveryDesk desk{book, sender, clock, QStringLiteral("mara")};
    std::unique_ptr<engine::FreezeCourier> courier;
    std::unique_ptr<ui::ObjectivesPage> page;

    ObjectivesWorld() : files(options(), clock) { set.metrics = {&server}; }

    struct Told {
        const char *id, *name, *service, *owner;
        double target;
        double usual;  // share of bad on all days
        double burst;  // days ago that one hour was bad through and through; 0: none
        double lately; // share of bad in the last twenty minutes
    };
    // Samples each five minutes of 28 days, each minute of the last day.
    void fill()
    {
        static constexpr std::array told{
            Told{"checkout-latency", "Checkout latency", "checkout", "checkout", 0.999, 0.0001, 8, 0.06},
            Told{"gateway-availability", "Gateway availability", "gateway", "edge", 0.9995, 0.0002, 8, 0.002},
            Told{"payment-latency", "Payment authorisation latency", "payment", "payments", 0.995, 0.002, 0, 0.06},
            Told{"cart-availability", "Cart availability", "cart", "checkout", 0.999, 0.0001, 0, 0.0001},
            Told{"search-latency", "Search latency", "search", "discovery", 0.99, 0.0008, 0, 0.0008},
            Told{"catalog-availability", "Catalog availability", "catalog", "discovery", 0.999, 0.00004, 0, 0}};
        for (const Told &one : told)
            append(one);
        QFile file(dir.filePath(u"shop.slo.yaml"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        for (const Told &one : told)
            file.write(definition(one));
    }
    void open(const QStringList &paths = {})
    {
        keeper = std::make_unique<engine::ObjectiveKeeper>(
            paths.isEmpty() ? QStringList{dir.filePath(u"shop.slo.yaml"_s)} : paths, reader, clock, pools);
        keeper->setCorrections(corrections);
        keeper->setFreezes(freezes);
        keeper->setAlerts(files.alerts());
        wizard = std::make_unique<engine::ObjectiveWizard>(services, set, *keeper, reader, clock, pools);
        wizard->setHome(dir.filePath(u"own"_s));
        finder = std::make_unique<engine::ObjectiveFinder>(set, pools);
        history = std::make_unique<engine::HistoryBook>(*keeper, files.ledger(), pools);
        courier = std::make_unique<engine::FreezeCourier>(*keeper, desk, files.ledger(), clock,
                                                          engine::FreezeCourier::Options{});
        services.refresh();
        history->load();
        courier->start();
        page = std::make_unique<ui::ObjectivesPage>(
            ui::ObjectivesPage::Parts{*keeper, &corrections, &freezes, u"Mara Lindqvist"_s, wizard.get(), finder.get(),
                                      history.get(), courier.get()},
            context);
        page->setActive(true);
        keeper->start();
    }

    // Now, so many requests of a service fail.
    void fail(const QString &service, double count)
    {
        const qint64 now = clock.nowNs() / base::nsPerMs;
        for (const char *name : {"requests_total", "failures_total"})
            server.samples.append(base::Labels{{"__name__", name}, {"service", service.toStdString()}}, now,
                                  m_newest[service.toStdString() + name] + count);
    }
    // A service that nobody has promised anything of, with 28 days of requests.
    void addOrders()
    {
        double good = 0, bad = 0;
        server.samples.append(base::Labels{{"__name__", "up"}, {"service", "orders"}},
                              clock.nowNs() / base::nsPerMs - 30'000, 1);
        for (qint64 ago = 28 * 1440 + 60; ago >= 0; ago -= ago > 1440 ? 5 : 1) {
            good += ago > 1440 ? 5000 : 1000;
            bad += ago % 50 == 0 ? 2 : 0;
            for (const auto &[code, value] : {std::pair{"200", good}, std::pair{"500", bad}})
                server.samples.append(
                    base::Labels{{"__name__", "http_requests_total"}, {"service", "orders"}, {"code", code}},
                    clock.nowNs() / base::nsPerMs - ago * 60'000, value);
        }
    }

private:
    std::map<std::string, double> m_newest; // values of the counters

    [[nodiscard]] store::StoreOptions options() const
    {
        store::StoreOptions options;
        options.directory = dir.filePath(u"state"_s);
        options.maintenanceMs = 0;
        options.ballastBytes = 0;
        options.minFreeBytes = 0;
        return options;
    }
    void append(const Told &one)
    {
        double all = 0;
        double bad = 0;
        const qint64 now = clock.nowNs() / base::nsPerMs;
        const auto add = [&](qint64 minutesAgo, double minutes) {
            const bool isBurst =
                one.burst > 0 && std::abs(static_cast<double>(minutesAgo) / 1440 - one.burst) < 1.0 / 48;
            const double share = minutesAgo < 20 ? one.lately : isBurst ? 0.3 : one.usual;
            all += 1000 * minutes;
            bad += 1000 * minutes * share;
            const auto put = [&](const char *name, double value) {
                server.samples.append(base::Labels{{"__name__", name}, {"service", one.service}},
                                      now - minutesAgo * 60'000, value);
                m_newest[std::string(one.service) + name] = value;
            };
            put("requests_total", all);
            put("failures_total", bad);
        };
        for (qint64 ago = 28 * 1440 + 60; ago > 1440; ago -= 5)
            add(ago, 5);
        for (qint64 ago = 1440; ago >= 0; --ago)
            add(ago, 1);
    }
    static QByteArray definition(const Told &one)
    {
        return QStringLiteral(
                   "---\napiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: %1\n  displayName: %2\n  labels: "
                   "{owner: %4}\n"
                   "spec:\n  service: %3\n  budgetingMethod: Occurrences\n"
                   "  timeWindow: [{duration: 28d, isRolling: true}]\n"
                   "  indicator:\n    metadata: {name: %1}\n    spec:\n      ratioMetric:\n"
                   "        counter: true\n"
                   "        bad: {metricSource: {type: Prometheus, spec: {query: 'failures_total{service=\"%3\"}'}}}\n"
                   "        total: {metricSource: {type: Prometheus, spec: {query: "
                   "'requests_total{service=\"%3\"}'}}}\n"
                   "  objectives: [{displayName: %2, target: %5}]\n")
            .arg(QLatin1String(one.id), QLatin1String(one.name), QLatin1String(one.service), QLatin1String(one.owner))
            .arg(one.target, 0, 'g', 6)
            .toUtf8();
    }
};

} // namespace wf::tests
