// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/explain/explanation.h"

#include <QJsonObject>

namespace wf::app {

[[nodiscard]] QJsonObject asJson(const engine::Explanation &explanation);
void printExplanation(const engine::Explanation &explanation);

} // namespace wf::app
