// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/audit/records.h"

namespace wf::store {

// The operation as the change leaves it.
void apply(const OpChange &change, OutboxItem &item, qint64 nowNs);

} // namespace wf::store
