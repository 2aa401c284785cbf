// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/labels.h"

#include <array>
#include <string>
#include <vector>

namespace wf::signals {

enum class LogLevel { Fatal, Error, Warn, Info, Debug, Trace, Unknown };
inline constexpr int logLevelCount = 7;
// Understands the words servers and loggers use ("err", "E", "warning", "notice", …).
[[nodiscard]] LogLevel logLevelFromText(std::string_view text);
[[nodiscard]] QString logLevelName(LogLevel level);

struct LogLine {
    qint64 timeNs = 0;
    std::string text;      // UTF-8 as received; outside text
    base::Labels stream;   // indexed labels
    base::Labels metadata; // structured metadata and parsed fields
    LogLevel level = LogLevel::Unknown;
    QString traceId; // lower-case hex, when one was found
    friend bool operator==(const LogLine &, const LogLine &) = default;
};

struct LogAnswer {
    std::vector<LogLine> lines; // in the asked direction
    base::Completeness completeness;
};

// Counts of lines by level in buckets [startNs + i*stepNs, …).
struct LogVolume {
    qint64 startNs = 0;
    qint64 stepNs = 0;
    std::vector<std::array<double, logLevelCount>> buckets;
    base::Completeness completeness;
};

struct LogField {
    QString name;
    QString type; // string int float boolean duration bytes
    int cardinality = 0;
};
struct LogPattern {
    QString pattern; // "<_>" stands for what varies; outside text
    qint64 count = 0;
    LogLevel level = LogLevel::Unknown;
};

} // namespace wf::signals
