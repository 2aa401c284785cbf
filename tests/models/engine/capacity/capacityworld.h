// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/capacitykeeper.h"
#include "models/store/store.h"
#include "tests/models/engine/anomalies/anomalyworld.h"

namespace wf::tests {

// Two machines with a disk each, one of which fills, connections of a pool, and a certificate; hours up to now.
struct CapacityWorld {
    static constexpr qint64 nowS = 1'763'697'600; // on the hour
    base::ManualClock clock{nowS * base::nsPerSecond};
    QTemporaryDir dir;
    async::Pools pools;
    NamedSource server;
    sources::SourceSet set;
    store::Store files;
    engine::MetricReader reader{set, nullptr, clock};
    engine::ServiceCatalog catalog{set, {}, clock};
    std::unique_ptr<engine::CapacityKeeper> keeper;

    CapacityWorld() : files(options(), clock)
    {
        set.metrics = {&server};
        server.names = {u"node_filesystem_size_bytes"_s, u"node_filesystem_avail_bytes"_s, u"db_pool_in_use"_s,
                        u"db_pool_max"_s, u"probe_ssl_earliest_cert_expiry"_s};
    }
    // Hours of so many days up to the first now, and so many hours beyond it.
    void fill(int days, int later = 0)
    {
        constexpr double gib = 1024.0 * 1024 * 1024;
        for (int h = days * 24; h >= -later; --h) {
            const qint64 ms = (nowS - h * 3600LL) * 1000;
            const double grown = 415 - 13.0 * h / 24 + 0.3 * std::sin(h);
            const auto disk = [&](const char *instance, double used) {
                const base::Labels who(
                    {{"instance", instance}, {"mountpoint", "/var"}, {"fstype", "ext4"}, {"region", "eu-west"}});
                add(who.with("__name__", "node_filesystem_size_bytes"), ms, 500 * gib);
                add(who.with("__name__", "node_filesystem_avail_bytes"), ms, (500 - used) * gib);
            };
            disk("labels-0", std::max(20.0, grown));
            disk("stock-0", 120 + 0.2 * std::cos(h));
            const base::Labels pool({{"service", "payment"}, {"region", "eu-west"}});
            add(pool.with("__name__", "db_pool_in_use"), ms, 40 + 8 * std::sin(h * 2 * M_PI / 24));
            add(pool.with("__name__", "db_pool_max"), ms, 64);
            add(base::Labels({{"__name__", "probe_ssl_earliest_cert_expiry"}, {"instance", "https://shop.example"}}),
                ms, static_cast<double>(nowS + 20 * 86'400));
        }
    }
    void open(const QString &priceFile = {})
    {
        engine::CapacityKeeper::Helpers helpers;
        helpers.ledger = &files.ledger();
        helpers.alerts = &files.alerts();
        helpers.priceFile = priceFile;
        keeper = std::make_unique<engine::CapacityKeeper>(catalog, reader, helpers, clock, pools);
        keeper->start(false);
        catalog.refresh();
    }

private:
    void add(const base::Labels &labels, qint64 ms, double value) { server.inner.samples.append(labels, ms, value); }
    [[nodiscard]] store::StoreOptions options() const
    {
        store::StoreOptions out;
        out.directory = dir.path();
        return out;
    }
};

} // namespace wf::tests
