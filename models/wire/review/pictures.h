// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/review/review.h"

// The pictures of a review as shapes: PDF and SVG paint the same.
namespace wf::wire {

enum class Ink { Dark, Quiet, Hairline, Track, Bad, Attention, Good, First, Second, Third, Fourth, Fifth, Sixth };

struct Shape {
    enum class Kind { Box, Line, Path, Text };
    enum class Anchor { Left, Middle, Right };
    Kind kind = Kind::Box;
    Ink ink = Ink::Dark;
    double x = 0, y = 0, width = 0, height = 0; // of a line: its other end; of text: its baseline
    std::vector<std::pair<double, double>> points;
    bool isDashed = false;
    QString text;
    Anchor anchor = Anchor::Left;
};
struct Picture {
    double width = 495, height = 0; // points, y downwards
    QString words;                  // what it shows
    std::vector<Shape> shapes;
};

// A lane a service with its firings, deploys as dashed lines. Without lanes: height 0.
[[nodiscard]] Picture onsetPicture(const ReviewPaper &paper, double width);
// Lines over the same time, the threshold dashed, where the first alert began. Without a chart: height 0.
[[nodiscard]] Picture symptomPicture(const ReviewPaper &paper, double width);
// The same of any chart over its own time. `openedNs`: where the first alert began; outside of the range: not drawn.
[[nodiscard]] Picture chartPicture(const ReviewPaper::Chart &chart, base::TimeRange range, qint64 openedNs,
                                   double width);

} // namespace wf::wire
