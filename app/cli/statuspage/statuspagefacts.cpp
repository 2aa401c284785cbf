// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/askalerts.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/statuspage/statuspage.h"
#include "app/paths.h"
#include "models/engine/alerts/ownfindings.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int storeMs = 30'000;

std::vector<store::AlertSighting> keptFirings(const QString &directory, base::TimeRange range, const base::Clock &clock)
{
    store::StoreOptions options;
    options.directory = directory;
    options.maintenanceMs = 0;
    store::Store store(options, clock);
    std::vector<store::AlertSighting> out;
    const auto asked =
        store.alerts().sightings(range, {{}, {}, 1'000'000}, [&](base::Result<std::vector<store::AlertSighting>> kept) {
            if (kept)
                std::ranges::copy_if(*kept, std::back_inserter(out),
                                     [](const auto &one) { return one.source != engine::ownFindingsSource; });
            else
                printError(
                    u"The history of alerts cannot be read: %1 %2"_s.arg(kept.error().summary, kept.error().detail));
            QCoreApplication::quit();
        });
    QTimer::singleShot(storeMs, &store, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return out;
}

} // namespace

std::optional<engine::PageFacts> pageFactsOf(const QCommandLineParser &parser, qint64 sinceNs, const base::Clock &clock)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return std::nullopt;
    const auto snapshot = askAlertsOnce(*environment, clock);
    const qint64 now = clock.nowNs();
    std::optional<std::vector<engine::FiringAlert>> firing;
    const bool isWhole = !snapshot->sources.empty() &&
                         std::ranges::none_of(snapshot->sources, [](const auto &one) { return one.error.has_value(); });
    if (isWhole) {
        firing.emplace();
        for (const auto &one : snapshot->alerts)
            if (!one.onlyRuleKnows())
                firing->push_back({one.service, one.alert});
    }
    for (const auto &source : snapshot->sources)
        if (source.error)
            printError(u"%1: %2"_s.arg(source.name, source.error->summary));
    return engine::factsOf(keptFirings(stateDirectoryOf(environment->name), {sinceNs, now}, clock), firing, now);
}

} // namespace wf::app
