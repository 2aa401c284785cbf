// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/reading/boardreader.h"

#include <algorithm>
#include <memory>

namespace wf::engine {

// One question of a panel while it is being answered.
struct BoardReader::Work : std::enable_shared_from_this<BoardReader::Work> {
    BoardQuestion question;
    BoardAnswer answer;
    Callback callback;
    std::vector<async::Request> requests;
    std::vector<base::Completeness> doubts;
    QStringList unfiltered; // why
    int waiting = 0;

    void publish()
    {
        answer.final = waiting == 0;
        answer.completeness = {};
        for (const base::Completeness &d : doubts)
            answer.completeness.merge(d);
        answer.completeness.partial |= !unfiltered.isEmpty();
        answer.completeness.notes << unfiltered;
        const Callback call = callback; // may drop us
        call(answer);
    }
    void put(std::size_t target, signals::QueryAnswerPtr what)
    {
        std::erase_if(answer.answers, [&](const TargetAnswer &a) { return a.target == target; });
        answer.answers.push_back({target, std::move(what)});
        std::sort(answer.answers.begin(), answer.answers.end(),
                  [](const TargetAnswer &a, const TargetAnswer &b) { return a.target < b.target; });
    }
    void notFiltered(const QString &why)
    {
        if (!why.isEmpty() && !unfiltered.contains(why))
            unfiltered << why;
    }
    void failed(std::size_t target, const base::Error &error)
    {
        answer.error = error;
        doubts[target].partial = true;
        doubts[target].notes << error.summary;
    }
};

} // namespace wf::engine
