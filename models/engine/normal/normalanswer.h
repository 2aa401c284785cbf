// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/usual/standing.h"
#include "models/base/result.h"
#include "models/base/units.h"
#include "models/engine/anomalies/linefindings.h"
#include "models/signals/subject.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

enum class NormalVerdict { Unusual, Usual, Unknown };
// How values are written; empty: by their unit.
using WriteValue = std::function<QString(double)>;

// One thing that was looked at to answer "is this normal?".
struct NormalLine {
    QString title;              // outside text
    QString query;              // PromQL or LogQL; empty: traces
    signals::Subject subject{}; // the series, the lines or the operation itself: to be opened or compared
    base::Unit unit = base::Unit::None;
    WriteValue write{}; // as the chart does that was asked
    NormalVerdict verdict = NormalVerdict::Unknown;
    double value = 0; // now; NaN: there is no sample
    qint64 valueNs = 0;
    double low = 0, high = 0; // where it is expected; NaN: not known
    std::optional<analysis::Standing> standing;
    // Of the detectors that watch the same series; cast 0: none does, or they have nothing to object.
    bool isWatched = false;
    int yes = 0, cast = 0;
    qint64 unusualSinceNs = 0; // 0: no detector run goes on
    std::vector<double> line;  // the hours before, for a sparkline
};

// What is said now; immutable, shared with views.
struct NormalSnapshot {
    signals::Subject subject;
    qint64 atNs = 0;
    NormalVerdict verdict = NormalVerdict::Unknown; // the worst that is known
    std::vector<NormalLine> lines;                  // unusual ones first, at most `mostLines`
    std::size_t left = 0;                           // more lines than that
    QStringList notes;                              // what could not be asked, and why
    std::vector<base::Error> errors;
    bool isBusy = false;
    static constexpr std::size_t mostLines = 12;
};
using NormalPtr = std::shared_ptr<const NormalSnapshot>;

// "usual", "unusual", "cannot know yet": for commands and exports.
[[nodiscard]] QString normalName(NormalVerdict verdict);
// "As usual at this hour", "Unusual: 2 of 5 are not as they usually are", "This cannot be known yet".
[[nodiscard]] QString normalHeadline(const NormalSnapshot &said);
// "218 /s, expected 204 … 226 /s": value and range.
[[nodiscard]] QString normalValue(const NormalLine &line);
// "More than 61 % of 96 samples at this hour of the last 4 weeks. 9 of 12 detectors find it unusual since 02:14.":
// with what it was compared, or what cannot be known yet.
[[nodiscard]] QString normalReason(const NormalLine &line);
// "Nine of ten lie in 204 … 226 /s, the middle is 214 /s; now is 0.4 deviations above it. 96 samples since 16 Apr,
// 02:14.": the figures behind it; empty when there are none.
[[nodiscard]] QString normalFacts(const NormalLine &line, qint64 nowNs);
// The whole as plain text, for the clipboard and notes.
[[nodiscard]] QString normalText(const NormalSnapshot &said);

// A line from samples: what it is compared with, the verdict, the band. `atNs`: the moment; samples may be of any
// time. `found`: what detectors know of it. Pure.
struct NormalSamples {
    std::vector<qint64> timesMs; // ascending
    std::vector<double> values;
};
[[nodiscard]] NormalLine normalLine(const NormalSamples &samples, qint64 atNs, const LineFindings &found);
// Sorts, counts and judges the whole.
void settle(NormalSnapshot &said);

} // namespace wf::engine
