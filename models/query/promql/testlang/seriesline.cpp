// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/testlang/seriesline.h"

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/histogramtext.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/durations.h"
#include "models/query/promql/text/gotext.h"
#include "models/signals/rawseries.h"

#include <charconv>

namespace wf::query {

namespace {

constexpr std::size_t mostValues = 1'000'000; // of one line

base::Error invalid(const std::string &why)
{
    return base::makeError(base::ErrorKind::Invalid, QString::fromStdString(why));
}

// Where the series ends and its values begin: at the first blank outside of braces and quotes.
std::size_t endOfSeries(std::string_view line)
{
    int braces = 0;
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote) {
            if (c == '\\' && quote != '`')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (braces > 0 && (c == '"' || c == '\'' || c == '`')) {
            quote = c;
        } else if (c == '{') {
            ++braces;
        } else if (c == '}') {
            --braces;
        } else if (isBlank(c) && braces <= 0) {
            return i;
        }
    }
    return line.size();
}

class ValuesReader {
public:
    explicit ValuesReader(std::string_view text) : m_text(text) {}

    base::Result<std::vector<SequenceValue>> read()
    {
        for (;;) {
            while (m_at < m_text.size() && isBlank(m_text[m_at]))
                ++m_at;
            if (m_at == m_text.size())
                return std::move(m_values);
            item();
            if (m_error.empty() && m_at < m_text.size() && !isBlank(m_text[m_at]))
                m_error = "unexpected character in series sequence: " + quotedCharacter(m_text, m_at);
            if (m_error.empty() && m_values.size() > mostValues)
                m_error = "more than " + std::to_string(mostValues) + " values";
            if (!m_error.empty())
                return invalid(m_error);
        }
    }

private:
    [[nodiscard]] bool startsWith(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
    void item()
    {
        if (startsWith("{{"))
            histograms();
        else if (m_text[m_at] == '_')
            omitted();
        else
            numbers();
    }
    void omitted()
    {
        ++m_at;
        const std::size_t count = startsWith("x") ? repetitions() : 1;
        m_values.resize(m_values.size() + count);
    }
    // "x12" at the cursor.
    std::size_t repetitions()
    {
        ++m_at;
        std::size_t count = 0;
        const auto read = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), count);
        if (read.ec != std::errc() || count > mostValues) {
            m_error = "invalid repetition in series values";
            return 0;
        }
        m_at = static_cast<std::size_t>(read.ptr - m_text.data());
        return count;
    }
    double number()
    {
        const bool hasSign = startsWith("-") || startsWith("+");
        const bool isNegative = startsWith("-");
        m_at += hasSign;
        const std::size_t start = m_at;
        while (m_at < m_text.size() && !isBlank(m_text[m_at]) && m_text[m_at] != 'x') {
            const char c = m_text[m_at];
            const bool isExponent = m_at > start && (m_text[m_at - 1] | 0x20) == 'e' && isDigit(m_text[start]);
            if ((c == '+' || c == '-') && !isExponent)
                break;
            ++m_at;
        }
        const std::string_view word = m_text.substr(start, m_at - start);
        if (word == "stale")
            return signals::staleMarker();
        auto value = goNumber(word);
        if (!value)
            if (const auto ms = promDurationMs(word))
                value = static_cast<double>(*ms) / 1000;
        if (!value)
            m_error = "unexpected " + goQuoted(word) + " in series values, expected number or \"stale\"";
        return isNegative ? -value.value_or(0) : value.value_or(0);
    }
    void numbers()
    {
        double value = number();
        double step = 0;
        if (m_error.empty() && (startsWith("+") || startsWith("-"))) {
            step = number();
            if (m_error.empty() && !startsWith("x"))
                m_error = "a repetition is missing behind the step";
        }
        if (!m_error.empty())
            return;
        const std::size_t more = startsWith("x") ? repetitions() : 0;
        for (std::size_t i = 0; i <= more; ++i) {
            m_values.push_back({value, nullptr, false});
            value += step;
        }
    }
    std::optional<HistogramLiteral> literal()
    {
        const auto end = m_text.find("}}", m_at);
        if (end == std::string_view::npos) {
            m_error = "histogram description incomplete";
            return std::nullopt;
        }
        const auto read = parseHistogramLiteral(m_text.substr(m_at, end + 2 - m_at));
        m_at = end + 2;
        if (read)
            return *read;
        m_error = read.error().summary.toStdString();
        return std::nullopt;
    }
    void push(const HistogramLiteral &literal)
    {
        m_values.push_back(
            {std::nullopt, std::make_shared<const signals::NativeHistogram>(literal.histogram), literal.saysResetHint});
    }
    void histograms()
    {
        auto current = literal();
        if (!current)
            return;
        const bool adds = startsWith("+"), subtracts = startsWith("-");
        std::optional<HistogramLiteral> step;
        if (adds || subtracts) {
            ++m_at;
            step = literal();
            if (!step)
                return;
            current->saysResetHint = step->saysResetHint;
        }
        push(*current);
        for (std::size_t more = startsWith("x") ? repetitions() : 0; more > 0; --more) {
            if (step) {
                if (current->histogram.schema > step->histogram.schema) {
                    m_error = "error combining histograms: cannot merge from schema " +
                              std::to_string(step->histogram.schema) + " to " +
                              std::to_string(current->histogram.schema);
                    return;
                }
                const auto combined =
                    adds ? add(current->histogram, step->histogram) : subtract(current->histogram, step->histogram);
                if (!combined)
                    m_error = "error combining histograms";
            }
            push(*current);
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<SequenceValue> m_values;
    std::string m_error;
};

// A duration with a sign at the start of `text`, which is cut off.
std::optional<qint64> takeOffset(std::string_view &text)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    while (end < text.size() && isLetter(text[end]) && text[end] != 'x')
        ++end;
    const auto ms = promDurationMs(text.substr(0, end));
    text.remove_prefix(end);
    return ms && isNegative ? std::optional(-*ms) : ms;
}

bool appendOffsets(std::string_view item, std::vector<std::optional<qint64>> &into)
{
    std::optional<qint64> offset;
    qint64 step = 0;
    const bool isOmitted = item.starts_with('_');
    if (isOmitted) {
        item.remove_prefix(1);
    } else if (!(offset = takeOffset(item))) {
        return false;
    } else if (item.starts_with('+') || item.starts_with('-')) {
        const auto by = takeOffset(item);
        if (!by || !item.starts_with('x'))
            return false;
        step = *by;
    }
    std::size_t more = isOmitted ? 1 : 0;
    if (item.starts_with('x')) {
        const auto read = std::from_chars(item.data() + 1, item.data() + item.size(), more);
        if (read.ec != std::errc() || read.ptr != item.data() + item.size() || more > mostValues)
            return false;
    } else if (!item.empty()) {
        return false;
    }
    for (std::size_t i = isOmitted ? 1 : 0; i <= more; ++i)
        into.push_back(offset ? std::optional(*offset + static_cast<qint64>(isOmitted ? 0 : i) * step) : std::nullopt);
    return true;
}

} // namespace

