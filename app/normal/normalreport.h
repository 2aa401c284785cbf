// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/normal/normalanswer.h"

#include <QJsonObject>

namespace wf::app {

// A head and a line each, unusual first: VERDICT WHAT NOW BECAUSE QUERY.
[[nodiscard]] std::vector<QStringList> normalTable(const engine::NormalSnapshot &said);
// Verdict, moment, lines with what they were compared with, notes and errors. NaN is null.
[[nodiscard]] QJsonObject normalAsJson(const engine::NormalSnapshot &said);

} // namespace wf::app
