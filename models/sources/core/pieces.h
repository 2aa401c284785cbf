// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/rangeplan.h"
#include "models/sources/core/sharing.h"
#include "models/sources/ports.h"

namespace wf::sources {

// Asks all pieces of a plan at once and answers when the last is there, or with the first error.
// ask: async::Request(TimeRange piece, Reply<QueryAnswerPtr>); called before this returns.
template<class Ask>
async::Request askPieces(const RangePlan &plan, Ask ask, Reply<signals::QueryAnswerPtr> reply)
{
    struct Gathered {
        std::vector<signals::QueryAnswerPtr> pieces;
        std::size_t missing = 0;
        bool isOver = false;
    };
    auto gathered = std::make_shared<Gathered>();
    gathered->pieces.resize(plan.pieces.size());
    gathered->missing = plan.pieces.size();
    auto steps = Steps::make();
    for (std::size_t i = 0; i < plan.pieces.size(); ++i) {
        steps->add(ask(plan.pieces[i],
                       Reply<signals::QueryAnswerPtr>(
                           [gathered, i, reply, note = plan.note](base::Result<signals::QueryAnswerPtr> answer) {
                               if (gathered->isOver)
                                   return;
                               if (!answer) {
                                   gathered->isOver = true;
                                   reply(answer.error());
                                   return;
                               }
                               gathered->pieces[i] = std::move(*answer);
                               if (--gathered->missing > 0)
                                   return;
                               gathered->isOver = true;
                               reply(joinPieces(gathered->pieces, note));
                           })));
    }
    return Steps::request(std::move(steps));
}

} // namespace wf::sources
