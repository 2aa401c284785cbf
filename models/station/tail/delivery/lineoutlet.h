// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/signals/logline.h"
#include "models/signals/logmark.h"
#include "models/station/intake/intake.h"
#include "models/station/tail/delivery/positionfile.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace wf::station::tail {

// Hands lines and marks to the intake, in one write when it keeps marks; else the marks go into a file of our own. One
// batch at a time: what was not taken is kept and offered again, so that nothing is lost and nothing overtakes. One
// thread.
class LineOutlet {
public:
    LineOutlet(Intake &intake, const base::Clock &clock, QString positionPath);

    // Marks of the last run. Call it first.
    [[nodiscard]] std::vector<signals::LogMark> restore();

    void add(signals::LogLine line);
    void mark(signals::LogMark mark); // belongs to the lines added so far; the newest of each origin counts
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool isEmpty() const { return m_lines.empty() && m_marks.empty(); }
    // Offers what there is. False: it was not taken, ask again at retryNs() (monotonic).
    bool deliver();
    [[nodiscard]] qint64 retryNs() const { return m_retryNs; }
    // At most once a second, or at once at the end.
    void savePositions(bool atOnce);

    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    [[nodiscard]] qint64 refused() const { return m_refused; }
    [[nodiscard]] QString problem() const; // of the intake or the file; empty when all is well

private:
    Intake &m_intake;
    const base::Clock &m_clock;
    PositionFile m_file;
    bool m_intakeKeepsMarks = false;
    std::vector<signals::LogLine> m_lines;
    std::size_t m_bytes = 0;
    std::map<std::string, std::string> m_marks;
    bool m_isWaiting = false;
    qint64 m_retryNs = 0;
    qint64 m_savedNs = 0;
    qint64 m_refused = 0;
    QString m_intakeProblem;
    QString m_refusalProblem;
    QString m_fileProblem;
};

} // namespace wf::station::tail
