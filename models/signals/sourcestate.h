// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace wf::signals {

enum class SourceKind { Metrics, Alerts, Logs, Traces };
enum class BreakerState { Closed, HalfOpen, Open };
enum class Reachability { Unknown, Up, Degraded, Down };

// What a source is and can do, as found by asking it.
struct Capability {
    QString product; // "Prometheus", "Mimir", "Loki", "Jaeger", "Alertmanager" …
    QString version;
    QStringList limits; // what it cannot do and what is done instead, in words
};

// The state of one source for the Health screen. A value; published after each change.
struct SourceState {
    QString id; // unique within the environment
    QString name;
    SourceKind kind = SourceKind::Metrics;
    QString address;      // without credentials
    bool isLocal = false; // answers from this machine's own disk: keeping copies of them gains nothing
    Reachability reach = Reachability::Unknown;
    BreakerState breaker = BreakerState::Closed;
    qint64 breakerUntilNs = 0;
    qint64 since = 0; // ns: of the present reachability
    Capability capability;
    double latencyP50Ms = 0;
    double latencyP95Ms = 0;
    qint64 requests = 0;
    qint64 failures = 0;
    qint64 retries = 0;
    int inFlight = 0;
    qint64 lastOkNs = 0;
    qint64 newestDatumNs = 0; // age of the data
    qint64 clockSkewNs = 0;   // server minus us
    std::optional<base::Error> lastError;
    qint64 lastErrorNs = 0;
};

} // namespace wf::signals
