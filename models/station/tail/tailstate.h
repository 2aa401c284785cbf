// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

// What is collected from log files, as values for the Station page.
namespace wf::station::tail {

struct TailedFileState {
    QString path; // outside text
    qint64 bytes = 0;
    qint64 position = 0;       // taken by the intake up to here
    qint64 lines = 0;          // records taken
    double linesPerSecond = 0; // over the last ten seconds or so
    qint64 lastLineNs = 0;     // UTC, of the newest line; 0: none yet
    QString format;            // "json", "syslog", … of most lines; empty: none yet
    qint64 cutLines = 0;       // longer than the limit
    qint64 replacedBytes = 0;  // were not UTF-8
    bool isRotated = false;    // has another name now, or none; read to its end
    QString problem;           // what happened and what to do; empty: none
    [[nodiscard]] qint64 lag() const { return bytes - position; }
    friend bool operator==(const TailedFileState &, const TailedFileState &) = default;
};

// A path that matches and cannot be read.
struct UnreadableState {
    QString path;
    QString reason;
    QString remedy;
    friend bool operator==(const UnreadableState &, const UnreadableState &) = default;
};

struct TailState {
    std::vector<TailedFileState> files;
    std::vector<UnreadableState> unreadable;
    std::vector<std::pair<QString, qint64>> masked; // items by rule, all of them
    qint64 lines = 0;
    qint64 refusedLines = 0; // by the intake
    qint64 cutLines = 0;
    qint64 replacedBytes = 0;
    bool isWaiting = false; // the intake takes no more for now; nothing is lost, reading goes on later
    QStringList problems;
    friend bool operator==(const TailState &, const TailState &) = default;
};

} // namespace wf::station::tail
