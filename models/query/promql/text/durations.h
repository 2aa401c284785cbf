// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace wf::query {

// "1h30m", "250ms", "0": milliseconds; nothing when it is none (units once each, largest first) or beyond 292 years.
[[nodiscard]] std::optional<qint64> promDurationMs(std::string_view text);
// The canonical form, which parses back: "1d", "1h30m", "0s"; a sign in front where it is negative.
[[nodiscard]] std::string promDurationText(qint64 ms);

} // namespace wf::query
