// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace wf::station {

// Entries left out for one reason; the reasons are named as Loki's own metric of discarded samples names them:
// greater_than_max_sample_age, too_far_in_future, line_too_long, too_far_behind …
struct LokiRefusal {
    QString reason;
    qint64 entries = 0;
    friend bool operator==(const LokiRefusal &, const LokiRefusal &) = default;
};

// What Loki left out of a push it answered with 400, while it kept the rest. Its distributor says "2 errors like: entry
// for stream '{…}' has timestamp too old: …; 1 errors like: max entry size …" (without a number when there is one
// alone), its ingester "…, total ignored: 1 out of 7 for stream: {…}" for each stream, and then not what the
// distributor left out. Nothing when the words are others, or about whole streams: those do not say how many entries
// there were.
[[nodiscard]] std::optional<std::vector<LokiRefusal>> lokiRefusals(const QString &said);

} // namespace wf::station
