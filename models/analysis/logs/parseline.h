// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/parsedline.h"

#include "models/base/labels.h"

#include <string_view>

namespace wf::analysis {

// Reads JSON objects (nested keys flattened with "_") and logfmt, the way Loki's parsers name fields. Anything else,
// and lines over a mebibyte, are plain. At most 256 fields, 32 levels deep; deeper parts stay as they are written.
// Pure.
[[nodiscard]] signals::ParsedLine parseLine(std::string_view line);

// How the line reads: its message (msg, message, event …) and then its other fields as key=value, leaving out what
// the row shows anyway (time, level, service), what only places it (pod, version, region) and what the message says
// itself. Plain lines as they are. At most `cap` characters.
[[nodiscard]] signals::LinePresentation presentLine(std::string_view line, const base::Labels &stream,
                                                    int cap = 16 * 1024);

} // namespace wf::analysis
