// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/tieredstore.h"

namespace wf::store {

// Looks at every chunk, index and log record in the folder of a series store or of a copy of one, whether it is open or
// not: checksums compared, chunks decoded. Changes nothing.
[[nodiscard]] VerifyReport verifySeriesFolder(const QString &folder, std::stop_token stop);

} // namespace wf::store
