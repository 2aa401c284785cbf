// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"

#include <QJsonDocument>

#include <map>
#include <vector>

namespace wf::engine {

// What the alert log does not know of the alerts: silences, and when each source answered last.
struct AlertMemory {
    std::vector<signals::Silence> silences;
    std::map<QString, qint64> lastGoodNs; // by source
};
// As the answer cache keeps it. Pure. What cannot be read is left out.
[[nodiscard]] QJsonDocument alertMemoryToJson(const AlertMemory &memory);
[[nodiscard]] AlertMemory alertMemoryFromJson(const QJsonDocument &json);

} // namespace wf::engine
