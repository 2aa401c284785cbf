// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::app {

// `in`: a folder with train.csv (lines name,v1,v2,…) and meta.json ({"period", "periods": {name: p}, "horizon"}; where
// the horizon is not given, the length of the line in test.csv, of which nothing else is read). `out`: a folder for
// middle.csv, lower.csv and upper.csv (lines name,f1,…) and report.csv (what was said of each).
[[nodiscard]] base::Result<QString> analyzeForecastFiles(const QString &in, const QString &out);

} // namespace wf::app
