// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/labelmatcher.h"
#include "models/signals/logline.h"

#include <QStringList>

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// Bytes of which at least one must occur in a line's text. With ignoreCase (ASCII only) they are lower case.
struct LogNeedles {
    std::vector<std::string> anyOf;
    bool ignoreCase = false;
};

inline constexpr quint32 allLogLevels = (1U << signals::logLevelCount) - 1;

// Which lines are wanted. Exact: stream, time and needles. `metadata` and `levels` only leave out pieces of blocks.
struct LogScan {
    std::vector<signals::LabelMatcher> matchers; // on streams
    qint64 startNs = 0;                          // inclusive
    qint64 endNs = 0;                            // exclusive
    bool isBackward = true;
    std::vector<LogNeedles> needles;             // all must hold
    std::vector<signals::LabelMatcher> metadata; // on stream and metadata together; only = with a value helps
    quint32 levels = allLogLevels;               // bit per LogLevel
    bool needsText = true;                       // false without needles: text is left empty, which is much faster
};

struct StoredLine {
    qint64 timeNs = 0;
    std::string_view text;
    const base::Labels *metadata = nullptr; // never null
    signals::LogLevel level = signals::LogLevel::Unknown;
    std::string_view traceId;
};

// Lines of one stream in the asked order; valid during the call only.
struct StoredBatch {
    const base::Labels *stream = nullptr;
    std::span<const StoredLine> lines;
    qint64 horizonNs = 0; // later batches hold nothing before (forward) or after (backward) it
};

struct LogScanReport {
    qint64 linesRead = 0;
    qint64 bytesRead = 0;     // of unpacked text
    qint64 piecesRead = 0;    // segments and head pages
    qint64 piecesSkipped = 0; // by time, stream, level or filter
    bool isCutShort = false;
    QStringList damage; // what could not be read and is missing
};

// False: enough.
using TakeLogs = std::function<bool(const StoredBatch &)>;

} // namespace wf::store
