// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long --demo takes until its seven days of the Halcyon shop are in a station, and the memory that takes. The
// limits stand as peers: 20 s of both cores (CPU 40 s), 400 MiB.
#include "app/demo/rules/rulebook.h"
#include "app/demo/station/feed.h"
#include "models/station/core/storeintake.h"
#include "tests/bench/benchline.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <sys/resource.h>

using namespace wf;

namespace {

double peakMiB()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024.0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    const base::SystemClock clock;
    const auto stores = std::make_shared<station::StationStores>(folder.filePath(QStringLiteral("station")), clock,
                                                                 station::StationStores::Notice());
    const auto intake = std::make_shared<station::StoreIntake>(stores, std::make_shared<station::LineFeed>(), clock);
    app::demo::FeedOptions options;
    if (qEnvironmentVariableIsSet("WF_BENCH_DAYS"))
        options.days = qEnvironmentVariable("WF_BENCH_DAYS").toDouble();
    if (qEnvironmentVariableIsSet("WF_BENCH_FULL_HOURS"))
        options.fullEventHours = qEnvironmentVariable("WF_BENCH_FULL_HOURS").toDouble();
    options.anchor = static_cast<double>(clock.nowNs()) / 1e9 - 1500;
    QString problem;
    if (!app::demo::writeRules(folder.filePath(QStringLiteral("rules")), &problem))
        return 1;
    options.rules.files = {folder.filePath(QStringLiteral("rules/*.yml"))};
    options.rules.usesDefaults = false;
    options.ruleStateFile = folder.filePath(QStringLiteral("state.json"));
    QElapsedTimer wall;
    wall.start();
    const double before = bench::cpuMs();
    int code = 1;
    {
        app::demo::ShopFeed feed(options, clock, stores, intake);
        QObject::connect(&feed, &app::demo::ShopFeed::failed, &app, [] { QCoreApplication::exit(1); });
        QObject::connect(&feed, &app::demo::ShopFeed::pastWritten, &app, [&] {
            bench::record("demo_past_wall", static_cast<double>(wall.elapsed()) / 1e3, "s", "limit", 20);
            bench::record("demo_past_cpu", (bench::cpuMs() - before) / 1e3, "s", "limit of two cores", 40);
            bench::record("demo_peak_memory", peakMiB(), "MiB", "limit", 400);
            bench::record("demo_samples", static_cast<double>(feed.progress().samples.load()), "samples");
            bench::record("demo_lines", static_cast<double>(feed.progress().lines.load()), "lines");
            bench::record("demo_spans", static_cast<double>(feed.progress().spans.load()), "spans");
            bench::record("demo_past_alerts", static_cast<double>(feed.pastAlerts().size()), "alerts");
            QCoreApplication::exit(0);
        });
        feed.start();
        code = QCoreApplication::exec();
    }
    return code;
}
