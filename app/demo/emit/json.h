// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace wf::app::demo {

// Appends text as a JSON string, quotes included. text is UTF-8.
inline void quote(std::string &out, std::string_view text)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (u < 0x20) {
            out += "\\u00";
            out += hex[u >> 4];
            out += hex[u & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

inline std::string jsonText(std::string_view text)
{
    std::string out;
    quote(out, text);
    return out;
}

} // namespace wf::app::demo
