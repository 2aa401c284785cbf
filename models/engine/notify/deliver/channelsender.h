// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/notify/deliver/order.h"
#include "models/net/httpclient.h"
#include "models/wire/notify/channelcall.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <map>

namespace wf::engine {

// Hands one message to one service, once. GUI thread; the answer comes later, never from within send(). A channel has
// connections of its own, so that a dead service is no trouble of the others.
class ChannelSender {
public:
    struct Parts {
        const base::Clock &clock;
        const async::Pools &pools;
        net::SecretStore *secrets = nullptr; // may be null: then only what needs no store can be resolved
    };
    // Errors are failures to ask: the message has not arrived when `isSure`; otherwise nobody knows.
    struct Outcome {
        wire::ChannelVerdict verdict;
        bool isSure = true;
    };
    using Done = std::function<void(const Outcome &)>;

    explicit ChannelSender(const Parts &parts) : m_parts(parts) {}

    [[nodiscard]] async::Request send(const wire::Channel &channel, const std::optional<wire::MailSettings> &mail,
                                      const DeliveryOrder &order, const QString &thread, Done done);

private:
    struct Sending;
    void post(const std::shared_ptr<Sending> &sending, const net::Secret &secret);
    void mail(const std::shared_ptr<Sending> &sending, const net::Secret &secret);
    [[nodiscard]] net::HttpClient &clientOf(const QString &channel, const QUrl &url);

    Parts m_parts;
    QObject m_context;
    std::map<QString, std::unique_ptr<net::HttpClient>> m_clients; // by channel and address
};

} // namespace wf::engine
