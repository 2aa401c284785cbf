// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/logline.h"
#include "models/station/tail/tailsettings.h"

#include <stop_token>
#include <string>
#include <vector>

namespace wf::station::tail {

// A file beside a followed one that was rotated away and is not followed: it may hold lines from before anybody
// watched.
struct RotatedFile {
    std::string path;
    qint64 bytes = 0;     // as it lies there
    qint64 changedNs = 0; // its newest line is about as old
    bool isCompressed = false;
    friend bool operator==(const RotatedFile &, const RotatedFile &) = default;
};

// Newest first. Blocks on the disk.
[[nodiscard]] std::vector<RotatedFile> rotatedFilesOf(const std::string &path);

struct RotatedLimits {
    std::size_t lines = 5000;
    qint64 unpackedBytes = qint64{4} << 30; // no more is unpacked
};

// Lines of a rotated file within the range, oldest first, read where they lie and kept nowhere: plain, gzip (several
// members too) and zstd. They read like followed ones: joined, masked, the same labels; `path` is the followed file
// they belong to. Truncated says that there were more. Blocks; any thread. Errors: Storage (cannot be read, damaged),
// Unsupported (another packing), TooLarge, Cancelled.
[[nodiscard]] base::Result<signals::LogAnswer> readRotated(const RotatedFile &file, const std::string &path,
                                                           const TailGroup &group, const wire::logtext::Masker &masker,
                                                           base::TimeRange range, const RotatedLimits &limits,
                                                           std::stop_token stop);

} // namespace wf::station::tail
