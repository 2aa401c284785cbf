// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/servicecatalog.h"

#include <QHash>

namespace wf::engine {

// Calls between the services that nobody calls and each other one; the shortest way.
[[nodiscard]] QHash<QString, int> depths(const std::vector<signals::ServiceCall> &calls);

// The newest deploy of the service within two hours before the moment; null when there is none.
[[nodiscard]] const signals::Deploy *changeBefore(const QString &service, qint64 ns, const ServicesSnapshot &services);

} // namespace wf::engine