base::Result<SeriesLine> parseSeriesLine(std::string_view line)
{
    const std::size_t end = endOfSeries(line);
    auto labels = parseSeriesLabels(line.substr(0, end));
    if (!labels)
        return labels.error();
    auto values = ValuesReader(line.substr(end)).read();
    if (!values)
        return values.error();
    return SeriesLine{std::move(*labels), std::move(*values)};
}

bool isStartLine(std::string_view line)
{
    return line.substr(0, endOfSeries(line)).ends_with("@st");
}

base::Result<StartLine> parseStartLine(std::string_view line)
{
    const std::size_t end = endOfSeries(line);
    auto labels = parseSeriesLabels(line.substr(0, end - 3));
    if (!labels)
        return labels.error();
    StartLine out{std::move(*labels), {}};
    for (std::string_view rest = line.substr(end); !rest.empty();) {
        const auto start = std::min(rest.find_first_not_of(" \t"), rest.size());
        rest.remove_prefix(start);
        const auto length = std::min(rest.find_first_of(" \t"), rest.size());
        if (length > 0 && !appendOffsets(rest.substr(0, length), out.offsetsMs))
            return invalid("invalid ST item " + goQuoted(rest.substr(0, length)));
        rest.remove_prefix(length);
    }
    return out;
}

} // namespace wf::query
