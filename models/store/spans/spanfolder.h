// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/tieredstore.h"

namespace wf::store {

// Looks at every group of traces, index and log record in the folder of a span store or of a copy of one, whether it is
// open or not. Changes nothing.
[[nodiscard]] VerifyReport verifySpanFolder(const QString &folder, std::stop_token stop);

} // namespace wf::store
