// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/runner.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const auto report = query::runTestScript(text(data, size), {}))
        promise(static_cast<int>(report->cases.size()) == report->passed + report->failed + report->differing,
                "every case has one outcome");
    return 0;
}
