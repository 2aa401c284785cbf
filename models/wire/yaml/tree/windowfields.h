// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/wire/yaml/tree/fieldscribe.h"

namespace wf::wire {

// When something is, once or again and again: start (local time), end or duration, rrule (RFC 5545) and timeZone, which
// is `zone` when it is not there. What is wrong is told, and then the answer means nothing.
[[nodiscard]] base::RecurringWindow::Spec readWindowFields(const YamlNode &map, const QTimeZone &zone,
                                                           FieldScribe &scribe);

} // namespace wf::wire
