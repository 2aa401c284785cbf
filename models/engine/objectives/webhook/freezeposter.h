// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/webhook/freezemessage.h"
#include "models/net/httpclient.h"

#include <deque>
#include <map>

namespace wf::engine {

// Posts messages to webhooks, once each, signed with the secret its definition names. GUI thread.
class FreezePoster final : public QObject {
    Q_OBJECT
public:
    explicit FreezePoster(const net::HttpEnvironment &environment, QObject *parent = nullptr);
    ~FreezePoster() override;

    // Answers later, well once the receiver said 2xx. Errors: of the secret, of the exchange, and what the receiver
    // answered instead.
    void post(const wire::SloWebhook &hook, const QString &delivery, const QByteArray &event, const QByteArray &body,
              std::function<void(base::Status)> reply);

private:
    [[nodiscard]] net::HttpClient &clientOf(const wire::SloWebhook &hook);
    void keep(async::Request request);

    net::HttpEnvironment m_environment;
    std::map<QString, std::unique_ptr<net::HttpClient>> m_clients; // by name and address
    std::deque<async::Request> m_requests;
};

} // namespace wf::engine
