// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query {

// One evaluation of a test file.
struct TestCase {
    int line = 0; // in the file, from 1
    std::string query;
    enum class Outcome { Passed, Failed, Differing } outcome = Outcome::Passed;
    std::string reason; // of what did not pass
};
struct TestReport {
    std::vector<TestCase> cases;
    int passed = 0, failed = 0;
    int differing = 0; // deliberately: see deliberateDifferences()
};

// Runs a file of Prometheus' test language as Prometheus itself does: every experiment switched on, instant queries
// again with "@" and as range queries. Errors: Invalid for text that is not in that language, Cancelled.
[[nodiscard]] base::Result<TestReport> runTestScript(std::string_view text, std::stop_token stop);

// Queries whose answers differ from Prometheus' on purpose, and why.
struct DeliberateDifference {
    std::string_view query;
    std::string_view reason;
};
[[nodiscard]] const std::vector<DeliberateDifference> &deliberateDifferences();

} // namespace wf::query
