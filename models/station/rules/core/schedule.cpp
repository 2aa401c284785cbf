// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/schedule.h"

#include <algorithm>

namespace wf::station {

namespace {

// FNV-1a: the same in every run and build.
quint64 stableHash(const QString &key)
{
    quint64 hash = 14695981039346656037ULL;
    for (const char c : key.toUtf8()) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    return hash;
}

} // namespace

qint64 slotBefore(const QString &key, qint64 intervalNs, qint64 nowNs)
{
    const auto offset = static_cast<qint64>(stableHash(key) % static_cast<quint64>(intervalNs));
    qint64 within = (nowNs - offset) % intervalNs;
    if (within < 0)
        within += intervalNs;
    return nowNs - within;
}

Slot nextEvaluation(const QString &key, qint64 intervalNs, qint64 lastNs, qint64 nowNs)
{
    if (lastNs - nowNs > intervalNs)
        return {slotBefore(key, intervalNs, nowNs) + intervalNs, 0};
    const qint64 missed = std::max<qint64>(0, (nowNs - lastNs) / intervalNs - 1);
    return {lastNs + (missed + 1) * intervalNs, missed};
}

} // namespace wf::station
