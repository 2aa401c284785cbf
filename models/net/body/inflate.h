// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <functional>
#include <memory>
#include <string_view>

namespace wf::net {

// Decompresses a gzip, zlib or raw-deflate body piece by piece, with bounds: the output may not exceed `maxBytes`, nor
// `maxRatio` times the input once it is over a megabyte. Unlike Qt's own, it does not call a truncated body a success:
// finish() fails unless the stream's end was seen (reliability.md F6, T8). Trailing bytes after the end are an error.
class Inflater {
public:
    enum class Format { Gzip, Deflate };
    struct Limits {
        qint64 maxBytes = 256LL << 20;
        double maxRatio = 1032.0 * 2; // deflate cannot exceed 1032:1; smaller values catch bombs earlier
    };
    using Sink = std::function<bool(std::string_view)>; // false stops

    Inflater(Format format, Limits limits);
    ~Inflater();
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    // Hands what comes out to `sink`, in pieces of at most 64 KiB.
    base::Status feed(std::string_view compressed, const Sink &sink);
    base::Status finish();
    [[nodiscard]] qint64 bytesOut() const;

private:
    struct State;
    std::unique_ptr<State> m;
};

} // namespace wf::net
