// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/wire/otlp/requests.h"

#include <span>

namespace wf::station {

// Lines as log records of OpenTelemetry: stream labels name the resource (service_name is service.name, and so are the
// others that OpenTelemetry has names for), metadata are attributes but for severity, ids and times, which have fields
// of their own.
[[nodiscard]] wire::otlp::LogRequest logRequestOf(std::span<const signals::LogLine> lines);

} // namespace wf::station
