// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The values of an exchange as a server sees it (RFC 9110). Plain strings: everything in a request is outside text.
namespace wf::net::server {

using Pair = std::pair<std::string, std::string>;

struct Request {
    std::string method;            // "GET"; HEAD comes to handlers as GET
    std::string path;              // as sent, still percent-encoded
    std::string query;             // after the "?", still encoded
    std::vector<Pair> headers;     // names in lower case, in the order sent
    std::vector<Pair> captures;    // what stood for {name} in the route, decoded
    std::string body;              // decompressed
    std::string peer;              // address of the client
    std::size_t receivedBytes = 0; // of the body, on the wire
    [[nodiscard]] std::string_view header(std::string_view lowerName) const; // of several the first; else empty
    [[nodiscard]] std::string_view capture(std::string_view name) const;
    // Media type of the body in lower case, without parameters.
    [[nodiscard]] std::string mediaType() const;
};

struct Response {
    int status = 200;
    std::string contentType; // none when empty
    std::string body;
    std::vector<Pair> headers; // those with control characters are left out
    friend bool operator==(const Response &, const Response &) = default;
};
[[nodiscard]] Response textResponse(int status, std::string_view line);

// The reason phrase of a status.
[[nodiscard]] std::string_view reasonOf(int status);

// %XX decoded, and "+" as a space when asked; broken escapes stay as they are.
[[nodiscard]] std::string percentDecoded(std::string_view text, bool plusIsSpace = false);

// name=value&name=value of an address or a form, decoded, in order. At most 1,000 pairs are looked at.
class Parameters {
public:
    Parameters() = default;
    explicit Parameters(std::string_view encoded) { add(encoded); }
    // Of the address, then of the body when that is a form.
    [[nodiscard]] static Parameters of(const Request &request);
    void add(std::string_view encoded);
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const; // the first
    [[nodiscard]] std::string_view value(std::string_view name) const
    {
        return find(name).value_or(std::string_view());
    }
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

private:
    std::vector<Pair> m_pairs;
};

} // namespace wf::net::server
