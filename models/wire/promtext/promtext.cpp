// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/promtext.h"

#include "models/wire/numbers.h"
#include "models/wire/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <unordered_map>

namespace wf::wire {

using signals::MetricInfo;
using signals::MetricType;

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 20;

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

MetricType typeOf(std::string_view text)
{
    struct Name {
        std::string_view text;
        MetricType type;
    };
    static constexpr std::array names{
        Name{"counter", MetricType::Counter},     Name{"gauge", MetricType::Gauge},
        Name{"histogram", MetricType::Histogram}, Name{"gaugehistogram", MetricType::GaugeHistogram},
        Name{"summary", MetricType::Summary},     Name{"info", MetricType::Info},
        Name{"stateset", MetricType::StateSet}};
    for (const auto &name : names)
        if (name.text == text)
            return name.type;
    return MetricType::Unknown;
}

// One line, read from left to right. Every reader returns false when the line does not say what it should.
class Line {
public:
    explicit Line(std::string_view text) : m_text(text) { skipSpace(); }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skipSpace()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }
    bool eat(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    std::string_view word() // up to white space or '{'
    {
        const std::size_t from = m_at;
        while (!atEnd() && !isSpace(m_text[m_at]) && m_text[m_at] != '{')
            ++m_at;
        return m_text.substr(from, m_at - from);
    }
    std::string_view rest() const { return m_text.substr(std::min(m_at, m_text.size())); }

    // "…" with \\ \" \n
    bool quoted(std::string &out)
    {
        if (!eat('"'))
            return false;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (c != '\\') {
                out += c;
                continue;
            }
            if (atEnd())
                return false;
            const char escaped = m_text[m_at++];
            if (escaped == 'n')
                out += '\n';
            else if (escaped == '"' || escaped == '\\')
                out += escaped;
            else
                (out += '\\') += escaped; // kept as it is, as the server does
        }
        return false;
    }
    bool name(std::string &out) // bare or quoted
    {
        if (peek() == '"')
            return quoted(out);
        const std::size_t from = m_at;
        while (!atEnd() &&
               (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_' || peek() == ':' || peek() == '.'))
            ++m_at;
        out = std::string(m_text.substr(from, m_at - from));
        return !out.empty() && !(out.front() >= '0' && out.front() <= '9');
    }
    // {a="b","c.d"="e"}; a quoted string alone is the metric's name.
    bool labels(std::vector<base::Labels::Pair> &out)
    {
        if (!eat('{'))
            return false;
        for (skipSpace(); !eat('}'); skipSpace()) {
            std::string key;
            std::string value;
            const bool mayBeName = peek() == '"';
            if (!name(key))
                return false;
            skipSpace();
            if (eat('=')) {
                skipSpace();
                if (!quoted(value))
                    return false;
                out.emplace_back(std::move(key), std::move(value));
            } else if (mayBeName) {
                out.emplace_back("__name__", std::move(key));
            } else {
                return false;
            }
            skipSpace();
            if (!eat(',') && peek() != '}')
                return false;
        }
        return true;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

class Reader {
public:
    Reader(ExpositionFormat format, const Limits &limits) : m_format(format), m_limits(limits) {}

    bool readLine(std::string_view text)
    {
        if (text.ends_with('\r'))
            text.remove_suffix(1);
        Line line(text);
        if (line.atEnd())
            return m_format == ExpositionFormat::Text;
        if (m_ended)
            return false;
        return line.peek() == '#' ? comment(line) : sample(line);
    }
    [[nodiscard]] bool ended() const { return m_ended; }
    [[nodiscard]] bool isFull() const
    {
        return m_out.samples.size() > m_limits.samples || m_out.families.size() > m_limits.entries;
    }
    [[nodiscard]] Exposition take() { return std::move(m_out); }

private:
    bool comment(Line &line)
    {
        line.eat('#');
        line.skipSpace();
        const auto keyword = line.word();
        if (keyword == "EOF") {
            m_ended = m_format == ExpositionFormat::OpenMetrics;
            return true;
        }
        if (keyword != "HELP" && keyword != "TYPE" && keyword != "UNIT")
            return true;
        line.skipSpace();
        std::string name;
        if (!line.name(name))
            return false;
        line.skipSpace();
        MetricInfo &info = family(name);
        const auto rest = trimmed(line.rest());
        if (keyword == "TYPE")
            info.type = typeOf(rest);
        else if (keyword == "UNIT")
            info.unit = toQString(rest);
        else
            info.help = capped(unescaped(line.rest()), 4096);
        return true;
    }

    bool sample(Line &line)
    {
        std::vector<base::Labels::Pair> pairs;
        std::string name;
        if (line.peek() != '{') {
            if (!line.name(name))
                return false;
            pairs.emplace_back("__name__", name);
            line.skipSpace();
        }
        if (line.peek() == '{' && !line.labels(pairs))
            return false;
        ExpositionSample out;
        out.labels = base::Labels(std::move(pairs));
        if (out.labels.metricName().empty())
            return false;
        line.skipSpace();
        const auto value = parseSample(line.word());
        if (!value)
            return false;
        out.value = *value;
        line.skipSpace();
        if (!line.atEnd() && line.peek() != '#') {
            out.timeMs = stamp(line.word());
            if (!out.timeMs)
                return false;
            line.skipSpace();
        }
        if (line.eat('#') && !exemplar(line, out))
            return false;
        if (!line.atEnd())
            return false;
        m_out.samples.push_back(std::move(out));
        return true;
    }

    bool exemplar(Line &line, ExpositionSample &out)
    {
        std::vector<base::Labels::Pair> pairs;
        line.skipSpace();
        if (!line.labels(pairs))
            return false;
        line.skipSpace();
        const auto value = parseSample(line.word());
        if (!value)
            return false;
        signals::Exemplar exemplar{out.labels, base::Labels(std::move(pairs)), *value, 0};
        line.skipSpace();
        if (!line.atEnd()) {
            const auto seconds = parseSample(line.word());
            const auto ms = seconds ? secondsToMs(*seconds) : std::nullopt;
            if (!ms)
                return false;
            exemplar.timeMs = *ms;
            line.skipSpace();
        }
        out.exemplar = std::move(exemplar);
        return true;
    }

    [[nodiscard]] std::optional<qint64> stamp(std::string_view text) const
    {
        if (m_format == ExpositionFormat::Text) {
            const auto ms = parseInteger(text);
            constexpr qint64 most = 9'200'000'000'000;
            return ms && *ms <= most && *ms >= -most ? ms : std::nullopt;
        }
        const auto seconds = parseSample(text);
        return seconds ? secondsToMs(*seconds) : std::nullopt;
    }

    static std::string unescaped(std::string_view text)
    {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
            if (next == 'n' || next == '\\' || next == '"') {
                out += next == 'n' ? '\n' : next;
                ++i;
            } else {
                out += text[i];
            }
        }
        return out;
    }

    MetricInfo &family(const std::string &name)
    {
        const auto [it, fresh] = m_families.try_emplace(name, m_out.families.size());
        if (fresh) {
            m_out.families.emplace_back();
            m_out.families.back().name = toQString(name);
        }
        return m_out.families[it->second];
    }

    ExpositionFormat m_format;
    const Limits &m_limits;
    Exposition m_out;
    std::unordered_map<std::string, std::size_t> m_families;
    bool m_ended = false;
};

} // namespace

ExpositionFormat expositionFormat(std::string_view contentType)
{
    return containsIgnoringCase(contentType, "openmetrics") ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
}

base::Result<Exposition> decodeExposition(std::string_view text, ExpositionFormat format, const Limits &limits)
{
    if (text.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    Reader reader(format, limits);
    int number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.size() > longestLine || !reader.readLine(line))
            return notUnderstood(
                QStringLiteral("line %1 is neither a sample nor a comment: %2").arg(number).arg(capped(line, 120)));
        if (reader.isFull())
            return tooLarge(Bound::Samples, limits.samples);
    }
    if (format == ExpositionFormat::OpenMetrics && !reader.ended())
        return notUnderstood(QStringLiteral("the text does not end with # EOF"));
    return reader.take();
}

} // namespace wf::wire
