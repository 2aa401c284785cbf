// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/pastincident.h"

#include <QHash>

// What happened before, as far as it tells something about what happens now.
namespace wf::engine {

// What is known of incidents beside their alerts, by number: which service an operator confirmed as the cause.
using ConfirmedCauses = QHash<qint64, QString>;

// Parts of the score, each 0 to 1, with their weights: alerts 0.45, services 0.2, cause 0.15, text 0.15, regions 0.05;
// each is what both have over what either has (Jaccard). Without a confirmed cause on both sides the other weights
// count for all.
struct SimilarIncident {
    PastIncident past;
    double score = 0;    // 0 to 1
    QStringList reasons; // "3 of its 4 alerts fire now too", strongest first
};
// Most similar first, the newer of equals; those above `leastSimilar`, at most `mostSimilar`. Looks through what the
// snapshot knows of the past and what was closed within a day. `suspect` is who is suspected now, empty: nobody.
inline constexpr double leastSimilar = 0.25;
inline constexpr std::size_t mostSimilar = 20;
[[nodiscard]] std::vector<SimilarIncident> similarIncidents(const Incident &incident, const IncidentSnapshot &incidents,
                                                            const ConfirmedCauses &causes, const QString &suspect);

} // namespace wf::engine
