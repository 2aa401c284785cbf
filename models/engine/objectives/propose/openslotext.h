// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/objective.h"

#include <QByteArray>

namespace wf::engine {

// The objective as an OpenSLO v1 document that reads back as the same. Ratios and thresholds over rolling windows;
// anything else is Unsupported.
[[nodiscard]] base::Result<QByteArray> openSloText(const signals::Objective &objective);

// Writes it as <id>.yaml into a folder. Invalid when it does not check (what and where), when another definition of the
// folder has its name, or when the file is there already; Storage when it cannot be written. Blocks.
[[nodiscard]] base::Result<QString> saveObjective(const signals::Objective &objective, const QString &folder);

} // namespace wf::engine
