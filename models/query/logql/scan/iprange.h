// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace wf::query::logql {

struct IpAddress {
    bool isV6 = false;
    std::array<unsigned char, 16> bytes{}; // of IPv4 the first four
    friend bool operator<(const IpAddress &a, const IpAddress &b)
    {
        return a.isV6 != b.isV6 ? b.isV6 : a.bytes < b.bytes;
    }
};
[[nodiscard]] std::optional<IpAddress> parseIp(std::string_view text);

// ip("192.168.0.1"), ip("10.0.0.1-10.0.0.9"), ip("10.0.0.0/8"), the same for IPv6.
class IpRange {
public:
    [[nodiscard]] static std::optional<IpRange> parse(std::string_view text);
    [[nodiscard]] bool contains(const IpAddress &address) const { return !(address < m_first) && !(m_last < address); }
    // Does any address written in the text lie in the range? Looks where Loki looks: at digits before a dot and hex
    // digits before a colon.
    [[nodiscard]] bool occursIn(std::string_view text) const;

private:
    IpAddress m_first, m_last;
};

} // namespace wf::query::logql
