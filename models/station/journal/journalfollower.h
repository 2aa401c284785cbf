// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/station/intake/intake.h"
#include "models/station/journal/childprocess.h"
#include "models/station/journal/journalexport.h"
#include "models/station/tail/delivery/lineoutlet.h"
#include "models/station/tail/delivery/linerate.h"
#include "models/wire/logtext/mask/masker.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace wf::station::journal {

struct JournalSettings {
    std::string program = "journalctl";
    int firstLines = 10'000; // read at the very first start, of the last day at most
    wire::logtext::MaskRules masks;
};

struct JournalState {
    bool isRunning = false;
    qint64 lines = 0;
    double linesPerSecond = 0; // over the last ten seconds or so
    qint64 lastLineNs = 0;     // UTC; 0: none yet
    qint64 refusedLines = 0;
    bool isWaiting = false; // the intake takes no more for now
    std::vector<std::pair<QString, qint64>> masked;
    QString problem; // what happened and what to do; outside text may be in it
    friend bool operator==(const JournalState &, const JournalState &) = default;
};

// Follows the systemd journal through journalctl, step by step (docs/decisions/0017). The cursor of the last entry goes
// to the intake with the lines: after a crash the journal goes on where the intake was left. While the intake takes no
// more nothing is read, and journalctl waits. One thread.
class JournalFollower {
public:
    JournalFollower(JournalSettings settings, Intake &intake, const base::Clock &clock, const QString &positionPath);

    // One round: starts the program when it does not run, reads, hands over. How long to wait at most, 0: at once.
    [[nodiscard]] qint64 step();
    void finish();
    [[nodiscard]] int watchFd() const { return m_outlet.isWaiting() ? -1 : m_process.output(); }
    [[nodiscard]] JournalState state() const;

private:
    void start();
    bool read();
    void hear();
    void ended();

    JournalSettings m_settings;
    const base::Clock &m_clock;
    tail::LineOutlet m_outlet;
    wire::logtext::Masker m_masker;
    wire::logtext::Masker::Counts m_masked;
    std::string m_cursor;
    ChildProcess m_process;
    JournalExportReader m_reader;
    std::vector<JournalEntry> m_entries;
    qint64 m_startNs = 0; // monotonic: not before
    int m_failures = 0;   // ends without an entry, in a row
    bool m_hadEntries = false;
    JournalState m_state;
    tail::LineRate m_rate;
};

} // namespace wf::station::journal
