// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/askedsource.h"

#include <cstddef>

namespace wf::engine {

// The open questions of many sources as they are put: equal ones once, and those about single instants many together.
struct QuestionPlan {
    struct Question {
        SliQuestion question;
        std::vector<std::size_t> askers; // places of the sources
    };
    struct Point {
        std::size_t question = 0;
        std::size_t step = 0;
    };
    struct Bundle { // all about the same instant
        qint64 atNs = 0;
        std::vector<Point> points;
    };
    struct Stretch { // steps of one question
        std::size_t question = 0;
        std::size_t from = 0;
        std::size_t steps = 0;
    };
    std::vector<Question> questions;
    std::vector<Bundle> bundles;
    std::vector<Stretch> stretches;
};
// Pure; any thread.
[[nodiscard]] QuestionPlan planOf(const std::vector<const AskedSource *> &sources);

// A bundle as one question in PromQL: every answer bears the place of its point as a label. One point is asked as it
// is.
[[nodiscard]] QString bundleText(const QuestionPlan &plan, const QuestionPlan::Bundle &bundle);
// The place within its bundle that a series answers; nothing when it is none of them.
[[nodiscard]] std::optional<std::size_t> placeInBundle(const base::Labels &labels, std::size_t points);
// Whether what a server remarked about a bundle is about this expression: it names a metric of it, or none at all.
[[nodiscard]] bool isAbout(const QString &remark, const QString &expr);
// Two halves, to find out which of the points cannot be answered; only of several points.
[[nodiscard]] std::pair<QuestionPlan::Bundle, QuestionPlan::Bundle> halvesOf(const QuestionPlan::Bundle &bundle);

} // namespace wf::engine
