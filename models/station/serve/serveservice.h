// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/server.h"
#include "models/station/config/configsection.h"
#include "models/station/serve/answers/answers.h"

#include <memory>

namespace wf::station {

// Section `serve` of the station's file: what others may ask the station over HTTP. Off unless asked for.
//
//     serve:
//       enabled: true
//       address: 127.0.0.1
//       port: 9095
//       token_env: NAME   # or token_file; needed
//       hosts: [name.example]
//       commands: true    # commands of the same user may ask while a console runs (SideDoor); needs none of the above
struct ServeSettings {
    bool isOn = false;
    bool isOpenToCommands = true;
    net::server::Options server;
    net::SecretRef token;
};
// Without a token it stays off, and that is a problem.
[[nodiscard]] ServeSettings readServeSettings(const ConfigSection &section);

struct StationAnswers {
    MetricAnswers metrics;
    LogAnswers logs;
    TraceAnswers traces;
    AlertAnswers alerts;
};
// The read APIs of Prometheus, Loki, Jaeger and Alertmanager; those of metrics and logs only when there is something to
// read from.
[[nodiscard]] std::vector<net::server::Route> serveRoutes(StationAnswers answers, const base::Clock &clock);

// The APIs behind their port. Owner's thread.
class ServeService {
public:
    // Errors: Invalid (an empty token).
    [[nodiscard]] static base::Result<std::unique_ptr<ServeService>>
    make(const ServeSettings &settings, const net::Secret &token, StationAnswers answers, const base::Clock &clock);
    ~ServeService(); // stops

    void start();
    void stop();
    [[nodiscard]] const std::vector<net::server::Listening> &ports() const { return m_ports; } // after start()
    [[nodiscard]] net::server::Stats stats() const { return m_server->stats(); }

private:
    explicit ServeService(std::unique_ptr<net::server::Server> server);
    std::unique_ptr<net::server::Server> m_server;
    std::vector<net::server::Listening> m_ports;
};

} // namespace wf::station
