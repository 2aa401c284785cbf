// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/tailsettings.h"
#include "models/station/tail/tailstate.h"

#include <optional>
#include <stop_token>

namespace wf::station::tail {

// What following a group would bring, seen before anybody does. Paths and lines are outside text.
struct LogPreview {
    qint64 files = 0; // that match and can be read; packed ones are left out
    qint64 bytes = 0; // of them all
    bool isCut = false;
    std::vector<UnreadableState> unreadable; // at most 20
    QString newest;                          // the file written to last; empty: none
    qint64 changedNs = 0;                    // when
    QStringList lines;                       // its last ones, masked, at most 8
    QString format;                          // "json", "syslog", … of most of the last lines
    std::optional<double> linesPerSecond;    // by the times in its last lines; unset: they tell none
};

// At most so many files as the settings allow. Blocks on the disk.
[[nodiscard]] LogPreview previewLogs(const TailGroup &group, const TailSettings &settings, qint64 nowNs,
                                     const std::stop_token &stop = {});

} // namespace wf::station::tail
