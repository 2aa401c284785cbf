// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/engine/value.h"

#include <string>
#include <string_view>
#include <vector>

// Text as Go's fmt and strconv write it (pkg.go.dev/fmt).
namespace wf::query::tmpl {

// strconv.FormatFloat; precision -1 is the shortest that reads back. verb: e f g.
[[nodiscard]] std::string formatFloat(double value, char verb, int precision);
// %v
[[nodiscard]] std::string display(const Value &value);
// time.Duration's String: "1h0m0s".
[[nodiscard]] std::string spanText(qint64 ns);
// time.Time's String in UTC.
[[nodiscard]] std::string instantText(qint64 ns);

[[nodiscard]] std::string goSprintf(std::string_view format, const std::vector<Value> &arguments);
[[nodiscard]] std::string goSprint(const std::vector<Value> &arguments);
[[nodiscard]] std::string goSprintln(const std::vector<Value> &arguments);

} // namespace wf::query::tmpl
