// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/station/feed.h"
#include "app/workspace.h"
#include "models/base/clock.h"

#include <memory>

namespace wf::app {

// --demo: the Halcyon shop, seen through a station that keeps it in a folder thrown away at the end.
struct DemoOptions {
    std::uint64_t seed = 42;
    qint64 atNs = 0; // what the shop's clock shows first; 0 = now
    double speed = 1.0;
};

// "02:14" (its last occurrence, UTC) or a moment as RFC 3339 writes it; nothing when it is neither.
[[nodiscard]] std::optional<qint64> parseDemoMoment(const QString &text, qint64 nowNs);

// Outlives the workspace that is opened on it.
class DemoSession {
public:
    // Makes the folder and writes the shop's rules and objectives into it.
    [[nodiscard]] static base::Result<std::unique_ptr<DemoSession>> open(DemoOptions options);
    ~DemoSession();
    DemoSession(const DemoSession &) = delete;
    DemoSession &operator=(const DemoSession &) = delete;

    [[nodiscard]] const base::Clock &clock() const { return m_clock; }
    [[nodiscard]] const sources::Environment &environment() const { return m_environment; }
    [[nodiscard]] const QString &directory() const { return m_directory; }
    // The shop's own, for Station::startRules() when the past is there.
    [[nodiscard]] station::RuleSettings rules() const;
    // Who is told in the shop, and by which escalation; nothing of it leaves this machine.
    [[nodiscard]] QString tellingFile() const;
    // Fills the workspace's station, once it is started; ends before the workspace.
    [[nodiscard]] std::unique_ptr<demo::ShopFeed> feed(Workspace &workspace) const;

private:
    DemoSession(DemoOptions options, QString directory);

    DemoOptions m_options;
    QString m_directory;
    base::RunningClock m_clock;
    sources::Environment m_environment;
};

} // namespace wf::app
