// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/correlator.h"
#include "models/base/result.h"

#include <QString>

#include <vector>

namespace wf::app {

// The alerts of NAME.csv or NAME.csv.gz: columns time (Unix seconds), name (what it says), host, short (its rule), as
// AIT-ADS has them; service is read when it is there.
[[nodiscard]] base::Result<std::vector<analysis::AlertFacts>> readAlertStream(const QString &path);

// `in`: a folder of such files. `out`: a folder that gets NAME.csv for each: row,incident,notify. With the settings the
// product ships. The value is a sentence about what was done.
[[nodiscard]] base::Result<QString> correlateAlertFiles(const QString &in, const QString &out);

} // namespace wf::app
