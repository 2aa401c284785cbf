// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QString>

namespace wf::support {

// Nanoseconds of "2026-05-14T02:14:07Z"; ends the program when it is not a time, for a test must not go on with 0.
[[nodiscard]] inline qint64 instant(const char *iso)
{
    bool ok = false;
    const qint64 ns = base::parseIsoTime(QString::fromLatin1(iso), &ok);
    if (!ok)
        qFatal("%s is not a time", iso);
    return ns;
}

// The clock of the design's incident.
[[nodiscard]] inline base::ManualClock clockAt(const char *iso = "2026-05-14T02:14:07Z")
{
    return base::ManualClock(instant(iso));
}

} // namespace wf::support
