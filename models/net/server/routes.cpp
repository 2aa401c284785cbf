// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/routes.h"

namespace wf::net::server {

namespace {

std::string_view nextSegment(std::string_view &rest)
{
    rest.remove_prefix(1); // the slash
    const auto end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(end);
    return segment;
}

bool matches(std::string_view pattern, std::string_view path, std::vector<Pair> &captures)
{
    captures.clear();
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = nextSegment(pattern);
        const std::string_view given = nextSegment(path);
        if (wanted.starts_with('{')) {
            if (given.empty())
                return false;
            captures.emplace_back(wanted.substr(1, wanted.size() - 2), percentDecoded(given));
        } else if (wanted != given && wanted != percentDecoded(given)) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

} // namespace

Routes::Found Routes::find(std::string_view method, std::string_view encodedPath) const
{
    Found found;
    std::vector<Pair> captures;
    for (const auto &route : m_routes) {
        if (!matches(route.pattern, encodedPath, captures))
            continue;
        if (route.method == method || (method == "HEAD" && route.method == "GET")) {
            found.route = &route;
            found.captures = std::move(captures);
            return found;
        }
        found.methods.push_back(route.method);
    }
    return found;
}

} // namespace wf::net::server
