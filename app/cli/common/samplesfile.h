// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/promql/memory/memorysamples.h"

#include <functional>
#include <optional>

namespace wf::app {

// Samples of a file, for commands that need no server.
struct SamplesFile {
    query::MemorySamples samples;
    std::size_t count = 0;
    std::size_t duplicates = 0;     // the same sample once more
    std::size_t contradictions = 0; // another value at the same time: the first one in the file is kept
    std::optional<qint64> newestMs; // nothing when none of them has a time
};
// Exposition text, or OpenMetrics when it ends with "# EOF"; at most 2 GiB. Samples without a time get what `defaultMs`
// makes of the newest one.
using DefaultTime = std::function<qint64(std::optional<qint64> newestMs)>;
[[nodiscard]] base::Result<SamplesFile> readSamplesFile(const QString &path, const DefaultTime &defaultMs);

// RFC 3339, Unix seconds, or a duration before `newestMs`: milliseconds.
[[nodiscard]] std::optional<qint64> sampleTime(const QString &text, qint64 newestMs);

} // namespace wf::app
