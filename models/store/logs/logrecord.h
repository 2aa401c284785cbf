// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/signals/logmark.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// What one append writes into the journal: complete in itself, so that a damaged neighbour costs nothing.
struct LogRecord {
    std::vector<signals::LogLine> lines;
    std::vector<signals::LogMark> marks;
};
[[nodiscard]] std::string encodeRecord(std::span<const signals::LogLine *const> lines,
                                       std::span<const signals::LogMark> marks);
// False when it is no record.
[[nodiscard]] bool decodeRecord(std::string_view bytes, LogRecord &out);

} // namespace wf::store
