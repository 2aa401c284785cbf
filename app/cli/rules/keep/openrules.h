// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/station/aside/asiderules.h"
#include "models/store/store.h"

#include <functional>
#include <memory>

namespace wf::app {

// The sources and the ledger of one environment, opened for one command; of its station the rules. Members are made in
// order and die in reverse.
struct OpenedForRules {
    OpenedForRules(const sources::Environment &environment, const QString &stateDirectory);
    base::SystemClock clock;
    async::Pools pools;
    std::unique_ptr<net::SecretStore> secrets;
    store::Store store;
    std::unique_ptr<station::AsideRules> station; // null: the environment has none
    sources::OpenSources open;
};

} // namespace wf::app
