// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QDir>
#include <QHash>
#include <QStringList>

#include <map>

namespace wf::app {

using Minutes = std::map<qint64, double>; // Unix second -> value

struct ServiceMinutes {
    Minutes cpu;
    Minutes memory;
    Minutes latency; // of what it serves, 90th percentile, seconds
};
struct CallMinutes {
    Minutes callers; // median latency as the caller sees it
    Minutes callee;  // as the callee sees it
};
// A day of a system, as Nezha keeps it.
struct MinuteDay {
    std::map<QString, ServiceMinutes> services;
    std::map<std::pair<QString, QString>, CallMinutes> links;
    QHash<QString, QStringList> calls;
    QString entry; // calls and is called by nobody
};

// metrics.csv, and where they exist source_50.csv, destination_50.csv, dependency.csv or else the calls of the
// fault-free traces. A service whose clock is wrong by a constant is moved to the others.
[[nodiscard]] base::Result<MinuteDay> readMinuteDay(const QDir &folder);

} // namespace wf::app
