// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

namespace wf::station::hosttext {

template<class F>
void forEachLine(std::string_view text, F &&f)
{
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + (line.size() < text.size() ? 1 : 0));
        f(line);
    }
}

inline std::vector<std::string_view> words(std::string_view line)
{
    constexpr std::string_view blank = " \t\r";
    std::vector<std::string_view> out;
    for (auto from = line.find_first_not_of(blank); from != std::string_view::npos;
         from = line.find_first_not_of(blank, from)) {
        const auto end = line.find_first_of(blank, from);
        out.push_back(line.substr(from, end - from));
        if (end == std::string_view::npos)
            break;
        from = end;
    }
    return out;
}

inline std::optional<double> number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

inline std::optional<double> hexNumber(std::string_view text)
{
    unsigned long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(static_cast<double>(value))
                                                                    : std::nullopt;
}

} // namespace wf::station::hosttext
