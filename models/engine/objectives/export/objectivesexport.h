// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

namespace wf::engine {

enum class ExportForm { Csv, Json, Markdown };

// Objectives as they stand, as a file: CSV by RFC 4180 (cells a spreadsheet would take for a formula get an
// apostrophe), JSON with null where nothing is known, Markdown as one table. UTF-8. Pure.
[[nodiscard]] QByteArray exported(const ObjectivesSnapshot &snapshot, ExportForm form);

// What a person says of one objective's freeze, to be passed on: advice, reason, what stays allowed. Pure.
[[nodiscard]] QString freezeNotice(const ObjectiveState &state);

} // namespace wf::engine
