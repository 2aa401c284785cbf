// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/kinds.h"

#include <algorithm>

namespace wf::analysis {

namespace {

constexpr std::size_t mostWords = 32;

// Of its letters in lower case.
size_t hashOf(QStringView word)
{
    size_t hash = 0xcbf29ce484222325U; // FNV-1a
    for (const QChar letter : word)
        hash = (hash ^ letter.toLower().unicode()) * 0x100000001b3U;
    return hash;
}

std::vector<size_t> wordsOf(const QString &text)
{
    std::vector<size_t> out;
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= text.size() && out.size() < mostWords; ++i) {
        if (i < text.size() && text.at(i).isLetter()) {
            begin = begin < 0 ? i : begin;
            continue;
        }
        if (begin >= 0 && i - begin > 1)
            out.push_back(hashOf(QStringView(text).mid(begin, i - begin)));
        begin = -1;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

AlertKinds::AlertKinds()
{
    m_texts.insert(QString(), 0);
    m_words.emplace_back();
}

int AlertKinds::textNumber(const QString &text)
{
    if (const auto known = m_texts.constFind(text); known != m_texts.constEnd())
        return *known;
    if (static_cast<int>(m_words.size()) >= mostTexts)
        return 0;
    const int number = static_cast<int>(m_words.size());
    m_texts.insert(text, number);
    m_words.push_back(wordsOf(text));
    return number;
}

int AlertKinds::kindOf(const AlertFacts &alert)
{
    const Key key{textNumber(alert.name), textNumber(alert.service), textNumber(alert.instance)};
    if (const auto known = m_numbers.constFind(key); known != m_numbers.constEnd())
        return *known;
    if (size() >= mostTexts)
        return size() - 1;
    m_numbers.insert(key, size());
    m_kinds.push_back({key.name, key.service, key.instance, textNumber(alert.text)});
    return size() - 1;
}

std::optional<int> AlertKinds::find(const AlertFacts &alert) const
{
    const auto name = m_texts.constFind(alert.name), service = m_texts.constFind(alert.service),
               instance = m_texts.constFind(alert.instance), none = m_texts.constEnd();
    if (name == none || service == none || instance == none)
        return std::nullopt;
    const auto known = m_numbers.constFind(Key{*name, *service, *instance});
    return known == m_numbers.constEnd() ? std::nullopt : std::optional(*known);
}

double AlertKinds::likeness(int text, int other) const
{
    const auto &a = m_words[static_cast<std::size_t>(text)];
    const auto &b = m_words[static_cast<std::size_t>(other)];
    if (a.empty() || b.empty())
        return 0;
    std::size_t both = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        both += static_cast<std::size_t>(*x == *y);
        const bool stepX = *x <= *y;
        const bool stepY = *y <= *x;
        x += stepX ? 1 : 0;
        y += stepY ? 1 : 0;
    }
    return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

} // namespace wf::analysis
