// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/ranking.h"

#include "models/analysis/changes/discoveries.h"
#include "models/analysis/changes/folding.h"

#include <algorithm>
#include <numeric>

namespace wf::engine {

namespace {

constexpr double falseShare = 0.05; // of what is told

// Presence is a fact, not a sample.
bool isFact(const Change &change)
{
    return change.verdict == ChangeVerdict::Appeared || change.verdict == ChangeVerdict::Vanished;
}

// Lines are compared by their values, but those that come or go by when they do.
int presenceKind(const Change &change)
{
    return isFact(change) ? 1 + static_cast<int>(change.verdict) : 0;
}

} // namespace

std::vector<Change> ranked(const BatchFindings &all, const std::stop_token &stop)
{
    std::vector<double> p;
    for (const Change &one : all.changes)
        p.push_back(one.p);
    const auto rates = analysis::falseDiscoveryRates(p, all.tested);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < all.changes.size(); ++i)
        if (isFact(all.changes[i]) || rates[i] <= falseShare)
            order.push_back(i);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const Change &x = all.changes[a], &y = all.changes[b];
        return x.score != y.score ? x.score > y.score : all.labels[a] < all.labels[b];
    });
    std::vector<analysis::Foldable> foldable;
    for (const std::size_t i : order)
        foldable.push_back({all.changes[i].line, all.labels[i], presenceKind(all.changes[i])});
    const auto heads = analysis::folded(foldable, stop);
    std::vector<Change> out;
    std::vector<std::size_t> place(order.size(), 0);
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (heads[k] == k) {
            place[k] = out.size();
            out.push_back(all.changes[order[k]]);
            out.back().rate = rates[order[k]];
            continue;
        }
        Change &head = out[place[heads[k]]];
        ++head.foldedCount;
        if (static_cast<std::size_t>(head.folded.size()) < Change::mostNamed)
            head.folded << all.labels[order[k]].toString();
    }
    if (out.size() > ChangesSnapshot::mostChanges)
        out.resize(ChangesSnapshot::mostChanges);
    return out;
}

} // namespace wf::engine
