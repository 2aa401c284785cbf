// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/message.h"

#include <algorithm>
#include <array>

namespace wf::net::server {

namespace {

constexpr std::size_t mostParameters = 1000;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view firstOf(const std::vector<Pair> &pairs, std::string_view name)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [name](const Pair &p) { return p.first == name; });
    return found == pairs.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace

std::string_view Request::header(std::string_view lowerName) const
{
    return firstOf(headers, lowerName);
}

std::string_view Request::capture(std::string_view name) const
{
    return firstOf(captures, name);
}

std::string Request::mediaType() const
{
    std::string_view type = header("content-type");
    type = type.substr(0, type.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t'))
        type.remove_suffix(1);
    std::string lower(type);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return lower;
}

Response textResponse(int status, std::string_view line)
{
    return {status, "text/plain; charset=utf-8", std::string(line) + '\n', {}};
}

std::string_view reasonOf(int status)
{
    struct Reason {
        int status;
        std::string_view text;
    };
    static constexpr std::array reasons{
        Reason{200, "OK"},
        Reason{202, "Accepted"},
        Reason{204, "No Content"},
        Reason{400, "Bad Request"},
        Reason{401, "Unauthorized"},
        Reason{403, "Forbidden"},
        Reason{404, "Not Found"},
        Reason{405, "Method Not Allowed"},
        Reason{408, "Request Timeout"},
        Reason{413, "Content Too Large"},
        Reason{415, "Unsupported Media Type"},
        Reason{417, "Expectation Failed"},
        Reason{421, "Misdirected Request"},
        Reason{422, "Unprocessable Content"},
        Reason{426, "Upgrade Required"},
        Reason{429, "Too Many Requests"},
        Reason{431, "Request Header Fields Too Large"},
        Reason{500, "Internal Server Error"},
        Reason{501, "Not Implemented"},
        Reason{503, "Service Unavailable"},
        Reason{505, "HTTP Version Not Supported"},
    };
    const auto found =
        std::find_if(reasons.begin(), reasons.end(), [status](const Reason &r) { return r.status == status; });
    return found == reasons.end() ? "Status" : found->text;
}

std::string percentDecoded(std::string_view text, bool plusIsSpace)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && i + 2 < text.size()) {
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += c == '+' && plusIsSpace ? ' ' : c;
    }
    return out;
}

Parameters Parameters::of(const Request &request)
{
    Parameters parameters(request.query);
    if (request.mediaType() == "application/x-www-form-urlencoded")
        parameters.add(request.body);
    return parameters;
}

void Parameters::add(std::string_view encoded)
{
    std::size_t at = 0;
    while (at < encoded.size() && m_pairs.size() < mostParameters) {
        const std::size_t end = std::min(encoded.find('&', at), encoded.size());
        const std::size_t equals = std::min(encoded.find('=', at), end);
        const std::size_t value = std::min(equals + 1, end);
        if (end > at)
            m_pairs.emplace_back(percentDecoded(encoded.substr(at, equals - at), true),
                                 percentDecoded(encoded.substr(value, end - value), true));
        at = end + 1;
    }
}

std::optional<std::string_view> Parameters::find(std::string_view name) const
{
    for (const auto &[key, value] : m_pairs)
        if (key == name)
            return value;
    return std::nullopt;
}

std::vector<std::string> Parameters::all(std::string_view name) const
{
    std::vector<std::string> out;
    for (const auto &[key, value] : m_pairs)
        if (key == name)
            out.push_back(value);
    return out;
}

} // namespace wf::net::server
