// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/wire/otlp/requests.h"

#include <vector>

namespace wf::station {

// Records of OpenTelemetry as Loki keeps them (its OTLP receiver, default settings of 3.x): what names a service and
// its place are stream labels, all else is structured metadata. Records without a time get `nowNs`.
[[nodiscard]] std::vector<signals::LogLine> linesOf(const wire::otlp::LogRequest &request, qint64 nowNs);

// Gives a pushed line what Loki 3 adds to it: service_name (from service, app, container … or "unknown_service"), its
// level and its trace id.
void complete(signals::LogLine &line);

} // namespace wf::station
