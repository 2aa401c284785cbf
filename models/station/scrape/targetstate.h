// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/station/intake/intake.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

namespace wf::station {

enum class TargetHealth { Unknown, Up, Down };

// How the collecting from one target goes, for the Health screen and the command line.
struct TargetState {
    QString key; // stable while the target is the same
    QString job;
    base::Labels labels;
    base::Labels discovered; // before relabelling
    QUrl url;                // empty for what is collected inside this program
    QString source;          // where it was found: configuration, a file, a name, this machine
    TargetHealth health = TargetHealth::Unknown;
    std::optional<base::Error> lastError; // of the last scrape
    qint64 intervalNs = 0;
    qint64 timeoutNs = 0;
    qint64 lastScrapeNs = 0; // wall time it began; 0 = not yet
    qint64 nextScrapeNs = 0;
    qint64 lastDurationNs = 0;
    qint64 scraped = 0; // samples of the last scrape
    qint64 kept = 0;
    qint64 added = 0;
    qint64 bodyBytes = 0;
    qint64 scrapes = 0; // since it is a target
    qint64 failures = 0;
    qint64 missedTurns = 0;
    QString note; // what should be known although it is up: duplicates, refused samples, a clock that jumped
    std::vector<Refusal> refused; // by the station, of the last scrape
};

struct ScrapeSnapshot {
    std::vector<TargetState> targets;  // by job, then by address
    std::vector<base::Labels> dropped; // discovered labels of what relabelling dropped; at most 1000 a job
    qint64 droppedCount = 0;
    QStringList problems; // targets that cannot be scraped, files and names that cannot be read, and why
    [[nodiscard]] qint64 count(TargetHealth health) const;
};
using ScrapeSnapshotPtr = std::shared_ptr<const ScrapeSnapshot>;

// "up", "down", "unknown".
[[nodiscard]] QString healthName(TargetHealth health);

} // namespace wf::station
