// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/head.h"

#include <algorithm>
#include <charconv>

namespace wf::net::server {

namespace {

using Outcome = std::optional<Refused>;

bool isTokenChar(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isVisible(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isFieldValue(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u == '\t' || (u >= 0x20 && u != 0x7f);
    });
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Outcome readTarget(std::string_view target, Head &head)
{
    if (!isVisible(target))
        return Refused{400, "the address of the request holds characters that must be encoded"};
    if (!target.starts_with('/')) {
        const std::string start = lower(target.substr(0, 8));
        const std::size_t scheme = start.starts_with("http://") ? 7 : start == "https://" ? 8 : 0;
        if (scheme == 0)
            return Refused{400, "the address of the request must start with /"};
        const auto slash = std::min(target.find_first_of("/?", scheme), target.size());
        head.host = lower(target.substr(scheme, slash - scheme));
        target = target.substr(slash);
    }
    const auto question = std::min(target.find('?'), target.size());
    head.path = target.substr(0, question);
    if (head.path.empty())
        head.path = "/";
    head.query = target.substr(std::min(question + 1, target.size()));
    return std::nullopt;
}

Outcome readRequestLine(std::string_view line, Head &head)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first || !isToken(line.substr(0, first)))
        return Refused{400, "this is not an HTTP request"};
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Refused{version.starts_with("HTTP/") ? 505 : 400, "only HTTP/1.1 is spoken here"};
    head.method = line.substr(0, first);
    head.keepsAlive = version == "HTTP/1.1";
    return readTarget(line.substr(first + 1, last - first - 1), head);
}

Outcome readField(std::string_view line, Head &head)
{
    if (line.front() == ' ' || line.front() == '\t')
        return Refused{400, "folded header lines are not taken"};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return Refused{400, "a header line has no proper name"};
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isFieldValue(value))
        return Refused{400, "a header value holds control characters"};
    head.fields.emplace_back(lower(line.substr(0, colon)), value);
    return std::nullopt;
}

Outcome readLength(std::string_view value, Head &head)
{
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (value.empty() || error != std::errc() || end != value.data() + value.size())
        return Refused{400, "Content-Length is not a number"};
    head.contentLength = length;
    return std::nullopt;
}

void readConnection(std::string_view value, Head &head)
{
    const std::string options = "," + lower(value) + ",";
    for (std::size_t at = 0; at < options.size();) {
        const auto comma = std::min(options.find(',', at), options.size());
        const std::string_view option = trimmed(std::string_view(options).substr(at, comma - at));
        if (option == "close")
            head.keepsAlive = false;
        else if (option == "keep-alive")
            head.keepsAlive = true;
        at = comma + 1;
    }
}

// What the fields say about framing, checked for contradictions.
Outcome readFraming(Head &head, bool isOld)
{
    int hosts = 0;
    const bool isAbsolute = !head.host.empty();
    bool hasEncoding = false;
    for (const auto &[name, value] : head.fields) {
        if (name == "host") {
            ++hosts;
            if (!isAbsolute)
                head.host = lower(value);
        } else if (name == "content-length") {
            if (head.contentLength)
                return Refused{400, "Content-Length is given twice"};
            if (auto refused = readLength(value, head))
                return refused;
        } else if (name == "transfer-encoding") {
            if (hasEncoding || isOld)
                return Refused{400, "Transfer-Encoding is given twice or in HTTP/1.0"};
            hasEncoding = true;
            if (lower(value) != "chunked")
                return Refused{501, "the only Transfer-Encoding understood is chunked"};
            head.isChunked = true;
        } else if (name == "connection") {
            readConnection(value, head);
        } else if (name == "expect") {
            if (lower(value) != "100-continue")
                return Refused{417, "the only expectation understood is 100-continue"};
            head.expectsContinue = !isOld;
        }
    }
    if (hosts > 1 || (hosts == 0 && !isOld))
        return Refused{400, "exactly one Host is needed"};
    if (head.isChunked && head.contentLength)
        return Refused{400, "Content-Length and Transfer-Encoding contradict each other"};
    return std::nullopt;
}

} // namespace

std::variant<MoreNeeded, HeadRead, Refused> readHead(std::string_view arrived, const HeadLimits &limits)
{
    Head head;
    bool isOld = false;
    std::size_t at = arrived.starts_with("\r\n") ? 2 : 0; // RFC 9112, 2.2: one empty line in front is forgiven
    const std::size_t start = at;
    for (;;) {
        const auto newline = arrived.find('\n', at);
        if (newline == std::string_view::npos) {
            const bool isNonsense =
                at == start && at < arrived.size() && arrived[at] != '\r' && !isTokenChar(arrived[at]);
            if (isNonsense)
                return Refused{400, "this is not an HTTP request"};
            if (arrived.size() >= limits.bytes)
                return Refused{431, "the head of the request is larger than allowed"};
            return MoreNeeded{};
        }
        if (newline >= limits.bytes)
            return Refused{431, "the head of the request is larger than allowed"};
        if (newline == at || arrived[newline - 1] != '\r')
            return Refused{400, "lines must end with CR LF"};
        const std::string_view line = arrived.substr(at, newline - 1 - at);
        Outcome refused;
        if (at == start) {
            refused = readRequestLine(line, head);
            isOld = !head.keepsAlive;
        } else if (line.empty()) {
            refused = readFraming(head, isOld);
            if (!refused)
                return HeadRead{std::move(head), newline + 1};
        } else if (head.fields.size() >= limits.fields) {
            refused = Refused{431, "the request has too many header lines"};
        } else {
            refused = readField(line, head);
        }
        if (refused)
            return *refused;
        at = newline + 1;
    }
}

} // namespace wf::net::server
