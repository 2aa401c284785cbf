// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wf::wire {

class ExpositionLine;

enum class ExpositionFormat {
    Text,        // stamps are milliseconds
    OpenMetrics, // stamps are seconds; "# EOF" must end the text
};

// One sample as it stands in the text; the views live as long as the text.
struct ScannedSample {
    std::string_view series; // name and labels as written: equal texts are equal series
    double value = 0;
    std::optional<qint64> timeMs;    // when the target stamps its samples
    std::string_view exemplarLabels; // {…} as written; empty = no exemplar
    double exemplarValue = 0;
    qint64 exemplarTimeMs = 0; // 0 = not told
    // A foo_created line of a counter, histogram or summary: `value` is when it began, in seconds.
    bool isCreated = false;
};

// Walks an exposition sample by sample without reading labels: who knows a series by its text need not read them. The
// text outlives the scanner. UTF-8 is checked first, for the whole text. Pure, one thread.
//
// Errors: NotUnderstood with line, column and what was expected; TooLarge.
class ExpositionScanner {
public:
    ExpositionScanner(std::string_view text, ExpositionFormat format, const Limits &limits = {});

    // To the next sample; false at the end of the text, or at what is broken in it: then error() is set.
    [[nodiscard]] bool next();
    [[nodiscard]] const ScannedSample &sample() const { return m_sample; }
    // Name and labels of this sample, in the order written, the name as __name__; false when they are broken.
    [[nodiscard]] bool readLabels(std::vector<base::Labels::Pair> &out);
    [[nodiscard]] bool readExemplarLabels(std::vector<base::Labels::Pair> &out);
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // What the comments said so far, in the order of their first mention; OpenMetrics counters without "_total".
    [[nodiscard]] std::vector<signals::MetricInfo> families() const;
    // Equal for equal comments: tells whether families() would say anything new.
    [[nodiscard]] std::size_t commentHash() const { return m_commentHash; }

private:
    [[nodiscard]] bool begin();
    [[nodiscard]] bool readLine(std::string_view line);
    [[nodiscard]] bool comment(std::string_view line);
    [[nodiscard]] bool readSample(std::string_view line, std::size_t from);
    [[nodiscard]] bool readExemplar(ExpositionLine &line);
    [[nodiscard]] bool isCreatedLine() const;
    [[nodiscard]] std::optional<qint64> stamp(std::string_view text) const;
    bool refuse(const char *problem, std::size_t column);
    [[nodiscard]] signals::MetricType typeOf(const std::string &family) const;

    std::string_view m_text; // what is left
    ExpositionFormat m_format;
    Limits m_limits;
    std::string_view m_line;
    int m_number = 0;
    bool m_begun = false;
    bool m_ended = false;
    bool m_found = false; // this line was a sample
    std::size_t m_samples = 0;
    ScannedSample m_sample;
    std::vector<std::string_view> m_comments; // "TYPE x counter" …
    std::unordered_map<std::string, signals::MetricType> m_types;
    std::size_t m_commentHash = 0;
    std::optional<base::Error> m_error;
};

} // namespace wf::wire
