// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/matrixstream.h"

#include "models/wire/prometheus/envelope.h"
#include "models/wire/prometheus/fastnumber.h"
#include "models/wire/prometheus/matrixbuilder.h"
#include "models/wire/prometheus/plainlabels.h"
#include "models/wire/prometheus/valuescanner.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wf::wire::prometheus {

using signals::QueryAnswer;
using signals::Series;

namespace {

constexpr std::string_view beforeMetric = R"({"metric":)";
constexpr std::string_view beforeValues = R"(,"values":[)";

} // namespace

// A state machine over bytes: every state can stop at any byte and go on with the next piece.
class MatrixStream::Machine {
public:
    explicit Machine(const Limits &limits) : m_limits(limits), m_builder(limits) {}

    void recycle(QueryAnswer old) { m_recycled = std::move(old.series); }

    bool feed(std::string_view chunk)
    {
        m_bytes += chunk.size();
        if (m_bytes > m_limits.bytes)
            fail(tooLarge(Bound::Bytes, m_limits.bytes));
        const char *p = chunk.data();
        const char *const end = p + chunk.size();
        while (p < end && !m_error)
            p = step(p, end);
        return !m_error;
    }

    base::Result<QueryAnswer> finish(qint64 stepMs)
    {
        if (m_error)
            return *m_error;
        if (m_state == State::Prefix || m_state == State::Whole)
            return decodeAnyQuery(m_text, stepMs, m_limits);
        if (m_state != State::Suffix)
            return notUnderstood(QStringLiteral("the answer ends in the middle"));
        // What stood around the series is an answer without series: it is checked as such.
        const auto frame = openEnvelope(m_text, m_limits);
        if (!frame)
            return frame.error();
        if (const auto problem = m_builder.problem())
            return *problem;
        QueryAnswer answer = std::move(m_builder.answer());
        answer.type = signals::ResultType::Matrix;
        answer.stepMs = stepMs;
        answer.completeness = frame->completeness;
        return answer;
    }

private:
    enum class State {
        Prefix,
        Whole,
        FirstSeries,
        Separator,
        NextSeries,
        SeriesHead,
        Metric,
        ValuesHead,
        Samples,
        OneSample,
        AfterSamples,
        Rest,
        AnySeries,
        Suffix
    };

    const char *step(const char *p, const char *end)
    {
        switch (m_state) {
        case State::Prefix:
            return prefix(p);
        case State::Whole:
        case State::Suffix:
            m_text.append(p, end);
            return end;
        case State::FirstSeries:
        case State::NextSeries:
            return beginSeries(p, end);
        case State::Separator:
            return separator(p);
        case State::SeriesHead:
            return literal(p, end, beforeMetric, State::Metric);
        case State::ValuesHead:
            return literal(p, end, beforeValues, State::Samples);
        case State::Samples:
            return samples(p, end);
        case State::AfterSamples:
            return afterSamples(p);
        default:
            return captured(p, end);
        }
    }

    const char *prefix(const char *p)
    {
        m_text += *p;
        for (const auto known : matrixBeginnings) {
            if (known == m_text) {
                m_state = State::FirstSeries;
                return p + 1;
            }
            if (known.starts_with(m_text))
                return p + 1;
        }
        m_state = State::Whole;
        return p + 1;
    }

    const char *beginSeries(const char *p, const char *end)
    {
        if (isSpace(*p))
            return p + 1;
        if (*p == ']' && m_state == State::FirstSeries)
            return endOfSeries(p);
        m_literal = 0;
        m_scanner.reset();
        if (*p == '{') {
            m_labels.reset();
            m_state = State::SeriesHead;
            return wholeHead(p, end);
        }
        if (*p == ',' || *p == ']' || *p == '}' || *p == ':')
            return syntaxError(p);
        m_state = State::AnySeries;
        return p;
    }

    // The usual beginning of a series, when all of it is in this piece; else nothing is read.
    const char *wholeHead(const char *p, const char *end)
    {
        const std::string_view piece(p, static_cast<std::size_t>(end - p));
        if (!piece.starts_with(beforeMetric))
            return p;
        const auto close = piece.find('}', beforeMetric.size());
        if (close == std::string_view::npos || !piece.substr(close + 1).starts_with(beforeValues))
            return p;
        m_labels = readPlainLabels(piece.substr(beforeMetric.size(), close + 1 - beforeMetric.size()));
        if (!m_labels)
            return p;
        beginSamples();
        return p + close + 1 + beforeValues.size();
    }

    void beginSamples()
    {
        m_state = State::Samples;
        m_firstSample = true;
        borrowColumns();
    }

