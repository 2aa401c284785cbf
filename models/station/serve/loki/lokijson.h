// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/wire/jsontext.h"

#include <span>

// Values as Loki writes them in its answers and tails (protocols.md 5).
namespace wf::station {

// One object for each stream, its lines in the asked order. With categorised labels the metadata stands with the lines;
// without, lines of other metadata are other streams, as Loki has it.
void writeStreams(wire::JsonText &json, std::span<const signals::LogLine> lines, bool isCategorised);
// key and value; what is not measured is zero.
void writeStats(wire::JsonText &json, std::size_t entries);

} // namespace wf::station
