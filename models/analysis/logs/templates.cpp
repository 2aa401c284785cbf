// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/templates.h"

#include <algorithm>

namespace wf::analysis {

namespace {

constexpr std::string_view varies = "<_>";
constexpr std::size_t mostWords = 64;
constexpr std::size_t mostBytes = 2048;
constexpr std::size_t mostPerGroup = 64;

bool hasDigit(std::string_view word)
{
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "key=5" keeps its key.
std::string fixedPart(std::string_view word)
{
    if (!hasDigit(word))
        return std::string(word);
    const auto equals = word.find('=');
    if (equals != std::string_view::npos && equals > 0 && !hasDigit(word.substr(0, equals)))
        return std::string(word.substr(0, equals + 1)).append(varies);
    return std::string(varies);
}

std::vector<std::string> wordsOf(std::string_view message)
{
    std::vector<std::string> words;
    message = message.substr(0, mostBytes);
    while (!message.empty() && words.size() < mostWords) {
        const auto begin = message.find_first_not_of(" \t\n\r");
        if (begin == std::string_view::npos)
            break;
        message.remove_prefix(begin);
        const auto word = message.substr(0, message.find_first_of(" \t\n\r"));
        words.push_back(fixedPart(word));
        message.remove_prefix(word.size());
    }
    return words;
}

std::size_t agreeing(const std::vector<std::string> &a, const std::vector<std::string> &b)
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        n += a[i] == b[i];
    return n;
}

// Two different values of one key keep the key.
std::string common(const std::string &a, const std::string &b)
{
    const auto equals = a.find('=');
    if (equals != std::string::npos && b.compare(0, equals + 1, a, 0, equals + 1) == 0)
        return a.substr(0, equals + 1).append(varies);
    return std::string(varies);
}

} // namespace

void TemplateMiner::add(std::string_view message, signals::LogLevel level)
{
    auto words = wordsOf(message);
    if (words.empty())
        return;
    std::string key = std::to_string(words.size()) + ' ' + words.front();
    if (key.size() > 256)
        key.resize(256);
    const auto known = m_groups.find(key);
    Template *best = nullptr;
    if (known != m_groups.end()) {
        std::size_t most = 0;
        for (const std::size_t i : known->second)
            if (const std::size_t n = agreeing(m_templates[i].words, words); n > most) {
                most = n;
                best = &m_templates[i];
            }
        if (2 * most < words.size() && known->second.size() < mostPerGroup && m_templates.size() < m_most)
            best = nullptr;
    }
    if (!best) {
        if (m_templates.size() >= m_most) {
            ++m_unplaced;
            return;
        }
        m_groups[key].push_back(m_templates.size());
        best = &m_templates.emplace_back();
        best->words = words;
    }
    for (std::size_t i = 0; i < words.size(); ++i)
        if (best->words[i] != words[i])
            best->words[i] = common(best->words[i], words[i]);
    ++best->count;
    ++best->levels.at(static_cast<std::size_t>(level));
}

std::vector<signals::LogPattern> TemplateMiner::patterns() const
{
    std::vector<signals::LogPattern> out;
    for (const auto &t : m_templates) {
        std::string text;
        for (const auto &word : t.words)
            text.append(text.empty() ? "" : " ").append(word);
        const auto level = std::max_element(t.levels.begin(), t.levels.end()) - t.levels.begin();
        out.push_back({QString::fromStdString(text), t.count, static_cast<signals::LogLevel>(level)});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.count > b.count; });
    return out;
}

} // namespace wf::analysis
