// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/engine/health/healthmonitor.h"
#include "models/engine/station/diskforecast.h"
#include "models/signals/severity.h"
#include "models/signals/sourcestate.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

// Names, addresses, paths, reasons and problems are outside text.

struct StationTarget {
    QString key; // stable while the target is the same
    QString job;
    QString address; // where it is scraped; for what is collected inside this program, its instance
    QString foundIn; // a configuration, a file, a name, this machine
    signals::Reachability reach = signals::Reachability::Unknown; // Degraded: up, but something should be known
    QString problem;                                              // empty = none
    qint64 samples = 0;                                           // of the last scrape
    qint64 scrapes = 0, failures = 0;                             // since it is a target
    qint64 lastNs = 0;                                            // 0 = not yet
    qint64 tookNs = 0;
    qint64 intervalNs = 0;
};

// A log file that is followed, one that cannot be, or the journal of this machine.
struct StationLogFile {
    QString path;
    signals::Reachability reach = signals::Reachability::Up; // Down: matches, and cannot be read
    std::optional<qint64> position;                          // bytes taken up to here; unset: unreadable, or no file
    std::optional<qint64> lag;                               // bytes not yet taken; likewise
    double linesPerSecond = 0;
    qint64 lines = 0;
    qint64 lastLineNs = 0; // 0 = none yet
    QString format;        // empty = not known yet
    QString problem;       // with its remedy; empty = none
};

// What is pushed here, and what is computed here.
struct StationDoor {
    enum class Kind { Port, Signal, Rules };
    Kind kind = Kind::Port;
    QString name;
    signals::Reachability reach = signals::Reachability::Up;
    qint64 requests = 0; // Rules: evaluations of single rules
    qint64 taken = 0;    // Rules: samples of the last evaluation
    qint64 lost = 0;     // refused and dropped; Rules: failed and missed evaluations
    qint64 lastNs = 0;   // 0 = never
    qint64 tookNs = 0;   // Rules: of the last evaluation
    QString problem;
};

// What is wrong, and what was left out since the start.
struct StationProblem {
    signals::Severity severity = signals::Severity::Warning;
    QString where;
    QString what;
    qint64 count = 0; // of what was left out; 0 = not a count
};

struct StationCardinality {
    QString name;
    qint64 count = 0;
    double share = 0; // of the largest
};

struct StationSnapshot {
    bool isOpen = false;   // the stores have been opened, or could not be
    bool collects = false; // false: it only keeps what it is given (the demo)
    QString directory;
    QString configFile;
    bool hasConfigFile = false;

    std::vector<StationTarget> targets;   // worst first, then by job
    qint64 targetsDropped = 0;            // by relabelling
    std::vector<StationLogFile> logs;     // worst first, then by rate
    std::vector<StationDoor> doors;       // ports, then signals, then rule groups
    std::vector<StationProblem> problems; // worst first; what is wrong before what was left out
    std::vector<StationCardinality> seriesByMetric, valuesByLabel;

    double samplesPerSecond = 0, linesPerSecond = 0, spansPerSecond = 0;
    qint64 activeSeries = 0;
    qint64 seriesBytes = 0, logBytes = 0, spanBytes = 0, freeBytes = 0;
    std::optional<double> bytesPerSample; // of samples in finished blocks; unset while there are none
    DiskKept kept;
    std::vector<OwnFigure> figures; // the last ten minutes, a value each second
    std::optional<DiskForecast> forecast;
    qint64 asOfNs = 0;

    [[nodiscard]] qint64 bytes() const { return seriesBytes + logBytes + spanBytes; }
    [[nodiscard]] int targetsUp() const;
    [[nodiscard]] signals::Severity worst() const; // Ok when there is nothing to see
};
using StationPtr = std::shared_ptr<const StationSnapshot>;

} // namespace wf::engine
