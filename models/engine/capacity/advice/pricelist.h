// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/engine/capacity/finitelist/finitelist.h"
#include "models/signals/agreements/decimal.h"

#include <vector>

namespace wf::engine {

// What a unit of a resource costs a month.
struct Price {
    QString resource; // as finiteKindName()
    QString region;   // "*": everywhere
    QString unit;     // "GiB", "GB", "TiB", "TB", "core" or "piece"
    signals::Decimal perMonth;
    QString currency; // "EUR"
};

// Prices of one file: CSV with the head resource,region,unit,price,currency; lines that begin with # are comments.
class PriceList {
public:
    PriceList() = default;
    // At most 10 000 lines. The error names the line.
    [[nodiscard]] static base::Result<PriceList> parse(const QByteArray &text);
    [[nodiscard]] bool isEmpty() const { return m_prices.empty(); }
    [[nodiscard]] std::size_t size() const { return m_prices.size(); }
    // That of the region goes before that of everywhere; null when there is none.
    [[nodiscard]] const Price *find(FiniteKind kind, const QString &region) const;

private:
    std::vector<Price> m_prices;
};

// The price of so much of the resource a month, exact up to the cent (halves away from zero); negative amounts are
// saved. Unknown when the unit does not fit. `amount` in bytes, cores or pieces.
[[nodiscard]] signals::Decimal costOf(const Price &price, double amount);

} // namespace wf::engine
