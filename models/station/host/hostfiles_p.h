// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

// Reading the kernel's small files. Any thread.
namespace wf::station::hostfiles {

// At most 4 MiB; false when it cannot be read. `out` keeps its room for the next file.
[[nodiscard]] bool read(const std::string &path, std::string &out);
[[nodiscard]] std::string text(const std::string &path); // empty when it cannot be read
// The first line without blanks at its ends; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> line(const std::string &path);
[[nodiscard]] std::optional<double> number(const std::string &path); // decimal, or hex with 0x
// Names in a folder, sorted; at most 65536.
[[nodiscard]] std::vector<std::string> list(const std::string &path);
// Where a link leads; empty when it is none.
[[nodiscard]] std::string target(const std::string &path);

} // namespace wf::station::hostfiles
