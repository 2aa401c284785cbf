// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/journal/journalfollower.h"

#include <memory>

namespace wf::station::journal {

// Follows the journal on a thread of its own until it is destroyed; see JournalFollower.
class JournalTailer {
public:
    // Intake and clock outlive it. `positionPath`: for an intake that keeps no marks.
    JournalTailer(JournalSettings settings, Intake &intake, const base::Clock &clock, QString positionPath);
    ~JournalTailer();
    JournalTailer(const JournalTailer &) = delete;
    JournalTailer &operator=(const JournalTailer &) = delete;

    // Any thread; at most half a second old.
    [[nodiscard]] JournalState state() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace wf::station::journal
