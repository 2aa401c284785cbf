// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/damping.h"
#include "models/analysis/noise/maintenance.h"

#include <QHash>
#include <QStringList>

#include <unordered_map>
#include <vector>

namespace wf::analysis {

struct NoiseSettings {
    std::vector<MaintenanceWindow> maintenance;
    QHash<QString, QStringList> calls; // service -> the services it calls
    // An alert may begin so much earlier than the critical one below it and still be its effect.
    qint64 earlierNs = 5 * base::nsPerMinute;
    DampingSettings damping;
};

// What fires, and since when.
struct NoiseAlert {
    base::Labels labels;
    qint64 startsNs = 0;
};

enum class NoiseReason { None, Maintenance, Twin, Dependency, Flapping };

// Why an alert need not be looked at now. It stays reachable: nothing is removed.
struct Noise {
    NoiseReason reason = NoiseReason::None;
    int instead = -1;   // index of the alert that stands for it: its twin, or what it is an effect of
    QString window;     // name of the maintenance window
    qint64 untilNs = 0; // end of that stretch
    double penalty = 0; // of what flaps
    friend bool operator==(const Noise &, const Noise &) = default;
};

// Judges the alerts that fire now. Remembers beginnings (at most those of 50,000 alerts), so that what flaps is known.
class NoiseFilter {
public:
    explicit NoiseFilter(NoiseSettings settings) : m_settings(std::move(settings)) {}

    // Parallel to `alerts`. The first reason of NoiseReason's order that holds; critical alerts are never effects.
    [[nodiscard]] std::vector<Noise> judge(const std::vector<NoiseAlert> &alerts, qint64 nowNs);

private:
    struct Past {
        Damping damping;
        qint64 startsNs = 0;
        bool tells = true;
        quint64 round = 0; // in which it was seen last
        int first = 0;     // of the twins of that round, the one that began first stands for all
    };
    [[nodiscard]] Noise expected(const base::Labels &labels, qint64 nowNs) const;
    void noteBeginning(Past &past, qint64 startsNs) const;
    [[nodiscard]] std::vector<Past *> pastOf(const std::vector<NoiseAlert> &alerts);
    void forget(qint64 nowNs);

    NoiseSettings m_settings;
    std::unordered_map<base::Labels, Past> m_past; // by twinLabels()
    quint64 m_round = 0;
};

} // namespace wf::analysis
