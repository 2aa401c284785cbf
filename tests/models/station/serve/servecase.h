// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/station/serve/answersfixture.h"

#include <QJsonDocument>
#include <QTest>

namespace wf::tests {

[[nodiscard]] inline QJsonDocument json(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
}

// A station that is asked through its routes, without a socket.
class ServeCase : public QObject {
protected:
    using Response = net::server::Response;

    void begin()
    {
        m_station = std::make_unique<ServedStation>();
        m_routes = net::server::Routes(station::serveRoutes(m_station->answers(), m_clock));
    }
    Response ask(const char *method, const std::string &target, const std::string &body = {},
                 std::vector<net::server::Pair> headers = {})
    {
        net::server::Request request;
        request.method = method;
        const auto question = std::min(target.find('?'), target.size());
        request.path = target.substr(0, question);
        request.query = target.substr(std::min(question + 1, target.size()));
        request.body = body;
        request.headers = std::move(headers);
        const auto found = m_routes.find(method, request.path);
        if (!found.route)
            return {404, {}, {}, {}};
        request.captures = found.captures;
        return found.route->handle(request, {});
    }
    Response get(const std::string &target) { return ask("GET", target); }

    base::ManualClock m_clock{servedNow};
    std::unique_ptr<ServedStation> m_station;
    net::server::Routes m_routes;
};

} // namespace wf::tests
