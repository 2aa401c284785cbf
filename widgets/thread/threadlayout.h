// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/threadentry.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace wf::widgets {

struct Theme;

// Where each part of each entry stands, before anything is painted. Plain data: tests ask it.
struct EntryLayout {
    int index = 0; // into Thread::entries (or future)
    double top = 0;
    double height = 0;
    QString gapText;      // "4 min 08 s later" above it, when the pause was over two minutes
    QStringList detail;   // at most two lines, elided
    QStringList evidence; // a log line as two lines at most, broken at spaces where there are any
    QStringList reason;   // at most two lines
    double evidenceHeight = 0;
};

struct ThreadLayout {
    std::vector<EntryLayout> entries; // shown ones, oldest first
    double height = 0;
    // The entry at a height, -1 = none.
    [[nodiscard]] int entryAt(double y) const;
};

// `hidden`: signals switched off. Width is that of the whole view.
[[nodiscard]] ThreadLayout layoutThread(const std::vector<signals::ThreadEntry> &entries,
                                        const std::vector<bool> &hidden, double width, const Theme &theme,
                                        bool withGaps);

// When it was or will be, short: "02:14:07", "16:07" of what comes, "Tue 12:32" and "20 May" of another day.
[[nodiscard]] QString threadMoment(const signals::ThreadEntry &entry, qint64 nowNs);

inline constexpr double threadEvidenceWidth = 260; // at most
inline constexpr double threadTimeColumn = 68;
inline constexpr double threadSpineColumn = 24;

} // namespace wf::widgets
