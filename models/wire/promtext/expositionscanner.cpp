// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/promtext/expositionscanner.h"

#include "models/signals/typewords.h"
#include "models/wire/numbers.h"
#include "models/wire/promtext/expositionline_p.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <simdjson.h>

#include <algorithm>

namespace wf::wire {

using signals::MetricInfo;
using signals::MetricType;

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 20;
constexpr std::string_view createdSuffix = "_created";

std::string unescaped(std::string_view text)
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

// Characters before `at`, counted from 1.
std::size_t columnOf(std::string_view line, std::size_t at)
{
    const auto before = line.substr(0, at);
    return 1 + static_cast<std::size_t>(std::ranges::count_if(
                   before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

std::size_t firstBroken(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        while (length <= 4 && !isUtf8(text.substr(at, length)))
            ++length;
        if (length > 4)
            return at;
        at += length;
    }
    return text.size();
}

// "# TYPE name rest": the keyword, and the line behind it.
std::string_view keywordOf(ExpositionLine &line)
{
    line.eat('#');
    line.skipSpace();
    return line.word();
}

} // namespace

ExpositionScanner::ExpositionScanner(std::string_view text, ExpositionFormat format, const Limits &limits)
    : m_text(text), m_format(format), m_limits(limits)
{
}

bool ExpositionScanner::begin()
{
    m_begun = true;
    if (m_text.size() > m_limits.bytes) {
        m_error = tooLarge(Bound::Bytes, m_limits.bytes);
        return false;
    }
    if (isUtf8(m_text))
        return true;
    for (std::string_view rest = m_text; !rest.empty();) {
        ++m_number;
        m_line = rest.substr(0, rest.find('\n'));
        if (!isUtf8(m_line))
            return refuse(QT_TRANSLATE_NOOP("wf::wire", "the text is not UTF-8"), firstBroken(m_line));
        rest.remove_prefix(std::min(rest.size(), m_line.size() + 1));
    }
    return refuse(QT_TRANSLATE_NOOP("wf::wire", "the text is not UTF-8"), 0);
}

bool ExpositionScanner::refuse(const char *problem, std::size_t column)
{
    m_error = notUnderstood(QCoreApplication::translate("wf::wire", "line %1, column %2: %3: %4")
                                .arg(m_number)
                                .arg(columnOf(m_line, column))
                                .arg(QCoreApplication::translate("wf::wire", problem), capped(m_line, 120)));
    return false;
}

bool ExpositionScanner::next()
{
    if (m_error || (!m_begun && !begin()))
        return false;
    while (!m_text.empty()) {
        ++m_number;
        const auto end = m_text.find('\n');
        m_line = m_text.substr(0, end);
        m_text.remove_prefix(end == std::string_view::npos ? m_text.size() : end + 1);
        if (m_line.ends_with('\r'))
            m_line.remove_suffix(1);
        m_found = false;
        if (!readLine(m_line))
            return false;
        if (m_found)
            return true;
    }
    if (m_format == ExpositionFormat::OpenMetrics && !m_ended)
        m_error = notUnderstood(QCoreApplication::translate("wf::wire", "the text does not end with # EOF"));
    return false;
}

bool ExpositionScanner::readLine(std::string_view line)
{
    if (line.size() > longestLine)
        return refuse(QT_TRANSLATE_NOOP("wf::wire", "the line is longer than 1 MiB"), longestLine);
    const auto from = line.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return m_format == ExpositionFormat::Text ||
               refuse(QT_TRANSLATE_NOOP("wf::wire", "OpenMetrics has no empty lines"), 0);
    if (m_ended)
        return refuse(QT_TRANSLATE_NOOP("wf::wire", "there is something after # EOF"), from);
    return line[from] == '#' ? comment(line.substr(from)) : readSample(line, from);
}

bool ExpositionScanner::comment(std::string_view text)
{
    ExpositionLine line(text);
    const auto keyword = keywordOf(line);
    if (keyword == "EOF") {
        m_ended = m_format == ExpositionFormat::OpenMetrics;
        return true;
    }
    if (keyword != "HELP" && keyword != "TYPE" && keyword != "UNIT")
        return true;
    line.skipSpace();
    std::string name;
    if (!line.name(name))
        return refuse(line.problem(), line.problemAt());
    if (m_comments.size() >= 3 * m_limits.entries) {
        m_error = tooLarge(Bound::Entries, m_limits.entries);
        return false;
    }
    m_comments.push_back(text);
    m_commentHash = (m_commentHash ^ std::hash<std::string_view>{}(text)) * 0x100000001b3U;
    if (keyword == "TYPE")
        m_types.insert_or_assign(std::move(name), signals::metricTypeOf(trimmed(line.rest())));
    return true;
}

bool ExpositionScanner::readSample(std::string_view text, std::size_t from)
{
    ExpositionLine line(text);
    line.skipSpace();
    m_sample = {};
    if (!line.skipSeries())
        return refuse(line.problem(), line.problemAt());
    m_sample.series = line.from(from);
    line.skipSpace();
    std::size_t at = line.at();
    const auto value = parseSample(line.word());
    if (!value) {
        std::vector<base::Labels::Pair> pairs;
        return readLabels(pairs) && refuse(QT_TRANSLATE_NOOP("wf::wire", "a number is expected as the value"), at);
    }
    m_sample.value = *value;
    line.skipSpace();
    if (!line.atEnd() && line.peek() != '#') {
        at = line.at();
        m_sample.timeMs = stamp(line.word());
        if (!m_sample.timeMs)
            return refuse(m_format == ExpositionFormat::Text
                              ? QT_TRANSLATE_NOOP("wf::wire", "a time in whole milliseconds is expected")
                              : QT_TRANSLATE_NOOP("wf::wire", "a time in seconds is expected"),
                          at);
        line.skipSpace();
    }
    if (line.eat('#') && !readExemplar(line))
        return false;
    if (!line.atEnd())
        return refuse(QT_TRANSLATE_NOOP("wf::wire", "the line should end here"), line.at());
    if (++m_samples > m_limits.samples) {
        m_error = tooLarge(Bound::Samples, m_limits.samples);
        return false;
    }
    m_sample.isCreated = isCreatedLine();
    m_found = true;
    return true;
}

bool ExpositionScanner::readExemplar(ExpositionLine &line)
{
    line.skipSpace();
    std::size_t at = line.at();
    if (line.peek() != '{' || !line.skipSeries())
        return refuse(QT_TRANSLATE_NOOP("wf::wire", "an exemplar's labels in { } are expected"), at);
    m_sample.exemplarLabels = line.from(at);
    line.skipSpace();
    at = line.at();
    const auto exemplarValue = parseSample(line.word());
    if (!exemplarValue)
        return refuse(QT_TRANSLATE_NOOP("wf::wire", "a number is expected as the exemplar's value"), at);
    m_sample.exemplarValue = *exemplarValue;
    line.skipSpace();
    if (!line.atEnd()) {
        at = line.at();
        const auto seconds = parseSample(line.word());
        const auto ms = seconds ? secondsToMs(*seconds) : std::nullopt;
        if (!ms)
            return refuse(QT_TRANSLATE_NOOP("wf::wire", "a time in seconds is expected"), at);
        m_sample.exemplarTimeMs = *ms;
        line.skipSpace();
    }
    return true;
}

bool ExpositionScanner::isCreatedLine() const
{
    const auto series = m_sample.series;
    if (series.find(createdSuffix) == std::string_view::npos)
        return false;
    std::vector<base::Labels::Pair> pairs;
    ExpositionLine line(series);
    if (!line.series(pairs))
        return false;
    const base::Labels labels(std::move(pairs));
    const auto name = labels.metricName();
    if (!name.ends_with(createdSuffix))
        return false;
    const std::string base(name.substr(0, name.size() - createdSuffix.size()));
    const MetricType type = typeOf(base);
    return type == MetricType::Counter || type == MetricType::Histogram || type == MetricType::Summary ||
           type == MetricType::GaugeHistogram || typeOf(base + "_total") == MetricType::Counter;
}

MetricType ExpositionScanner::typeOf(const std::string &family) const
{
    const auto known = m_types.find(family);
    return known == m_types.end() ? MetricType::Unknown : known->second;
}

std::optional<qint64> ExpositionScanner::stamp(std::string_view text) const
{
    if (m_format == ExpositionFormat::Text) {
        const auto ms = parseInteger(text);
        constexpr qint64 most = 9'200'000'000'000;
        return ms && *ms <= most && *ms >= -most ? ms : std::nullopt;
    }
    const auto seconds = parseSample(text);
    return seconds ? secondsToMs(*seconds) : std::nullopt;
}

bool ExpositionScanner::readLabels(std::vector<base::Labels::Pair> &out)
{
    ExpositionLine line(m_sample.series);
    out.clear();
    if (!line.series(out))
        return refuse(line.problem(),
                      static_cast<std::size_t>(m_sample.series.data() - m_line.data()) + line.problemAt());
    return line.atEnd() || refuse(QT_TRANSLATE_NOOP("wf::wire", "a space and the value are expected after the name"),
                                  static_cast<std::size_t>(m_sample.series.data() - m_line.data()) + line.at());
}

bool ExpositionScanner::readExemplarLabels(std::vector<base::Labels::Pair> &out)
{
    ExpositionLine line(m_sample.exemplarLabels);
    out.clear();
    return line.labels(out) ||
           refuse(line.problem(),
                  static_cast<std::size_t>(m_sample.exemplarLabels.data() - m_line.data()) + line.problemAt());
}

std::vector<MetricInfo> ExpositionScanner::families() const
{
    std::vector<MetricInfo> out;
    std::unordered_map<std::string, std::size_t> known;
    for (const auto text : m_comments) {
        ExpositionLine line(text);
        const auto keyword = keywordOf(line);
        line.skipSpace();
        std::string name;
        if (!line.name(name))
            continue;
        line.skipSpace();
        const auto [it, fresh] = known.try_emplace(name, out.size());
        if (fresh)
            out.push_back({toQString(name), MetricType::Unknown, {}, {}});
        MetricInfo &info = out[it->second];
        if (keyword == "TYPE")
            info.type = signals::metricTypeOf(trimmed(line.rest()));
        else if (keyword == "UNIT")
            info.unit = toQString(trimmed(line.rest()));
        else
            info.help = capped(unescaped(line.rest()), 4096);
    }
    return out;
}

} // namespace wf::wire
