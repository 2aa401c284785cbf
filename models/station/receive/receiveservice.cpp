// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/receiveservice.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace wf::station {

class ReceiveService::Private {
public:
    Private(const ReceiveSettings &settings, const net::Secret &token, ReceiverEnvironment environment)
        : receiver(settings.receiver, std::move(environment)),
          server(withToken(settings.server, token), receiver.routes())
    {
    }

    static net::server::Options withToken(net::server::Options options, const net::Secret &token)
    {
        if (!token.isEmpty())
            options.authorise = net::server::bearerCheck({token});
        return options;
    }

    void decideEverySecond(const std::stop_token &stop)
    {
        std::mutex nothing;
        std::condition_variable_any wake;
        std::unique_lock waiting(nothing);
        while (!stop.stop_requested()) {
            (void)wake.wait_for(waiting, stop, std::chrono::seconds(1), [] { return false; });
            receiver.tick();
        }
    }

    Receiver receiver;
    net::server::Server server;
    mutable std::mutex mutex;
    std::vector<net::server::Listening> ports;
    std::jthread ticker; // ends before what it uses
};

ReceiveService::ReceiveService(const ReceiveSettings &settings, const net::Secret &token,
                               ReceiverEnvironment environment)
    : d(std::make_unique<Private>(settings, token, std::move(environment)))
{
}

ReceiveService::~ReceiveService()
{
    stop();
}

void ReceiveService::start()
{
    auto ports = d->server.start();
    {
        const std::lock_guard lock(d->mutex);
        d->ports = std::move(ports);
    }
    d->ticker = std::jthread([this](const std::stop_token &stop) { d->decideEverySecond(stop); });
}

void ReceiveService::stop()
{
    d->server.stop();
    d->ticker = {};
}

std::shared_ptr<const ReceiveService::Snapshot> ReceiveService::snapshot() const
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->counts = d->receiver.counts();
    snapshot->server = d->server.stats();
    const std::lock_guard lock(d->mutex);
    snapshot->ports = d->ports;
    return snapshot;
}

} // namespace wf::station
