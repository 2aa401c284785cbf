// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replay.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace wf::app {

// One row a firing, with a head. Times in UTC.
[[nodiscard]] std::vector<QStringList> replayTable(const engine::Replay &replay);
[[nodiscard]] QJsonObject replayJson(const engine::Replay &replay);
// What is said above the firings: the summary, the resolution, the suggestion, what is missing.
[[nodiscard]] QStringList replayWords(const engine::Replay &replay);
// 1: most of what is judged is likely noise, or it flaps more often than every second time; 0 otherwise.
[[nodiscard]] int replayExitCode(const engine::Replay &replay);

} // namespace wf::app
