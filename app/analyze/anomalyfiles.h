// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::app {

// `in`: a folder of series, or one with them below data/ (files with columns timestamp,value; also .gz).
// `out`: a folder that gets the same tree of files with columns timestamp,score,alert. Each row uses its row and
// earlier ones. Somebody would be told at the rows whose score is 1 or more; alert says which rows are anomalies.
[[nodiscard]] base::Result<QString> analyzeAnomalyFiles(const QString &in, const QString &out);

} // namespace wf::app
