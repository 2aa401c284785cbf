// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/comoves/comovement.h"
#include "models/engine/changes/metricbatch.h"
#include "models/signals/labelmatcher.h"

namespace wf::engine {

// The series that others are compared with, on the grid all share.
struct MoveTarget {
    ChangeGrid grid; // one piece
    base::Labels labels;
    std::vector<std::vector<signals::LabelMatcher>> parts; // selectors of the series it is made of
    std::vector<double> values;
    analysis::Whitened white;
    QStringList notes; // what was done to the question, in words
};

// About 240 samples of the window; a window of fewer than 60 begins earlier. Steps are whole multiples of nothing
// finer than `leastStepNs`.
[[nodiscard]] ChangeGrid moveGrid(const MoveQuestion &question, qint64 leastStepNs);

// What moves with the target among a batch, and how many series were tested. Series that the target is made of are
// left out. Any thread.
[[nodiscard]] BatchFindings judgeMoves(const MoveTarget &target, const std::vector<signals::QueryAnswerPtr> &answers,
                                       const QSet<QString> &counters, const SubjectRules &rules,
                                       const std::stop_token &stop);

// PromQL with the ranges of its rates shortened to what one step of a grid needs: the five minutes that make a chart
// smooth also delay it and hide what came first. As it was when it cannot be understood.
[[nodiscard]] QString withShortRates(const QString &expr, qint64 rangeNs);
// What the selectors of PromQL ask for; none when it cannot be understood.
[[nodiscard]] std::vector<std::vector<signals::LabelMatcher>> selectorsOf(const QString &expr);

} // namespace wf::engine
