// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomalykeeper.h"
#include "models/store/store.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QRegularExpression>
#include <QTemporaryDir>

#include <array>
#include <cmath>

namespace wf::tests {

using namespace Qt::StringLiterals;

// A server that answers which metrics there are and evaluates over samples in memory.
class NamedSource final : public support::FakeMetricSource {
public:
    NamedSource() : FakeMetricSource(u"prometheus"_s) {}
    support::SampledSource inner;
    QStringList names;
    bool fails = false;
    bool isDead = false; // it does not tell its metrics either
    qint64 endedNs = 0;  // its metrics had their last samples then; 0: they go on

    async::Request queryRange(const sources::RangeQuery &q, sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        inner.fails = fails;
        return inner.queryRange(q, std::move(reply));
    }
    async::Request queryInstant(const QString &expr, qint64 atNs,
                                sources::Reply<signals::QueryAnswerPtr> reply) override
    {
        inner.fails = fails;
        return inner.queryInstant(expr, atNs, std::move(reply));
    }
    async::Request labelValues(const QString &label, const QString &, base::TimeRange range,
                               sources::Reply<QStringList> reply) override
    {
        auto wanted = std::make_shared<bool>(true);
        const bool isKnown = endedNs == 0 || range.startNs <= endedNs;
        const bool isSilent = isDead;
        const QStringList values = label == u"__name__"_s && isKnown ? names : QStringList();
        QTimer::singleShot(0, this, [wanted, reply = std::move(reply), values, isSilent] {
            if (*wanted && isSilent)
                reply(base::makeError(base::ErrorKind::Unreachable, u"nothing listens"_s));
            else if (*wanted)
                reply(values);
        });
        return async::Request([wanted] { *wanted = false; });
    }
};

// Two services with requests and a saturation each; one of them may have just gone bad.
struct AnomalyWorld {
    base::ManualClock clock{1'763'700'000 * base::nsPerSecond};
    QTemporaryDir dir;
    async::Pools pools;
    NamedSource server;
    sources::SourceSet set;
    store::Store files;
    engine::MetricReader reader{set, nullptr, clock};
    engine::ServiceCatalog catalog{set, {}, clock};
    engine::FeedbackBook feedback{files.ledger()};
    std::unique_ptr<engine::AnomalyKeeper> keeper;

    AnomalyWorld() : files(options(), clock)
    {
        set.metrics = {&server};
        server.names = {u"db_pool_in_use"_s, u"db_pool_max"_s};
    }
    // One sample a minute of so many minutes up to now; the last `bad` of checkout are bad.
    void fill(int minutes, int bad)
    {
        for (int m = -minutes; m <= 0; ++m)
            append(m, m > -bad);
    }
    // `minute` minutes after the first now.
    void append(int minute, bool isBad)
    {
        static constexpr qint64 now = 1'763'700'000'000;
        const qint64 ms = now + minute * 60'000LL;
        for (const char *service : {"cart", "checkout"}) {
            const base::Labels who({{"service", service}, {"region", "eu-west"}});
            const double noise = ((minute * 7919) % 13 + 13) % 13 / 6.0 - 1;
            const double usual = 30 + 5 * std::sin(minute * 2 * M_PI / 1440) + noise;
            const bool isHit = isBad && std::string_view(service) == "checkout";
            add(who.with("__name__", "db_pool_in_use"), ms, isHit ? 98 : usual);
            add(who.with("__name__", "db_pool_max"), ms, 100);
        }
    }
    void open(bool isPaused = false)
    {
        engine::AnomalyOptions options;
        options.trainedNs = 2 * base::nsPerDay;
        options.share = 1;
        options.isLive = false;
        keeper =
            std::make_unique<engine::AnomalyKeeper>(catalog, reader, feedback, &files.answers(), clock, pools, options);
        keeper->setPaused(isPaused);
        keeper->start();
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
