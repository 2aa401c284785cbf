// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/server/server.h"
#include "models/station/config/configsection.h"
#include "models/station/receive/receiver.h"

#include <memory>

namespace wf::station {

// Section `receive` of the station's file:
//
//     receive:
//       enabled: true
//       address: 127.0.0.1        # anything else is reachable from outside: set a token
//       ports: [4318, 9411, 3100] # OTLP, Zipkin, Loki by custom; every port answers every protocol
//       token_env: NAME           # or token_file: who sends must know it
//       hosts: [name.example]     # names we are known by, besides loopback
//       memory: 64MiB             # of all requests at once
//       promote: [k8s.pod.name]   # resource attributes that become labels of metrics
//       scope_labels: false
//       sampling: {probability: 1, spans_per_second: 20000, keep_errors: true, keep_slow: true, slow_quantile: 0.99,
//       hold: 5s}
struct ReceiveSettings {
    bool isOn = true;
    net::server::Options server;
    net::SecretRef token;
    ReceiverOptions receiver;
};
[[nodiscard]] ReceiveSettings readReceiveSettings(const ConfigSection &section);

// The receiver behind its ports, with a thread that decides about spans that wait. All methods on the owner's thread,
// except snapshot().
class ReceiveService {
public:
    // `token`: empty lets everybody in.
    ReceiveService(const ReceiveSettings &settings, const net::Secret &token, ReceiverEnvironment environment);
    ~ReceiveService(); // stops
    ReceiveService(const ReceiveService &) = delete;
    ReceiveService &operator=(const ReceiveService &) = delete;

    // Opens the ports; one in use is told in the snapshot and is never fatal.
    void start();
    void stop();

    struct Snapshot {
        Receiver::Counts counts;
        std::vector<net::server::Listening> ports;
        net::server::Stats server;
    };
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const; // any thread

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wf::station