    const char *separator(const char *p)
    {
        if (isSpace(*p))
            return p + 1;
        if (*p == ']')
            return endOfSeries(p);
        if (*p != ',')
            return syntaxError(p);
        m_state = State::NextSeries;
        return p + 1;
    }

    const char *endOfSeries(const char *p)
    {
        m_text += ']';
        m_state = State::Suffix;
        return p + 1;
    }

    // Matches `text` byte by byte; what differs makes this an unusual series, taken in as a whole.
    const char *literal(const char *p, const char *end, std::string_view text, State next)
    {
        for (; p < end && m_literal < text.size(); ++p, ++m_literal)
            if (*p != text[m_literal]) {
                std::string seen = next == State::Samples ? std::string(beforeMetric) + m_metric : std::string();
                seen += text.substr(0, m_literal);
                m_scanner.resume(std::move(seen));
                m_state = State::AnySeries;
                return p;
            }
        if (m_literal == text.size()) {
            m_literal = 0;
            m_scanner.reset();
            m_state = next;
            if (next == State::Samples)
                beginSamples();
        }
        return p;
    }

    // States that take in one whole JSON value and then look at it.
    const char *captured(const char *p, const char *end)
    {
        if (m_state == State::Metric && m_scanner.isEmpty() && *p != '{') {
            m_scanner.resume(std::string(beforeMetric));
            m_state = State::AnySeries;
            return p;
        }
        if (!m_scanner.take(p, end))
            return p;
        const std::string text = m_scanner.release();
        switch (m_state) {
        case State::Metric:
            m_metric = text;
            m_state = State::ValuesHead;
            break;
        case State::OneSample:
            oneSample(text);
            m_state = State::Samples;
            break;
        case State::Rest:
            finishSeries(text);
            break;
        default:
            anySeries(text);
            break;
        }
        return p;
    }

    const char *samples(const char *p, const char *end)
    {
        if (m_firstSample && end - p > fast::sampleMargin) {
            qint64 time = 0;
            double value = 0;
            if (const char *const next = fast::readSample(p, time, value)) {
                push(time, value);
                m_firstSample = false;
                p = next;
            }
        }
        if (m_firstSample || m_afterComma)
            return oneByOne(p);
        return oneByOne(manySamples(p, end));
    }

    // Samples in their usual form, as long as they come, each with the comma before it.
    const char *manySamples(const char *p, const char *end)
    {
        while (end - p > fast::sampleMargin && *p == ',') {
            if (m_count == m_times.size())
                grow();
            const char *const last = end - fast::sampleMargin;
            qint64 *time = m_times.data() + m_count;
            double *value = m_values.data() + m_count;
            const qint64 *const full = m_times.data() + m_times.size();
            const qint64 *const before = time;
            while (p < last && *p == ',' && time < full) {
                const char *const next = fast::readSample(p + 1, *time, *value);
                if (!next)
                    break;
                ++time;
                ++value;
                p = next;
            }
            m_count += static_cast<std::size_t>(time - before);
            if (time < full)
                break;
        }
        return p;
    }

    // The careful way for what the loop above left: white space, separators, the end, odd samples, the end of the
    // piece.
    const char *oneByOne(const char *p)
    {
        if (isSpace(*p))
            return p + 1;
        if (*p == ']' && !m_afterComma) {
            m_state = State::AfterSamples;
            return p + 1;
        }
        if (!m_firstSample && !m_afterComma) {
            if (*p != ',')
                return syntaxError(p);
            m_afterComma = true;
            return p + 1;
        }
        if (*p == ',' || *p == ']' || *p == '}' || *p == ':')
            return syntaxError(p);
        m_afterComma = false;
        m_firstSample = false;
        m_scanner.reset();
        m_state = State::OneSample;
        return p;
    }

    const char *afterSamples(const char *p)
    {
        m_scanner.reset();
        if (*p == '}') {
            finishSeries({});
            return p + 1;
        }
        m_scanner.resume(R"({"":0)");
        m_state = State::Rest;
        return p;
    }

    void oneSample(std::string_view text)
    {
        qint64 time = 0;
        double value = 0;
        if (readPlainSample(text, time, value)) {
            push(time, value);
            return;
        }
        const auto document = JsonDocument::parse(text, within(5));
        if (!document) {
            fail(document.error());
            return;
        }
        Series one;
        m_builder.addSample(one, document->root());
        if (one.size() == 1) {
            push(one.timesMs[0], one.values[0]);
            m_counted += 1; // the builder has counted it
        }
    }

    void anySeries(std::string_view text)
    {
        const auto document = JsonDocument::parse(text, within(3));
        if (!document)
            return fail(document.error());
        m_builder.addSeries(document->root());
        m_state = State::Separator;
        checkBounds();
    }

