// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/review/review.h"

// What both forms of a review say in the same way.
namespace wf::wire {

// "2026-05-14T02:14:07Z".
[[nodiscard]] QString secondsOf(qint64 ns);
// Above the title: "INC-12, review, Halcyon".
[[nodiscard]] QString overlineOf(const ReviewPaper &paper);
// The first heading of what was written; else that of the incident.
[[nodiscard]] QString titleOf(const ReviewPaper &paper);
// Below the title: from what it comes and until when.
[[nodiscard]] QString originOf(const ReviewPaper &paper);
// Below an attached chart: by whom, from when to when.
[[nodiscard]] QString attachedNote(const ReviewPaper::Attached &attached);
// What was written without its title.
[[nodiscard]] std::vector<MarkdownBlock> bodyOf(const ReviewPaper::Written &written);
// Before which block of the body the pictures stand: before its first part, at its end where it has none.
[[nodiscard]] std::size_t picturesBefore(const std::vector<MarkdownBlock> &body);

} // namespace wf::wire
