// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/station/intake/intake.h"
#include "models/station/tail/tailsettings.h"
#include "models/station/tail/tailstate.h"

#include <QString>

#include <memory>

namespace wf::station::tail {

// Follows log files on a thread of its own until it is destroyed. What was handed over is never lost and never comes
// twice, whatever kills the process, when the intake keeps marks (see Intake::takeMarkedLogs). A line is handed over
// about a second after it was written: so long the next one might belong to it. The destructor waits for the intake's
// answer to the batch in hand and for nothing else.
class Tailer {
public:
    // `positionPath`: where positions are kept for an intake that keeps no marks. Intake and clock outlive the tailer.
    Tailer(TailSettings settings, Intake &intake, const base::Clock &clock, QString positionPath);
    ~Tailer();
    Tailer(const Tailer &) = delete;
    Tailer &operator=(const Tailer &) = delete;

    // Any thread; at most half a second old.
    [[nodiscard]] TailState state() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace wf::station::tail
