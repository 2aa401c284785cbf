// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertmerge.h"

namespace wf::engine {

// What all sources tell of one alert, without a copy of it.
struct Heard {
    quint64 key = 0;
    const signals::Alert *alert = nullptr; // of the member that told it last
    qint64 startsNs = 0;
    QStringList sources;
    std::shared_ptr<const signals::Rule> rule;
    std::optional<double> value;
    // As another member of the cluster tells it, which knows of a silence that has not come through to the one that
    // told it last; null: none does.
    const signals::Alert *silenced = nullptr;
};

// By key, each once; what a rule tells is joined with what a member does. `before` may be null. Lives no longer than
// the answers.
[[nodiscard]] std::vector<Heard> heardOf(const AlertAnswers &answers, const AlertSnapshotPtr &before);

} // namespace wf::engine
