// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::app {

// `in`: a folder with cases.json, of PetShop's shape (normal.csv beside it) or of Nezha's (each case names its "dir").
// `out`: JSON {case: [{"service", "score", "evidence": {reason: weight}}, …]}, the most suspected first. The value is a
// sentence about what was done.
[[nodiscard]] base::Result<QString> rankCauseFiles(const QString &in, const QString &out);

} // namespace wf::app
