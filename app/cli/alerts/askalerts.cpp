// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/askalerts.h"

#include "app/cli/common/waiting.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <algorithm>

namespace wf::app {

namespace {

constexpr std::chrono::minutes longest{1}; // every source has a shorter deadline of its own

// Every source has answered or failed.
bool isComplete(const engine::AlertSnapshot &snapshot)
{
    return std::all_of(snapshot.sources.begin(), snapshot.sources.end(),
                       [](const engine::AlertSourceView &one) { return one.lastGoodNs > 0 || one.error; });
}

} // namespace

engine::AlertSnapshotPtr askAlertsOnce(const sources::Environment &environment, const base::Clock &clock)
{
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::AlertWatch watch(open.set(), clock, pools, {.resolve = placeResolver(subjectRules(environment))});
    watch.start();
    waitFor([&watch] { return watch.isSettled() && isComplete(*watch.snapshot()); }, longest);
    return watch.snapshot();
}

} // namespace wf::app
