// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/base/clock.h"
#include "models/engine/bundle/bundle.h"
#include "models/sources/ports.h"
#include "models/station/stores/stationstores.h"

#include <QTemporaryDir>

#include <memory>

namespace wf::engine {

// A bundle that is opened: its samples, lines and spans in stores of its own behind the ports of the station, its deeds
// and notes in a ledger, a clock that stands still at the moment it was taken. All of it lies in a private folder that
// goes with this. Outlives the workspace over it.
class BundleSession {
public:
    // Blocks for as long as it takes to write the stores: before there is a window. Storage: there is no room.
    [[nodiscard]] static base::Result<std::unique_ptr<BundleSession>> open(BundlePtr bundle);
    ~BundleSession();
    BundleSession(const BundleSession &) = delete;
    BundleSession &operator=(const BundleSession &) = delete;

    [[nodiscard]] const BundlePtr &bundle() const { return m_bundle; }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }
    // Of ledger and cache.
    [[nodiscard]] QString stateDirectory() const { return m_folder.path(); }
    // What answers from the bundle, made once; they live as long as this. GUI thread.
    [[nodiscard]] std::vector<sources::Source *> ports(async::Pools &pools);

    static constexpr const char *sourceId = "bundle"; // ports are called "bundle-metrics" …

private:
    explicit BundleSession(BundlePtr bundle);
    [[nodiscard]] base::Status writeLedger();
    [[nodiscard]] base::Status writeStores();

    BundlePtr m_bundle;
    QTemporaryDir m_folder;
    base::ManualClock m_clock;
    std::shared_ptr<station::StationStores> m_stores;
    std::vector<std::unique_ptr<sources::Source>> m_ports;
};

} // namespace wf::engine
