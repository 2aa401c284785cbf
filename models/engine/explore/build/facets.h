// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>
#include <QStringList>

// A query rewritten by clicks: everything else of its text stays as it is. Pure; any thread.
namespace wf::engine {

// The values of a label that selectors of the metric let through, as far as = and =~ of plain alternatives say it;
// empty: all. Of several selectors the first one speaks.
[[nodiscard]] QStringList chosenValues(const QString &query, const QString &metric, const QString &label);

// Every selector of the metric lets only these values through (none: all), in place of what it said of this label.
// Invalid when the query cannot be read.
[[nodiscard]] base::Result<QString> withChosenValues(const QString &query, const QString &metric, const QString &label,
                                                     const QStringList &values);

} // namespace wf::engine
