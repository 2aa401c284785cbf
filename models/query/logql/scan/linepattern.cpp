// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/linepattern.h"

#include <algorithm>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

// Length of <name> at the front; 0 when none stands there.
std::size_t captureLength(std::string_view text)
{
    const auto isStart = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (text.size() < 3 || text[0] != '<' || !isStart(text[1]))
        return 0;
    std::size_t n = 2;
    while (n < text.size() && (isStart(text[n]) || (text[n] >= '0' && text[n] <= '9')))
        ++n;
    return n < text.size() && text[n] == '>' ? n + 1 : 0;
}

base::Error wrong(std::string_view pattern, const QString &why)
{
    return base::makeError(
        base::ErrorKind::Invalid,
        u"the pattern %1 cannot be used: %2"_s.arg(
            QString::fromUtf8(pattern.data(), static_cast<qsizetype>(std::min<std::size_t>(pattern.size(), 80))), why));
}

} // namespace

base::Result<LinePattern> LinePattern::parse(std::string_view text)
{
    LinePattern pattern;
    for (std::size_t i = 0; i < text.size();) {
        const auto n = captureLength(text.substr(i));
        if (n > 0) {
            if (!pattern.m_parts.empty() && pattern.m_parts.back().isCapture)
                return wrong(text, u"two captures stand side by side"_s);
            pattern.m_parts.push_back({std::string(text.substr(i + 1, n - 2)), true});
            i += n;
            continue;
        }
        if (pattern.m_parts.empty() || pattern.m_parts.back().isCapture)
            pattern.m_parts.push_back({{}, false});
        pattern.m_parts.back().text += text[i++];
    }
    for (const auto &part : pattern.m_parts)
        if (part.isCapture && part.text != "_")
            pattern.m_names.push_back(part.text);
    return pattern;
}

base::Result<LinePattern> LinePattern::forParser(std::string_view text)
{
    auto pattern = parse(text);
    if (!pattern)
        return pattern;
    auto names = pattern->m_names;
    if (names.empty())
        return wrong(text, u"it needs a capture with a name, such as <status>"_s);
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end())
        return wrong(text, u"a name stands twice"_s);
    return pattern;
}

base::Result<LinePattern> LinePattern::forFilter(std::string_view text)
{
    auto pattern = parse(text);
    if (pattern && !pattern->m_names.empty())
        return wrong(text, u"a line filter has no names: write <_>"_s);
    return pattern;
}

bool LinePattern::matches(std::string_view line) const
{
    if (line.empty() || m_parts.empty())
        return line.empty() && m_parts.empty();
    std::size_t at = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i].isCapture)
            continue;
        const auto found = line.find(m_parts[i].text, at);
        if (found == std::string_view::npos || (i != 0 && found == at))
            return false;
        at = found + m_parts[i].text.size();
    }
    return m_parts.back().isCapture == (at != line.size());
}

void LinePattern::capture(std::string_view line, std::vector<std::string_view> &values) const
{
    values.clear();
    std::size_t i = 0;
    if (line.empty() || m_parts.empty())
        return;
    if (!m_parts.front().isCapture) {
        if (!line.starts_with(m_parts.front().text))
            return;
        line.remove_prefix(m_parts.front().text.size());
        i = 1;
    }
    for (; i < m_parts.size(); i += 2) {
        const bool isNamed = m_parts[i].text != "_";
        const auto end = i + 1 < m_parts.size() ? line.find(m_parts[i + 1].text) : std::string_view::npos;
        if (isNamed)
            values.push_back(line.substr(0, end));
        if (end == std::string_view::npos)
            return;
        line.remove_prefix(end + m_parts[i + 1].text.size());
    }
}

std::vector<std::string> LinePattern::literals() const
{
    std::vector<std::string> out;
    for (const auto &part : m_parts)
        if (!part.isCapture)
            out.push_back(part.text);
    return out;
}

} // namespace wf::query::logql
