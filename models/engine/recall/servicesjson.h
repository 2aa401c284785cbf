// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/servicecatalog.h"

#include <QJsonDocument>

namespace wf::engine {

// A catalogue as the answer cache keeps it, without the names of metrics. Pure. What cannot be read is left out; null
// when nothing can.
[[nodiscard]] QJsonDocument servicesToJson(const ServicesSnapshot &services);
[[nodiscard]] ServicesPtr servicesFromJson(const QJsonDocument &json);

} // namespace wf::engine
