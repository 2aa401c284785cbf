// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::app {

// `in`: a folder of Turing Change Point files (NAME.json), a folder with series.csv, or one such file.
// `out`: JSON. For Turing files {name: [index, …]}, for a file of series {name: [{"index", "pct"}, …]}; an index is the
// first value after the change. The value is a sentence about what was done.
[[nodiscard]] base::Result<QString> analyzeChangePointFiles(const QString &in, const QString &out);

} // namespace wf::app
