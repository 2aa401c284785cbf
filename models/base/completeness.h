// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::base {

// How much of the truth an answer holds; every view that shows the answer shows this too (reliability.md 3.2).
struct Completeness {
    bool partial = false;   // the server said part of it is missing
    bool truncated = false; // a limit cut it
    qint64 asOfNs = 0;      // newest instant the answer speaks for; 0 = now
    bool stale = false;     // from the cache, the source did not answer
    QStringList notes;      // warnings and infos of the source, verbatim (outside text)

    [[nodiscard]] bool isComplete() const { return !partial && !truncated && !stale; }
    void merge(const Completeness &o)
    {
        partial |= o.partial;
        truncated |= o.truncated;
        stale |= o.stale;
        if (o.asOfNs && (!asOfNs || o.asOfNs < asOfNs))
            asOfNs = o.asOfNs;
        for (const auto &n : o.notes)
            if (!notes.contains(n))
                notes << n;
    }
    friend bool operator==(const Completeness &, const Completeness &) = default;
};

} // namespace wf::base
