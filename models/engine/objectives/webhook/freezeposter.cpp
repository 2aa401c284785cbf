// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/webhook/freezeposter.h"

#include "models/net/secrets/secretstore.h"

namespace wf::engine {

namespace {

constexpr std::size_t mostRequests = 64; // far more than can be under way

} // namespace

FreezePoster::FreezePoster(const net::HttpEnvironment &environment, QObject *parent)
    : QObject(parent), m_environment(environment)
{
}

FreezePoster::~FreezePoster() = default;

void FreezePoster::post(const wire::SloWebhook &hook, const QString &delivery, const QByteArray &event,
                        const QByteArray &body, std::function<void(base::Status)> reply)
{
    const auto send = [this, hook, delivery, event, body, reply](const net::Secret &secret) {
        keep(clientOf(hook).send(signedRequest(hook, delivery, event, body, secret.reveal()),
                                 [hook, reply](const base::Result<net::HttpResponsePtr> &response) {
                                     if (!response)
                                         return reply(response.error());
                                     const int status = (*response)->status;
                                     reply(status >= 200 && status <= 299 ? base::Status(base::Done{})
                                                                          : net::statusError(**response, hook.name));
                                 }));
    };
    keep(net::resolveSecret(net::SecretRef::parse(hook.secret), m_environment.store, this,
                            [hook, reply, send](const base::Result<net::Secret> &secret) {
                                if (!secret)
                                    return reply(secret.error());
                                if (secret->isEmpty())
                                    return reply(base::makeError(base::ErrorKind::Invalid,
                                                                 tr("The secret %1 is empty").arg(hook.secret)));
                                send(*secret);
                            }));
}

net::HttpClient &FreezePoster::clientOf(const wire::SloWebhook &hook)
{
    auto &client = m_clients[hook.name + u'\n' + hook.url];
    if (!client)
        client = std::make_unique<net::HttpClient>(webhookOptions(hook), m_environment);
    return *client;
}

void FreezePoster::keep(async::Request request)
{
    m_requests.push_back(std::move(request));
    if (m_requests.size() > mostRequests)
        m_requests.pop_front();
}

} // namespace wf::engine
