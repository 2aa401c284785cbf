// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/trace.h"

#include <string>
#include <string_view>

namespace wf::store {

// A whole trace or a piece of one, not compressed.
[[nodiscard]] std::string traceBytes(const signals::Trace &trace);
[[nodiscard]] base::Result<signals::TracePtr> traceFromBytes(std::string bytes);

// The same, zstd. Spans keep their order, parents and depths.
[[nodiscard]] std::string packTrace(const signals::Trace &trace);
[[nodiscard]] base::Result<signals::TracePtr> unpackTrace(std::string_view bytes);

// What a list of traces shows; a few hundred bytes, not compressed.
[[nodiscard]] std::string packSummary(const signals::TraceSummary &summary);
[[nodiscard]] base::Result<signals::TraceSummary> unpackSummary(std::string_view bytes);

} // namespace wf::store
