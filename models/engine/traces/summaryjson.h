// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <QJsonDocument>

namespace wf::engine {

// Lists of traces as the answer cache keeps them. What is damaged is left out.
[[nodiscard]] QJsonDocument summariesToJson(const std::vector<signals::TraceSummary> &traces);
[[nodiscard]] std::vector<signals::TraceSummary> summariesFromJson(const QJsonDocument &json);

} // namespace wf::engine
