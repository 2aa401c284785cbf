// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logbuffer.h"

#include "models/base/result.h"

#include <memory>
#include <optional>

namespace wf::engine {

// The live tail as it stands.
struct TailState {
    bool isOn = false;
    bool isPaused = false;
    bool isConnected = false;
    QString reason;      // why not connected; outside text
    qint64 newLines = 0; // waiting while paused
    qint64 lost = 0;     // more came while paused than are kept
    qint64 dropped = 0;  // by the servers
    qint64 gaps = 0;
    double linesPerSecond = 0;
    friend bool operator==(const TailState &, const TailState &) = default;
};

// What the log sources told about one question.
struct LogSnapshot {
    enum class State { Idle, Asking, Ready, Failed };
    State state = State::Idle;
    QString expr;
    base::TimeRange range;
    signals::LogBuffer::Ptr lines = signals::LogBuffer::empty();
    std::vector<signals::LogBreak> marks; // by time
    signals::LogVolume volume;            // by level; empty while unknown
    qint64 total = -1;                    // lines in the range as the servers count them; -1 = unknown
    bool mayBeOlder = false;              // loadOlder() would find more
    base::Completeness completeness;
    std::optional<base::Error> error; // the first one
    TailState tail;
};
using LogSnapshotPtr = std::shared_ptr<const LogSnapshot>;

} // namespace wf::engine
