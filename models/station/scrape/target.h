// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/station/config/scrapeconfig.h"
#include "models/station/scrape/schedule.h"

#include <QUrl>

#include <vector>

namespace wf::station {

// One address to scrape, with everything relabelling decides about it.
struct Target {
    QString job;
    base::Labels labels;     // what its samples get: job, instance …
    base::Labels discovered; // before relabelling, __address__ and all
    QUrl url;
    qint64 intervalNs = 0;
    qint64 timeoutNs = 0;
    QString source; // where it was found
    QString key;    // equal for what is the same target after a reload
    [[nodiscard]] Rhythm rhythm() const;
    friend bool operator==(const Target &, const Target &) = default;
};
struct ResolvedTargets {
    std::vector<Target> active;
    std::vector<base::Labels> dropped; // by relabelling; at most 1000 are kept
    qint64 droppedCount = 0;
    QStringList problems; // targets that cannot be scraped, and why
};

[[nodiscard]] QString targetKey(const Target &target);

// What a job makes of its targets (Prometheus 3, "relabel_config" and scrape.PopulateLabels): defaults, relabelling,
// instance, address. Of equal targets the first counts. More than the job's target_limit: none is active, as there.
[[nodiscard]] ResolvedTargets resolveTargets(const ScrapeJob &job, const std::vector<TargetGroup> &groups);

} // namespace wf::station
