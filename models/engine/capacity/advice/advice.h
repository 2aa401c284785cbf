// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/advice/pricelist.h"
#include "models/engine/capacity/resource/resource.h"

namespace wf::engine {

// One thing that would help, with its numbers.
struct Advice {
    enum class Kind { Grow, Reclaim, Rebalance, Shrink, Renew, Scale };
    Kind kind = Kind::Grow;
    QString text;                                        // "Grow to 750 GiB"
    std::optional<qint64> lastsNs;                       // until when it then lasts; nothing: beyond the horizon
    signals::Decimal cost = signals::Decimal::unknown(); // more a month; negative: saved
    QString currency;
    double newLimit = 0; // 0: it stays
    bool isSuggested = false;
};

// What helps one resource, the best first; `all`: where something could be moved to. Empty where nothing needs help.
[[nodiscard]] std::vector<Advice> adviceFor(const ResourceForecast &resource,
                                            const std::vector<ResourceForecastPtr> &all, const PriceList &prices,
                                            qint64 nowNs);
// For what is asked for and paid (isRequest): a request by what 95 % of the hours used at most, and its cost. Nothing
// while less than a week is known, or when the request fits within a fifth.
[[nodiscard]] std::optional<Advice> rightSized(const ResourceForecast &resource, const PriceList &prices);
// A size that people buy: at least `amount`, rounded up to a twentieth of its power of ten (of GiB, where it is bytes).
[[nodiscard]] double niceSize(double amount, base::Unit unit);

} // namespace wf::engine
