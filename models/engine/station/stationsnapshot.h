// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/engine/health/healthmonitor.h"
#include "models/engine/station/diskforecast.h"
#include "models/engine/station/sizeforecast.h"
#include "models/signals/severity.h"
#include "models/signals/sourcestate.h"

#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

// Names, addresses, paths, reasons and problems are outside text.

struct StationTarget {
    QString key; // stable while the target is the same
    QString job;
    QString instance; // its label
    QString address;  // where it is scraped; for what is collected inside this program, its instance
    QString foundIn;  // a configuration, a file, a name, this machine
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

// What is pushed here, what is computed here, and what goes out.
//   Port    where pushes are taken             Signal  what was pushed
//   Rules   a group of rules                   Serve   where the read APIs answer; no name: they are off
//   SendOn  who else is sent what comes in
struct StationDoor {
    enum class Kind { Port, Signal, Rules, Serve, SendOn };
    Kind kind = Kind::Port;
    QString name;
    signals::Reachability reach = signals::Reachability::Up;
    qint64 requests = 0; // Rules: evaluations of single rules; SendOn: tries that had to be repeated
    qint64 taken = 0;    // Rules: samples of the last evaluation; SendOn: samples, lines or spans that were sent
    qint64 lost = 0;     // refused; Rules: failed and missed evaluations
    qint64 dropped = 0;  // left out on purpose; SendOn: pushed out of the queue by newer ones
    qint64 waiting = 0, waitingBytes = 0; // SendOn: what is in the queue
    qint64 lastNs = 0;                    // 0 = never
    qint64 tookNs = 0;                    // Rules: of the last evaluation
    QString problem;                      // SendOn: until something is taken again; else why some were refused
};

// What is kept of one signal, and what becomes of it.
struct StationKept {
    QString signal;                        // "series", "logs", "spans"
    qint64 bytes = 0;                      // on disk, with what is not sealed yet
    qint64 unsealedBytes = 0;              // append logs and heads
    std::array<qint64, tierCount> tiers{}; // hot, warm, cold
    qint64 oldestNs = 0;                   // of what is sealed; 0 = nothing is
    KeepPolicy policy;
    int exceptions = 0; // services and levels that are kept for less time
    std::optional<SizeForecast> forecast;
};

struct StationBackup {
    bool isRunning = false;
    QString folder; // where "back up now" puts the next one
    QString path;   // of the last one; empty: none was ever made
    qint64 files = 0, bytes = 0;
    qint64 madeNs = 0;
    qint64 verifiedNs = 0; // last compared with its checksums; 0 = never
    qint64 damaged = 0;    // files found damaged then
};

// What following a path would bring, before it is added. Nothing is kept of it.
struct StationLogPreview {
    QString glob; // as it would be added
    qint64 files = 0, bytes = 0;
    bool isCut = false; // more files match than are followed
    QString newest;     // the file written to last; empty: none matches
    qint64 changedNs = 0;
    QStringList lines; // its last ones, masked
    QString format;
    std::optional<double> linesPerSecond; // by the times in the lines
    QStringList unreadable;               // path, reason and remedy, one sentence each
};

// A target or the path of logs that somebody added by hand, and may remove.
struct StationAdded {
    enum class Kind { Target, Log };
    Kind kind = Kind::Target;
    QString what;  // address; glob
    QString group; // job; service, empty: from the path
    friend bool operator==(const StationAdded &, const StationAdded &) = default;
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
    std::vector<StationDoor> doors;       // ports, signals, rule groups, read APIs, receivers
    std::vector<StationProblem> problems; // worst first; what is wrong before what was left out
    std::vector<StationCardinality> seriesByMetric, valuesByLabel;

    qint64 samplesTaken = 0, linesTaken = 0, spansTaken = 0; // since the start
    double samplesPerSecond = 0, linesPerSecond = 0, spansPerSecond = 0;
    qint64 activeSeries = 0;
    qint64 seriesBytes = 0, logBytes = 0, spanBytes = 0, freeBytes = 0;
    std::optional<double> bytesPerSample; // of samples in finished blocks; unset while there are none
    DiskKept kept;
    std::vector<StationKept> retention; // series, logs, spans; empty until they have been looked at
    StationBackup backup;
    std::vector<OwnFigure> figures; // the last ten minutes, a value each second
    std::optional<DiskForecast> forecast;
    qint64 asOfNs = 0;

    [[nodiscard]] qint64 bytes() const { return seriesBytes + logBytes + spanBytes; }
    [[nodiscard]] int targetsUp() const;
    [[nodiscard]] signals::Severity worst() const; // Ok when there is nothing to see
};
using StationPtr = std::shared_ptr<const StationSnapshot>;

} // namespace wf::engine
