// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"

namespace wf::support {

// An alert as a server tells it, with the fingerprint of its labels.
inline signals::Alert firing(base::Labels labels, qint64 startsNs, const QString &source = QStringLiteral("am"))
{
    signals::Alert out;
    out.fingerprint = QStringLiteral("%1").arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
    out.labels = std::move(labels);
    out.startsNs = startsNs;
    out.source = source;
    return out;
}

} // namespace wf::support
