// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QStringList>

#include <vector>

namespace wf::app {

// The trained models that are kept in the state of an environment; nothing is asked of a server. Both run an event
// loop. A row for each version, under a head: series, version, trained, samples, LSTM, current.
[[nodiscard]] std::vector<QStringList> keptVersions(const QString &stateDirectory, const QString &metric);
// Takes the newest version of the series away, or of all when the key is empty; a sentence about it. It is on the audit
// trail. A window that is open takes it over when it learns the next time.
[[nodiscard]] base::Result<QString> rollBackKept(const QString &stateDirectory, const QString &seriesKey);

} // namespace wf::app
