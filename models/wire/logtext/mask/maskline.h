// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/wire/logtext/mask/masker.h"

namespace wf::wire::logtext {

// Values, each seen beside its name: "password" makes its value one.
[[nodiscard]] base::Labels maskLabels(const base::Labels &labels, const Masker &masker, Masker::Counts &counts);
// Everything of a line that is kept: its text, and the values of its structured metadata and of its stream. Names
// and the trace id stay.
void maskLine(signals::LogLine &line, const Masker &masker, Masker::Counts &counts);

} // namespace wf::wire::logtext
