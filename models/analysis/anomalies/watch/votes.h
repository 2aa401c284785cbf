// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

// What each detector says of a sample, as values that a screen can show.
namespace wf::analysis {

enum class Vote { Abstains, No, Yes };

enum class VoteReason {
    TooLittleHistory, // abstains
    InsideBand,
    AboveBand,
    BelowBand,
    UsualShape, // of the last samples; there is no band
    UnusualShape,
    Foreseen,     // what came before has been followed by this
    NewInContext, // it never was
    Moves,
    StandsStill, // always the same value, as it never was before for so long
    OnTime,      // samples come when they should
    Missing,     // none has come for several times the usual interval
    AmongOthers, // several instances are alike
    Alone,       // no other instance is near
};

struct DetectorVote {
    const char *detector = ""; // "time of day"
    Vote vote = Vote::Abstains;
    VoteReason reason = VoteReason::TooLittleHistory;
    // With low and high: the band outside of which it votes yes; 0 where there is none.
    double expected = 0;
    double low = 0;
    double high = 0;
    double size = 0; // of the departure, in usual ones; of the contexts, the novelty; equal values in a row (flat line)
};

// Share of yes among the votes that were cast; 0 when there are none.
[[nodiscard]] double agreement(const std::vector<DetectorVote> &votes);
// How often a sample with such an agreement was part of an incident that people had labelled; the table stands in
// docs/performance.md.
[[nodiscard]] double calibratedAgreement(double agreement);

// "Time of day: expected 12 … 30, got 95."
[[nodiscard]] QString voteSentence(const DetectorVote &vote, double value);

} // namespace wf::analysis
