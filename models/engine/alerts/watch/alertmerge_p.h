// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertmerge.h"

class QThreadPool;

namespace wf::engine {

// As mergeAlerts() without helpers; of very many alerts, idle threads of `helpers` (may be null) take a part.
[[nodiscard]] AlertSnapshotPtr mergeAlerts(const AlertAnswers &answers, const PlaceResolver &resolve,
                                           const AlertSnapshotPtr &before, qint64 nowNs, QThreadPool *helpers);

} // namespace wf::engine
