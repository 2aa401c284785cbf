// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/prometheus/plainlabels.h"

#include "models/wire/numbers.h"

#include <algorithm>
#include <charconv>

namespace wf::wire::prometheus {

namespace {

// The text between quotes at `at`; moves `at` behind them.
std::optional<std::string_view> quotedAt(std::string_view text, std::size_t &at)
{
    if (at >= text.size() || text[at] != '"')
        return std::nullopt;
    const auto end = text.find('"', at + 1);
    if (end == std::string_view::npos)
        return std::nullopt;
    const auto found = text.substr(at + 1, end - at - 1);
    at = end + 1;
    return found;
}

} // namespace

std::optional<base::Labels> readPlainLabels(std::string_view text)
{
    const bool plain = std::all_of(
        text.begin(), text.end(), [](char c) { return c >= ' ' && c != '\\' && static_cast<unsigned char>(c) < 0x80; });
    if (!plain || text.size() < 2 || text.front() != '{' || text.back() != '}')
        return std::nullopt;
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(8);
    std::size_t at = 1;
    while (at + 1 < text.size()) {
        if (!pairs.empty() && text[at++] != ',')
            return std::nullopt;
        const auto name = quotedAt(text, at);
        if (!name || at >= text.size() || text[at] != ':')
            return std::nullopt;
        const auto value = quotedAt(text, ++at);
        if (!value)
            return std::nullopt;
        pairs.emplace_back(std::string(*name), std::string(*value));
    }
    if (at + 1 != text.size())
        return std::nullopt;
    return base::Labels(std::move(pairs));
}

bool readPlainSample(std::string_view text, qint64 &timeMs, double &value)
{
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || comma < 2 || text.size() < comma + 4 || !text.starts_with('[') ||
        !text.ends_with("\"]"))
        return false;
    const auto stamp = text.substr(1, comma - 1);
    const auto quoted = text.substr(comma + 1);
    if (!quoted.starts_with('"') || stamp.find_first_not_of("0123456789.") != std::string_view::npos ||
        stamp.back() == '.' || stamp.front() == '.' || (stamp.front() == '0' && stamp.size() > 1 && stamp[1] != '.'))
        return false;
    double seconds = 0;
    const auto [end, error] = std::from_chars(stamp.data(), stamp.data() + stamp.size(), seconds);
    const auto ms = secondsToMs(seconds);
    const auto sample = parseSample(quoted.substr(1, quoted.size() - 3));
    if (error != std::errc() || end != stamp.data() + stamp.size() || !ms || !sample)
        return false;
    timeMs = *ms;
    value = *sample;
    return true;
}

} // namespace wf::wire::prometheus
