// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/change.h"

#include <QJsonObject>

namespace wf::app {

// A head and a line each, strongest first, at most `limit`: RANK KIND VERDICT WHAT WHERE CHANGE BECAUSE ALSO QUERY.
[[nodiscard]] std::vector<QStringList> changeTable(const engine::ChangesSnapshot &found, std::size_t limit);
// Times, counts, changes with their evidence, notes and errors. NaN is null.
[[nodiscard]] QJsonObject changesAsJson(const engine::ChangesSnapshot &found, std::size_t limit);
// What moves with a series: RANK WHAT WHERE MOVES BECAUSE ALSO QUERY.
[[nodiscard]] std::vector<QStringList> moveTable(const engine::ChangesSnapshot &found, std::size_t limit);
[[nodiscard]] QJsonObject movesAsJson(const engine::ChangesSnapshot &found, std::size_t limit);
// "12 changes among 9 841 series, patterns and traces, in 2.1 s."; "3 of 9 841 series move with it, in 1.2 s."
[[nodiscard]] QString changesInWords(const engine::ChangesSnapshot &found);

} // namespace wf::app
