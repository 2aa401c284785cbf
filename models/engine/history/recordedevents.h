// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/store/alertlog.h"
#include "models/wire/alertmanager/events.h"

namespace wf::engine {

// What an Alertmanager recorded, as the alert log keeps it: no console saw it, and its source says who tells. A firing
// whose end was not recorded is over when it would have expired. Pure.
[[nodiscard]] std::vector<store::AlertSighting> recordedSightings(const wire::alertmanager::RecordedEvents &events,
                                                                  const PlaceResolver &resolve);
// Sources of the alert log that are recordings: "events:am-0".
[[nodiscard]] bool isRecording(const QString &source);
// "recorder of am-0"
[[nodiscard]] QString recordingName(const QString &source);

} // namespace wf::engine
