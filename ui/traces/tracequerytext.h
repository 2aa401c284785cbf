// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"

namespace wf::ui {

// What people write into the search row of Traces.

// 'error=true http.status_code="504 gateway"': pairs parted by blanks or commas; values may be quoted. The error says
// what to write instead.
[[nodiscard]] base::Result<base::Labels> parseTags(const QString &text);
// "60ms", "1.5s", "250us"; a number alone is milliseconds; empty is 0 = any.
[[nodiscard]] base::Result<qint64> parseSpanDuration(const QString &text);

} // namespace wf::ui
