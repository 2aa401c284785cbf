// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <string_view>
#include <vector>

namespace wf::store {

// What a trace can be found by, as numbers of 40 bits: two of a million differing terms share one now and then, so
// whoever finds a trace by terms looks at its spans as well.
using SpanTerm = quint64;
inline constexpr int termBits = 40;

[[nodiscard]] SpanTerm serviceTerm(std::string_view service);
[[nodiscard]] SpanTerm operationTerm(std::string_view operation);
[[nodiscard]] SpanTerm callTerm(std::string_view service, std::string_view operation); // both on one span
[[nodiscard]] SpanTerm tagTerm(std::string_view key, std::string_view value);

// Values longer than this are no terms: a search for one looks at every trace.
inline constexpr std::size_t longestTermValue = 256;

// Of all spans; ascending, each once.
[[nodiscard]] std::vector<SpanTerm> termsOf(const signals::Trace &trace);

} // namespace wf::store