    void finishSeries(std::string_view restText)
    {
        std::optional<base::Labels> labels =
            m_labels ? std::exchange(m_labels, std::nullopt) : readPlainLabels(m_metric);
        if (!labels) {
            const auto metric = JsonDocument::parse(m_metric, within(4));
            if (!metric)
                return fail(metric.error());
            labels = metric->root().labels();
        }
        std::optional<JsonDocument> rest;
        if (!restText.empty()) {
            auto parsed = JsonDocument::parse(restText, within(3));
            if (!parsed)
                return fail(parsed.error());
            rest = std::move(*parsed);
        }
        m_builder.countSamples(m_count - std::min(m_counted, m_count));
        m_counted = 0;
        m_builder.addSeries(std::move(*labels), takeColumns(), rest ? rest->root() : Json());
        m_state = State::Separator;
        checkBounds();
    }

    // Writes into the columns of the recycled answer if there are any for this series, else into our own.
    void borrowColumns()
    {
        m_count = 0;
        m_borrowed = m_builder.answer().series.size();
        if (m_borrowed < m_recycled.size() &&
            m_recycled[m_borrowed].timesMs.size() == m_recycled[m_borrowed].values.size())
            swapColumns();
        else
            m_borrowed = notBorrowed;
    }

    Series takeColumns()
    {
        Series series;
        if (m_borrowed != notBorrowed && m_count * 8 >= m_times.size() * 7) { // no more than an eighth to spare
            m_times.resize(m_count);
            m_values.resize(m_count);
            series.timesMs = std::exchange(m_times, {});
            series.values = std::exchange(m_values, {});
        } else {
            series.timesMs.assign(m_times.begin(), m_times.begin() + static_cast<std::ptrdiff_t>(m_count));
            series.values.assign(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(m_count));
        }
        if (m_borrowed != notBorrowed)
            swapColumns();
        m_borrowed = notBorrowed;
        m_count = 0;
        return series;
    }

    void swapColumns()
    {
        m_times.swap(m_recycled[m_borrowed].timesMs);
        m_values.swap(m_recycled[m_borrowed].values);
    }

    void push(qint64 time, double value)
    {
        if (m_count == m_times.size())
            grow();
        m_times[m_count] = time;
        m_values[m_count] = value;
        ++m_count;
    }

    void grow()
    {
        const std::size_t more = std::max<std::size_t>(4096, m_times.size() * 2);
        m_times.resize(more);
        m_values.resize(more);
        if (m_count > m_limits.samples)
            fail(tooLarge(Bound::Samples, m_limits.samples));
    }

    // For a value that stands within `outside` brackets of the answer.
    [[nodiscard]] Limits within(std::size_t outside) const
    {
        Limits inner = m_limits;
        inner.depth = m_limits.depth > outside + 1 ? m_limits.depth - outside : 1;
        return inner;
    }
    void checkBounds()
    {
        if (const auto problem = m_builder.problem(); problem && problem->kind == base::ErrorKind::TooLarge)
            fail(*problem);
    }
    void fail(base::Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }
    const char *syntaxError(const char *p)
    {
        fail(notUnderstood(QStringLiteral("the list of series is broken")));
        return p;
    }

    Limits m_limits;
    MatrixBuilder m_builder;
    State m_state = State::Prefix;
    std::string m_text;   // prefix and suffix; the whole answer when it is no usual matrix
    std::string m_metric; // text of the present series' labels, or
    std::optional<base::Labels> m_labels;
    ValueScanner m_scanner;
    std::size_t m_literal = 0;
    std::size_t m_bytes = 0;
    bool m_firstSample = true;
    bool m_afterComma = false;
    // Samples of the present series; filled again and again, so they stay in the processor's cache.
    std::vector<qint64> m_times;
    std::vector<double> m_values;
    std::size_t m_count = 0;
    std::size_t m_counted = 0;
    std::vector<Series> m_recycled;
    static constexpr std::size_t notBorrowed = static_cast<std::size_t>(-1);
    std::size_t m_borrowed = notBorrowed;
    std::optional<base::Error> m_error;
};

MatrixStream::MatrixStream(const Limits &limits) : m_machine(std::make_unique<Machine>(limits)) {}
MatrixStream::~MatrixStream() = default;

void MatrixStream::recycle(QueryAnswer old)
{
    m_machine->recycle(std::move(old));
}

bool MatrixStream::feed(std::string_view chunk)
{
    return m_machine->feed(chunk);
}

base::Result<QueryAnswer> MatrixStream::finish(qint64 stepMs)
{
    return m_machine->finish(stepMs);
}

bool MatrixStream::reads(std::string_view body)
{
    return std::any_of(matrixBeginnings.begin(), matrixBeginnings.end(),
                       [&](std::string_view known) { return body.starts_with(known); });
}

} // namespace wf::wire::prometheus
