// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/capacity/capacitykeeper.h"
#include "models/items/rows/rowsmodel.h"

namespace wf::ui {

// Resource and where, used, its line and the forecast, how long it lasts and until when.
[[nodiscard]] std::vector<items::RowColumn<engine::ResourceForecastPtr>> capacityColumns(const base::Clock &clock);
// Option, lasts until, cost a month.
[[nodiscard]] std::vector<items::RowColumn<engine::Advice>> adviceColumns(const base::Clock &clock);
// "20 May", "20 May, 14:00" within three days, "14:00 today".
[[nodiscard]] QString dateText(qint64 ns, qint64 nowNs);
[[nodiscard]] QString dayText(qint64 ns); // "20 May"
// "6 d left", "full", "over 90 d", "not forecastable", "not known yet".
[[nodiscard]] QString leftText(const engine::ResourceForecast &resource, qint64 nowNs);
// Which price list counts, and since when: "12 prices of prices.csv, written 14:02".
[[nodiscard]] QString priceListText(const engine::PriceFileState &file, qint64 nowNs);
[[nodiscard]] QString costText(const engine::Advice &advice); // "+22.00 EUR", "none known"

} // namespace wf::ui
