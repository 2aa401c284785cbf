// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/dispatch/alertdispatcher.h"

#include "models/net/address.h"
#include "models/wire/alertmanager/alertmanager.h"
#include "models/wire/text.h"

#include <QTimer>

#include <algorithm>

namespace wf::station {

namespace {

constexpr net::milliseconds deadline(10'000); // Prometheus' own

std::optional<PostedAlert> prepared(PostedAlert alert, const DispatchOptions &options)
{
    auto pairs = alert.labels.pairs();
    for (const auto &[name, value] : options.externalLabels)
        if (!alert.labels.has(name))
            pairs.emplace_back(name, value);
    auto labels = relabelled(std::move(pairs), options.relabel);
    if (!labels || labels->isEmpty())
        return std::nullopt;
    alert.labels = std::move(*labels);
    return alert;
}

QByteArray bodyOf(const std::vector<PostedAlert> &alerts)
{
    std::vector<signals::Alert> out;
    for (const auto &posted : alerts) {
        signals::Alert alert;
        alert.labels = posted.labels;
        alert.annotations = posted.annotations;
        alert.startsNs = posted.startsNs;
        alert.endsNs = posted.endsNs;
        alert.generatorUrl = posted.generatorUrl;
        out.push_back(std::move(alert));
    }
    return wire::alertmanager::encodeAlerts(out);
}

} // namespace

AlertDispatcher::AlertDispatcher(DispatchOptions options, const net::HttpEnvironment &environment, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_clock(environment.clock)
{
    for (const auto &one : m_options.alertmanagers) {
        auto receiver = std::make_unique<Receiver>();
        receiver->client = std::make_unique<net::HttpClient>(one, environment);
        receiver->state.name = one.name;
        m_receivers.push_back(std::move(receiver));
    }
}

AlertDispatcher::~AlertDispatcher() = default;

void AlertDispatcher::send(const std::vector<PostedAlert> &alerts)
{
    std::vector<PostedAlert> ready;
    for (const auto &alert : alerts)
        if (auto one = prepared(alert, m_options))
            ready.push_back(std::move(*one));
    for (const auto &receiver : m_receivers) {
        receiver->queue.insert(receiver->queue.end(), ready.begin(), ready.end());
        const auto surplus = receiver->queue.size() - std::min(receiver->queue.size(), m_options.queue);
        receiver->queue.erase(receiver->queue.begin(), receiver->queue.begin() + static_cast<std::ptrdiff_t>(surplus));
        receiver->state.dropped += static_cast<qint64>(surplus);
        next(*receiver);
    }
}

void AlertDispatcher::next(Receiver &receiver)
{
    if (receiver.isBusy || receiver.queue.empty())
        return;
    receiver.isBusy = true;
    const auto count = static_cast<std::ptrdiff_t>(std::min(receiver.queue.size(), m_options.batch));
    const std::vector<PostedAlert> batch(receiver.queue.begin(), receiver.queue.begin() + count);
    receiver.queue.erase(receiver.queue.begin(), receiver.queue.begin() + count);
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = net::endpoint(receiver.client->options().base, QStringLiteral("/api/v2/alerts"));
    request.contentType = "application/json";
    request.body = bodyOf(batch);
    request.deadline = deadline;
    receiver.request = receiver.client->send(
        std::move(request), [this, &receiver, count](const base::Result<net::HttpResponsePtr> &answer) {
            DispatchState &state = receiver.state;
            if (answer && (*answer)->status < 300) {
                state.sent += count;
                state.lastSentNs = m_clock.nowNs();
                state.lastError.reset();
            } else {
                state.failed += count;
                state.lastError = answer ? net::statusError(**answer, state.name) : answer.error();
                if (answer)
                    state.lastError->detail = wire::capped(wire::view((*answer)->body));
            }
            receiver.isBusy = false;
            Q_EMIT changed();
            QTimer::singleShot(0, this, [this, &receiver] { next(receiver); });
        });
}

std::vector<DispatchState> AlertDispatcher::states() const
{
    std::vector<DispatchState> out;
    for (const auto &receiver : m_receivers) {
        out.push_back(receiver->state);
        out.back().waiting = static_cast<qint64>(receiver->queue.size());
    }
    return out;
}

} // namespace wf::station
