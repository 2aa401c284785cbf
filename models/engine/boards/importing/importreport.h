// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"
#include "models/wire/grafana/container/container.h"

#include <QString>

#include <vector>

namespace wf::engine {

// How faithfully a panel of an imported dashboard is shown.
enum class Fidelity {
    Exact,        // everything it says that changes what is seen is drawn
    Approximated, // it is drawn, but for what `reasons` name
    LeftOut,      // a titled box says why
};
[[nodiscard]] QString fidelityName(Fidelity fidelity); // "exact" "approximated" "left_out"

struct PanelVerdict {
    QString path; // in the file
    QString title;
    QString type; // as the console shows it
    Fidelity fidelity = Fidelity::Exact;
    QStringList reasons; // English sentences' ends, the same for the same cause
};

struct ImportReport {
    QString title;
    QString schema; // "39", "dashboard.grafana.app/v2beta1"
    int rows = 0;
    std::vector<PanelVerdict> panels; // without rows
    QStringList notes;                // about the whole
    // Where writing what was read differs from what came; empty = nothing was lost.
    QString roundTripDifference;
    [[nodiscard]] int count(Fidelity fidelity) const;
};

[[nodiscard]] ImportReport reportOf(const wire::grafana::Container &container);
[[nodiscard]] PanelVerdict verdictOf(const signals::BoardPanel &panel, const signals::Dashboard &dashboard);

// Reads, writes, reads: the written JSON must mean what was migrated, and a dashboard written without its source must
// read as the same. "$.panels[2].title" where it does not.
[[nodiscard]] QString roundTripDifference(const wire::grafana::Container &container);

} // namespace wf::engine
