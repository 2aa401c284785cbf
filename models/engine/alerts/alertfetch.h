// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

#include <algorithm>

namespace wf::engine {

inline void fetch(const void *from, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; i += 64)
        __builtin_prefetch(static_cast<const char *>(from) + i);
}

inline const signals::Alert &toldOf(const signals::Alert &alert)
{
    return alert;
}
inline const signals::Alert &toldOf(const WatchedAlert &alert)
{
    return alert.alert;
}

// What an alert says lies in a dozen places; waiting for them one after the other is most of the work of reading all.
// To be called before entry `at` of `size` is read. alertAt: from a place to a WatchedAlert or signals::Alert.
enum class Fetched { Labels, AnnotationsToo };
template<class AlertAt>
void fetchAhead(std::size_t at, std::size_t size, Fetched what, AlertAt alertAt)
{
    if (at + 12 < size)
        fetch(&alertAt(at + 12), sizeof(alertAt(at)));
    if (at + 8 < size) {
        const signals::Alert &later = toldOf(alertAt(at + 8));
        fetch(&later.labels.pairs(), 64);
        if (what == Fetched::AnnotationsToo)
            fetch(&later.annotations.pairs(), 64);
    }
    if (at + 4 < size) {
        const signals::Alert &soon = toldOf(alertAt(at + 4));
        const auto &labels = soon.labels.pairs();
        fetch(labels.data(), std::min<std::size_t>(8, labels.size()) * sizeof(labels[0]));
        if (what == Fetched::AnnotationsToo) {
            const auto &notes = soon.annotations.pairs();
            fetch(notes.data(), std::min<std::size_t>(4, notes.size()) * sizeof(notes[0]));
        }
    }
}

} // namespace wf::engine
