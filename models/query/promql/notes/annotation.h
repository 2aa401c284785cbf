// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/text/textrange.h"

#include <QtGlobal>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query {

// Something the evaluation wants to have said about the query; the result stands nevertheless. Worded as Prometheus
// words it (util/annotations), "PromQL warning: …" or "PromQL info: …".
struct Annotation {
    bool isWarning = false;
    std::string message;
    TextRange range;     // of the expression it is about
    std::string details; // put behind the message when it is shown

    // With details and position: "PromQL info: … (1:21)".
    [[nodiscard]] std::string text(std::string_view query) const;
};

// Collects annotations while evaluating: one per message; a later one takes the earlier one's place.
class Annotations {
public:
    void warn(std::string message, TextRange range);
    void inform(std::string message, TextRange range);
    // Input of histogram_quantile that had to be made monotonic: occurrences of one message are counted together.
    void informForcedMonotonicity(const std::string &metricName, TextRange range, qint64 timeMs, double minBucket,
                                  double maxBucket, double maxDifference);
    // A sample that starts before its predecessor ends; counted likewise.
    void warnStartTimeOverlap(const std::string &metricName, TextRange range);
    [[nodiscard]] std::vector<Annotation> list() const;

private:
    struct Monotonicity {
        qint64 firstMs = 0, lastMs = 0;
        double minBucket = 0, maxBucket = 0, maxDifference = 0;
    };
    struct Entry {
        bool isWarning = false;
        TextRange range;
        int count = 1;
        std::optional<Monotonicity> monotonicity;
        bool isOverlap = false;
    };
    std::map<std::string, Entry, std::less<>> m_entries;
};

} // namespace wf::query
