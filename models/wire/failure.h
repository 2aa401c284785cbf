// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <string_view>

namespace wf::wire {

// What a reply with a failing status means. Looks for the error bodies of all products: Prometheus' and Loki's envelope
// (errorType, error), Jaeger's errors[] and error{httpCode}, Alertmanager's bare string and {code,message}, plain text;
// pages of proxies (HTML) are left out. protocols.md 0 and 1.1. Also for bodies that say "error" with status 200.
[[nodiscard]] base::Error failureOf(int httpStatus, std::string_view body);

// The class of an errorType of Prometheus with its text.
[[nodiscard]] base::ErrorKind kindOfErrorType(std::string_view errorType, std::string_view text);

// One line for people, by kind and status.
[[nodiscard]] QString failureSummary(base::ErrorKind kind, int httpStatus);

} // namespace wf::wire
