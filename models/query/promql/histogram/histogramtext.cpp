// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/histogramtext.h"

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace wf::query {

using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

constexpr std::array<std::string_view, 4> hintNames{"unknown", "reset", "not_reset", "gauge"};

std::string bucketText(const Bucket &b)
{
    return std::string(b.isLowerInclusive ? "[" : "(") + goShort(b.lower) + ',' + goShort(b.upper) +
           (b.isUpperInclusive ? "]:" : "):") + goShort(b.count);
}

std::string listText(const std::vector<double> &values)
{
    std::string out = "[";
    for (std::size_t i = 0; i < values.size(); ++i)
        out += (i ? " " : "") + goShort(values[i]);
    return out + ']';
}

// Reads "key:value key:value"; values are numbers, words or [lists].
class LiteralReader {
public:
    explicit LiteralReader(std::string_view text) : m_text(text) {}

    base::Result<HistogramLiteral> read()
    {
        while (m_error.empty()) {
            while (m_at < m_text.size() && isBlank(m_text[m_at]))
                ++m_at;
            if (m_at == m_text.size())
                return finished();
            const std::string key = lowered(until(":"));
            if (m_at == m_text.size())
                return failed("missing `:` for histogram descriptor \"" + key + '"');
            ++m_at;
            if (std::ranges::find(m_seen, key) != m_seen.end())
                return failed("duplicate key \"" + key + "\" in histogram");
            m_seen.push_back(key);
            take(key);
        }
        return failed(m_error);
    }

private:
    static base::Error failed(const std::string &why)
    {
        return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(why));
    }
    std::string_view until(std::string_view ends)
    {
        const std::size_t start = m_at;
        m_at = std::min(m_text.find_first_of(ends, m_at), m_text.size());
        return m_text.substr(start, m_at - start);
    }
    double number(std::string_view word)
    {
        const bool hasSign = !word.empty() && (word[0] == '-' || word[0] == '+');
        const auto value = goNumber(hasSign ? word.substr(1) : word);
        if (!value)
            m_error = "bad number \"" + std::string(word) + "\" in histogram";
        return value ? (hasSign && word[0] == '-' ? -*value : *value) : 0;
    }
    int integer(std::string_view word)
    {
        int value = 0;
        const auto end = word.data() + word.size();
        if (const auto read = std::from_chars(word.data(), end, value); read.ec != std::errc() || read.ptr != end)
            m_error = "bad integer \"" + std::string(word) + "\" in histogram";
        return value;
    }
    std::vector<double> list()
    {
        std::vector<double> values;
        if (m_at == m_text.size() || m_text[m_at] != '[') {
            m_error = "a list in brackets is missing in histogram";
            return values;
        }
        ++m_at;
        while (m_error.empty()) {
            while (m_at < m_text.size() && isBlank(m_text[m_at]))
                ++m_at;
            if (m_at == m_text.size()) {
                m_error = "unclosed list in histogram";
            } else if (m_text[m_at] == ']') {
                ++m_at;
                break;
            } else {
                values.push_back(number(until(" \t]")));
            }
        }
        return values;
    }
    void take(const std::string &key)
    {
        NativeHistogram &h = m_read.histogram;
        if (key == "buckets")
            h.positiveCounts = list();
        else if (key == "n_buckets")
            h.negativeCounts = list();
        else if (key == "custom_values")
            h.customBounds = list();
        else
            takeWord(key, until(" \t"));
    }
    void takeWord(const std::string &key, std::string_view word)
    {
        NativeHistogram &h = m_read.histogram;
        if (key == "schema") {
            h.schema = integer(word);
        } else if (key == "offset") {
            m_offset = integer(word);
        } else if (key == "n_offset") {
            m_negativeOffset = integer(word);
        } else if (key == "sum") {
            h.sum = number(word);
        } else if (key == "count") {
            h.count = number(word);
        } else if (key == "z_bucket") {
            h.zeroCount = number(word);
        } else if (key == "z_bucket_w") {
            h.zeroThreshold = number(word);
        } else if (key == "counter_reset_hint") {
            const auto *found = std::ranges::find(hintNames, word);
            if (found == hintNames.end())
                m_error = "unknown counter_reset_hint \"" + std::string(word) + '"';
            h.resetHint = static_cast<Hint>(found - hintNames.begin());
            m_read.saysResetHint = true;
        } else {
            m_error = "bad histogram descriptor found: \"" + key + '"';
        }
    }
    base::Result<HistogramLiteral> finished()
    {
        NativeHistogram &h = m_read.histogram;
        if (!isExponentialSchema(h.schema) && !hasCustomBuckets(h))
            return failed("histogram has an invalid schema, which must be between -4 and 8 for exponential buckets, or "
                          "-53 for custom buckets, got schema " +
                          std::to_string(h.schema));
        if (!std::ranges::is_sorted(h.customBounds))
            return failed("histogram custom bounds must be in strictly increasing order");
        if (!h.positiveCounts.empty())
            h.positiveSpans = {{m_offset, static_cast<quint32>(h.positiveCounts.size())}};
        if (!h.negativeCounts.empty())
            h.negativeSpans = {{m_negativeOffset, static_cast<quint32>(h.negativeCounts.size())}};
        return std::move(m_read);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_seen;
    std::string m_error;
    HistogramLiteral m_read;
    int m_offset = 0, m_negativeOffset = 0;
};

} // namespace

