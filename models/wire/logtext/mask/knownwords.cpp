// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/knownwords.h"

#include "models/wire/logtext/mask/maskshapes_p.h"

#include <algorithm>

namespace wf::wire::logtext {

namespace {

std::uint16_t headOf(std::string_view text)
{
    const auto first = static_cast<unsigned char>(shape::charAt(text, 0));
    const auto second = static_cast<unsigned char>(shape::charAt(text, 1));
    return static_cast<std::uint16_t>(first << 8U | second);
}

// Behind %22, as quotes are written in web addresses, a word begins too.
bool mayBeginAt(std::string_view text, std::size_t at)
{
    const auto isHex = [&text](std::size_t i) {
        const char c = text[i];
        return shape::is(c, shape::IsDigit) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return at == 0 || !shape::isWordAt(text, at - 1) ||
           (at >= 3 && text[at - 3] == '%' && isHex(at - 2) && isHex(at - 1));
}

} // namespace

void KnownWords::add(std::string_view word, std::size_t id)
{
    if (!m_ids.emplace(word, id).second)
        return;
    m_mayBegin.at(static_cast<unsigned char>(word.front())) = true;
    auto &lengths = m_lengths[headOf(word)];
    if (std::ranges::find(lengths, word.size()) == lengths.end()) {
        lengths.push_back(word.size());
        std::ranges::sort(lengths, std::greater{});
    }
}

const std::pair<const std::string, std::size_t> *KnownWords::at(std::string_view text, std::size_t begin) const
{
    const auto lengths = m_lengths.find(headOf(text.substr(begin)));
    if (lengths == m_lengths.end())
        return nullptr;
    for (const std::size_t length : lengths->second) {
        if (begin + length > text.size() || shape::isWordAt(text, begin + length))
            continue;
        if (const auto known = m_ids.find(text.substr(begin, length)); known != m_ids.end())
            return &*known;
    }
    return nullptr;
}

void KnownWords::replace(std::string &text, bool isQuotedOnly,
                         const std::function<const std::string &(std::size_t id)> &replacement) const
{
    std::string out;
    std::size_t copied = 0;
    char quote = '\0';
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (isQuotedOnly && (quote ? c == quote : c == '"' || c == '\'' || c == '`'))
            quote = quote ? '\0' : c;
        const bool mayBegin =
            m_mayBegin[static_cast<unsigned char>(c)] && (!isQuotedOnly || quote) && mayBeginAt(text, i);
        const auto *known = mayBegin ? at(text, i) : nullptr;
        if (!known) {
            ++i;
            continue;
        }
        out.append(text, copied, i - copied).append(replacement(known->second));
        i += known->first.size();
        copied = i;
    }
    if (copied > 0)
        text = out.append(text, copied);
}

} // namespace wf::wire::logtext
