// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/comoves/whitening.h"

namespace wf::analysis {

// How the news of one series go with those of another.
struct Comovement {
    double correlation = 0; // −1…1, at the lag where it is surest
    int lag = 0;            // samples; above 0: the other moves before, below 0: after
    double p = 1;           // that chance does this at any of the lags tried
};

// Every lag up to `longestLag` either way, both on one grid. The sum of products at each is measured in the root of the
// sum of their squares (the self-normalised sum of Efron 1969, White's 1980 deviation), so that a few moments in which
// both are wild prove no more than a few moments can; the count of samples is divided by what is left of the memory of
// both (Bartlett 1935); Fisher's z may only weaken it. `p` is corrected for the lags tried (Šidák 1967).
// None for fewer than thirty pairs at lag 0.
[[nodiscard]] std::optional<Comovement> comovement(const Whitened &target, const Whitened &other,
                                                   std::size_t longestLag);

} // namespace wf::analysis
