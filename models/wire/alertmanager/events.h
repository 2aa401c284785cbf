// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/alert.h"
#include "models/wire/limits.h"

#include <string_view>
#include <vector>

// What Alertmanager's event recorder writes (0.33 and later, `event_recorder` in its configuration): one JSON object a
// line, eventrecorderpb.Event as protojson. Pure, any thread.
namespace wf::wire::alertmanager {

// A firing as its events tell it.
struct RecordedFiring {
    signals::Alert alert;  // startsNs in whole milliseconds, as the API tells it; endsNs: when it was over
    QString instance;      // of the Alertmanager
    qint64 recordedNs = 0; // of its first event
    bool isOver = false;   // its end was recorded; else endsNs is when it would have expired
};
struct RecordedEvents {
    std::vector<RecordedFiring> firings; // by beginning; each once
    std::size_t events = 0;              // of alerts: created, grouped, resolved
    std::size_t others = 0;              // of other kinds
    std::size_t broken = 0;              // lines that are none
};
// `limits.entries` bounds the firings, a line has at most 1 MiB. Errors: NotUnderstood (no line is an event), TooLarge.
[[nodiscard]] base::Result<RecordedEvents> decodeEvents(std::string_view lines, const Limits &limits = {});

} // namespace wf::wire::alertmanager
