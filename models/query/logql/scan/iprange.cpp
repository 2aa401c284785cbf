// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/iprange.h"

#include <charconv>
#include <cstring>

#include <arpa/inet.h>

namespace wf::query::logql {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool beginsV4(std::string_view text)
{
    return text.size() > 3 && isDigit(text[0]) && (text[1] == '.' || text[2] == '.' || text[3] == '.');
}
bool beginsV6(std::string_view text)
{
    if (text.size() <= 4)
        return false;
    if (text[0] == ':' && text[1] == ':' && isHex(text[2]))
        return true;
    for (std::size_t n = 0; n < 5; ++n) {
        if (n > 0 && text[n] == ':')
            return true;
        if (!isHex(text[n]))
            return false;
    }
    return false;
}

} // namespace

std::optional<IpAddress> parseIp(std::string_view text)
{
    std::array<char, 64> name{};
    if (text.empty() || text.size() >= name.size())
        return std::nullopt;
    std::memcpy(name.data(), text.data(), text.size());
    IpAddress address;
    address.isV6 = text.find(':') != std::string_view::npos;
    if (::inet_pton(address.isV6 ? AF_INET6 : AF_INET, name.data(), address.bytes.data()) != 1)
        return std::nullopt;
    return address;
}

std::optional<IpRange> IpRange::parse(std::string_view text)
{
    IpRange range;
    if (const auto one = parseIp(text)) {
        range.m_first = range.m_last = *one;
        return range;
    }
    if (const auto dash = text.find('-'); dash != std::string_view::npos) {
        const auto first = parseIp(text.substr(0, dash));
        const auto last = parseIp(text.substr(dash + 1));
        if (!first || !last || first->isV6 != last->isV6 || *last < *first)
            return std::nullopt;
        range.m_first = *first;
        range.m_last = *last;
        return range;
    }
    const auto slash = text.find('/');
    const auto base = parseIp(text.substr(0, slash));
    if (slash == std::string_view::npos || !base)
        return std::nullopt;
    unsigned bits = 0;
    const char *end = text.data() + text.size();
    if (std::from_chars(text.data() + slash + 1, end, bits).ptr != end || slash + 1 == text.size() ||
        bits > (base->isV6 ? 128U : 32U))
        return std::nullopt;
    range.m_first = range.m_last = *base;
    for (std::size_t i = 0; i < (base->isV6 ? 16U : 4U); ++i) {
        const unsigned own = bits > i * 8 ? std::min(8U, bits - static_cast<unsigned>(i) * 8) : 0;
        const auto free = static_cast<unsigned char>(0xFFU >> own);
        range.m_first.bytes[i] = static_cast<unsigned char>(range.m_first.bytes[i] & ~free);
        range.m_last.bytes[i] = static_cast<unsigned char>(range.m_last.bytes[i] | free);
    }
    return range;
}

bool IpRange::occursIn(std::string_view text) const
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i);
        const bool isV4 = beginsV4(rest);
        if (!isV4 && !beginsV6(rest))
            continue;
        std::size_t n = 0;
        while (n < rest.size() &&
               (isV4 ? isDigit(rest[n]) || rest[n] == '.' : isHex(rest[n]) || rest[n] == ':' || rest[n] == '.'))
            ++n;
        const auto address = parseIp(rest.substr(0, n));
        if (address && contains(*address))
            return true;
        i += n;
    }
    return false;
}

} // namespace wf::query::logql