std::string histogramText(const NativeHistogram &h)
{
    std::string out = "{count:" + goShort(h.count) + ", sum:" + goShort(h.sum);
    const auto append = [&](const Bucket &b) {
        if (b.count != 0)
            out += ", " + bucketText(b);
    };
    auto negative = negativeBuckets(h);
    std::ranges::reverse(negative);
    std::ranges::for_each(negative, append);
    if (!hasCustomBuckets(h))
        append(zeroBucket(h));
    std::ranges::for_each(positiveBuckets(h), append);
    return out + '}';
}

std::string histogramLiteral(const NativeHistogram &histogram)
{
    NativeHistogram h = histogram;
    joinSpans(h);
    std::string out = "{{";
    const auto append = [&](std::string_view key, const std::string &value) {
        out.append(out.size() > 2 ? " " : "").append(key).append(":").append(value);
    };
    const auto appendNumber = [&](std::string_view key, double value) {
        if (value != 0)
            append(key, goShort(value));
    };
    if (h.schema != 0)
        append("schema", std::to_string(h.schema));
    appendNumber("count", h.count);
    appendNumber("sum", h.sum);
    appendNumber("z_bucket", h.zeroCount);
    appendNumber("z_bucket_w", h.zeroThreshold);
    if (hasCustomBuckets(h))
        append("custom_values", listText(h.customBounds));
    if (h.resetHint != Hint::Unknown)
        append("counter_reset_hint", std::string(hintNames[static_cast<std::size_t>(h.resetHint)]));
    const auto appendSide = [&](const char *offset, const char *key, const auto &spans, const auto &counts) {
        if (!spans.empty() && spans[0].offset != 0)
            append(offset, std::to_string(spans[0].offset));
        if (!counts.empty())
            append(key, listText(counts));
    };
    appendSide("offset", "buckets", h.positiveSpans, h.positiveCounts);
    appendSide("n_offset", "n_buckets", h.negativeSpans, h.negativeCounts);
    return out + "}}";
}

base::Result<HistogramLiteral> parseHistogramLiteral(std::string_view text)
{
    if (text.size() < 4 || text.substr(0, 2) != "{{" || text.substr(text.size() - 2) != "}}")
        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("a histogram is written {{…}}"));
    return LiteralReader(text.substr(2, text.size() - 4)).read();
}

} // namespace wf::query
