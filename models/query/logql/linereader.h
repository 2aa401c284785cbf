// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/labelmatcher.h"
#include "models/signals/logline.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query {

enum class LineOrder { Forward, Backward };

// Bytes of which at least one must occur in a line's text. With ignoreCase (ASCII letters only) they are lower case.
struct LiteralGroup {
    std::vector<std::string> anyOf;
    bool ignoreCase = false;
    friend bool operator==(const LiteralGroup &, const LiteralGroup &) = default;
};

// What one LogQL selector needs. `matchers` and the time range are binding. The rest are hints that let a store leave
// out blocks, segments or lines that cannot be in the answer: giving such lines all the same does no harm.
struct LineRequest {
    std::vector<signals::LabelMatcher> matchers;
    qint64 startNs = 0; // inclusive
    qint64 endNs = 0;   // exclusive
    LineOrder order = LineOrder::Backward;
    std::vector<LiteralGroup> literals;                  // all groups must hold
    std::vector<signals::LabelMatcher> metadataMatchers; // on stream labels and structured metadata together
    bool needsText = true;                               // false: only times and labels are read
};

struct LineView {
    qint64 timeNs = 0;
    std::string_view text;                  // UTF-8 as received; outside text
    const base::Labels *metadata = nullptr; // structured metadata; never null
    signals::LogLevel level = signals::LogLevel::Unknown;
    std::string_view traceId; // lower-case hex or empty
};

// Lines of one stream in the asked order. Everything in it is valid only during the call.
struct LineBatch {
    const base::Labels *stream = nullptr;
    std::span<const LineView> lines;
    // No later batch of this reading holds a line before (Forward) or after (Backward) this instant. A reader that
    // cannot promise anything says the beginning of the range in the asked order.
    qint64 horizonNs = 0;
};

struct ReadReport {
    qint64 linesRead = 0;    // looked at, whether given or not
    qint64 bytesRead = 0;    // of text, after decompression
    bool isCutShort = false; // the taker had enough
    base::Completeness completeness;
};

// Where LogQL's lines come from. May be called from several threads at once.
class LineReader {
public:
    // False: enough, read no more.
    using Take = std::function<bool(const LineBatch &)>;
    virtual ~LineReader() = default;
    // Cancelled when stop is requested. A known level counts as the metadata label detected_level, as Loki has it,
    // where the line has none of that name.
    [[nodiscard]] virtual base::Result<ReadReport> read(const LineRequest &request, const Take &take,
                                                        std::stop_token stop) const = 0;
};

} // namespace wf::query
