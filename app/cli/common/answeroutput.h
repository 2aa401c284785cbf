// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"

#include <QJsonArray>
#include <QString>

#include <optional>

namespace wf::app {

// How commands show the answer to a query. Instant: one value a series.
void printAsTable(const signals::QueryAnswer &answer, bool instant);
void printAsCsv(const signals::QueryAnswer &answer);
[[nodiscard]] QJsonArray seriesAsJson(const signals::QueryAnswer &answer);

// RFC 3339, Unix seconds, "now", or a duration before now ("1h").
[[nodiscard]] std::optional<qint64> timeOf(const QString &text, qint64 nowNs);
[[nodiscard]] bool isAnswerFormat(const QString &format); // table, json, csv

} // namespace wf::app
