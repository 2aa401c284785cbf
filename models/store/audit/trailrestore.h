// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace wf::store {

// Puts a copy that AuditTrail::snapshot() made into the place of a trail that nobody has open; the file in `folder`
// bears the same name. Nothing that was signed is thrown away: Invalid when the trail there knows more than the copy,
// or when the copy does not verify; NotFound without a copy; Storage. The trail that was there stays beside it as
// "….before-restore". Blocks.
[[nodiscard]] base::Status restoreTrail(const QString &folder, const QString &path, const base::Clock &clock);

} // namespace wf::store
