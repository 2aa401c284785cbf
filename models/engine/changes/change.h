// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/changes/departure.h"
#include "models/base/completeness.h"
#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/base/units.h"
#include "models/signals/subject.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

struct ChangeQuestion {
    base::TimeRange window;
    base::TimeRange baseline; // usually ends where the window begins
    friend bool operator==(const ChangeQuestion &, const ChangeQuestion &) = default;
};
// Against the time right before, three times as long as the window.
[[nodiscard]] ChangeQuestion changedSinceBefore(base::TimeRange window);

// "What moves with this?": one series over a window.
struct MoveQuestion {
    base::TimeRange window;
    QString expr;        // PromQL: one series, or several of which `labels` name one
    base::Labels labels; // may be empty
    QString title;       // how to call it; outside text; empty: the expression
    qint64 stepNs = 0;   // 0: chosen, never below the scrape interval
    friend bool operator==(const MoveQuestion &, const MoveQuestion &) = default;
};

enum class ChangeSignal { Metric, Pattern, Trait };
enum class ChangeVerdict { Shifted, Appeared, Vanished, Surged, Fell, Separates, MovesWith, MovesAgainst };

// One thing that departs from its baseline, with its evidence.
struct Change {
    ChangeSignal signal = ChangeSignal::Metric;
    ChangeVerdict verdict = ChangeVerdict::Shifted;
    QString title;  // "http_requests_total", a pattern, a trait; outside text
    QString detail; // labels, level; outside text
    QString query;  // PromQL or LogQL that shows it; empty for traits
    signals::Subject subject;
    double before = 0, within = 0; // NaN: nothing there. Metric: medians; Pattern: lines a second; Trait: shares
    base::Unit unit = base::Unit::None;
    double size = 0;         // robust standard deviations, signed; 0 unless a metric shifted
    double effect = 0;       // −1…1; of what moves with another: their correlation
    qint64 lagNs = 0;        // of what moves with another: above 0 it moves before, below after
    double p = 0, rate = 0;  // of chance; share of false ones among what is at least as strong. 0: a fact
    double score = 0;        // what is ranked by
    std::vector<float> line; // evenly spaced, NaN for gaps; the window begins at `first`. Only metrics
    std::size_t first = 0;
    QStringList folded; // others that move together with it, at most `mostNamed`
    std::size_t foldedCount = 0;
    static constexpr std::size_t mostNamed = 20;
};

// "metric", "log pattern", "traces"; "shifted", "appeared", … for commands and exports.
[[nodiscard]] QString changeSignalName(ChangeSignal signal);
[[nodiscard]] QString changeVerdictName(ChangeVerdict verdict);
// What moves with another, rather than away from its own baseline.
[[nodiscard]] bool isMove(const Change &change);
// "412 /s → 96 /s", "new, 1.2 /s", "gone, was 3 GiB", "93 % of slow, 4 % of others", "with it, 40 s before".
[[nodiscard]] QString changeInWords(const Change &change);
// "11 times its own noise, chance 1 in 2 300": why it stands where it does. The chance is the share of false ones to
// expect among what is at least as strong.
[[nodiscard]] QString changeReason(const Change &change);

// Immutable; shared with views.
struct ChangesSnapshot {
    ChangeQuestion question;           // of what moves with something: its window alone
    std::optional<MoveQuestion> moves; // what was asked about; none: what changed
    std::vector<float> target;         // the line that was asked about, as long as the others; empty: not yet known
    std::vector<qint64> timesMs;       // of the points of all lines
    std::vector<Change> changes;       // strongest first, at most `mostChanges`
    std::size_t looked = 0;            // series, patterns and traces that were looked at
    std::size_t series = 0;            // there are
    double done = 0;                   // 0…1
    bool isBusy = false;
    qint64 elapsedNs = 0;
    std::vector<base::Error> errors; // of what could not be asked; the rest counts
    QStringList notes;               // what was left out and why
    static constexpr std::size_t mostChanges = 300;
};
using ChangesPtr = std::shared_ptr<const ChangesSnapshot>;

} // namespace wf::engine
