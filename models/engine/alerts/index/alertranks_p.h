// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace wf::engine {

// In lower case; UTF-8.
[[nodiscard]] std::string lowered(std::string_view text);
// Places in the order of the lowered texts, capitals breaking ties; the same for the same text.
[[nodiscard]] std::vector<quint32> ranked(const std::vector<std::string> &lower, const std::vector<QString> &values);
// The same, of texts that are yet to be lowered.
[[nodiscard]] std::vector<quint32> ranked(const std::vector<QString> &values);

} // namespace wf::engine
