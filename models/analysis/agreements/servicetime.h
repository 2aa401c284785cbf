// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/agreements/agreementperiod.h"

#include <vector>

// Which time a contract counts. Ranges are half-open here: their end does not belong to them. Pure.
namespace wf::analysis {

// In order and without overlaps, all three.
[[nodiscard]] std::vector<base::TimeRange> common(const std::vector<base::TimeRange> &a,
                                                  const std::vector<base::TimeRange> &b);
[[nodiscard]] std::vector<base::TimeRange> without(const std::vector<base::TimeRange> &a,
                                                   const std::vector<base::TimeRange> &b);
[[nodiscard]] qint64 lengthOf(const std::vector<base::TimeRange> &ranges);
// The moment at which `lengthNs` of the ranges have passed since `fromNs`; nothing when they end before.
[[nodiscard]] std::optional<qint64> momentAfter(const std::vector<base::TimeRange> &ranges, qint64 fromNs,
                                                qint64 lengthNs);

// The calendar window that holds the instant, in the contract's zone. Errors: Invalid (zone).
[[nodiscard]] base::Result<base::TimeRange> agreementWindowAt(signals::AgreementWindow window, const QString &timeZone,
                                                              qint64 atNs);
// Local days of the zone that touch the range, each whole, in order.
[[nodiscard]] std::vector<base::TimeRange> localDays(const QString &timeZone, base::TimeRange range);

// Service hours within the range, while the contract is valid. Hours are what clocks of the zone show: a night that
// summer time shortens has an hour less. In order, without overlaps.
[[nodiscard]] std::vector<base::TimeRange> serviceTime(const signals::Agreement &agreement, base::TimeRange range);

} // namespace wf::analysis
