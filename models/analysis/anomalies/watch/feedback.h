// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace wf::analysis {

enum class FeedbackKind {
    Real,           // it was worth being told
    NotReal,        // it was not
    ExpectedWeekly, // it was not, and will be so every week at this time ("every Monday")
};

struct Feedback {
    FeedbackKind kind = FeedbackKind::Real;
    qint64 timeMs = 0; // of the sample it is about
    bool operator==(const Feedback &) const = default;
};

// What operators have said of one series, and what follows from it. Everything follows from the list alone, so that
// taking back the last word restores what was before. At most 200 words are kept; the oldest go first.
class SeriesFeedback {
public:
    void add(const Feedback &feedback);
    // False when there is nothing to take back.
    bool undo();
    [[nodiscard]] const std::vector<Feedback> &all() const { return m_all; }

    // By how much the thresholds of this series are raised (above 1) or lowered: a fifth up for each word that it was
    // nothing, a tenth down for each that it was real; 0.7 … 3.
    [[nodiscard]] double factor() const;
    // Within an hour of the same time of another week's word; times of the week are UTC.
    [[nodiscard]] bool isExpected(qint64 timeMs) const;
    // Share of real among what was judged; nothing while nothing was.
    [[nodiscard]] std::optional<double> precision() const;

private:
    std::vector<Feedback> m_all;
};

} // namespace wf::analysis
