// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/trace.h"
#include "models/wire/limits.h"

#include <string_view>
#include <vector>

// OTLP traces as JSON (protocols.md 9): requests, files, Jaeger's v3 answers {"result":…}, Tempo's {"batches":…} and
// {"trace":…}; several documents one after the other. Ids in hex or base64, enums as numbers or names, 64-bit numbers
// as strings or numbers. Pure functions, any thread.
namespace wf::wire::otlp {

// Regrouped by trace id, arranged, newest first. Spans without a trace id or span id are left out and counted in a
// warning.
[[nodiscard]] base::Result<std::vector<signals::Trace>> decodeTraces(std::string_view body, const Limits &limits = {});

} // namespace wf::wire::otlp
