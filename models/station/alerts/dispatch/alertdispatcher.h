// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/httpclient.h"
#include "models/station/alerts/book/alertbook.h"
#include "models/station/config/relabel.h"

#include <QObject>

#include <deque>
#include <memory>
#include <vector>

namespace wf::station {

struct DispatchOptions {
    std::vector<net::HttpOptions> alertmanagers; // members of a cluster: each is told everything
    base::Labels externalLabels;                 // added where an alert has none of the name
    std::vector<RelabelRule> relabel;            // alert_relabel_configs, after the external labels
    std::size_t queue = 10'000;                  // alerts waiting for one Alertmanager
    std::size_t batch = 64;                      // alerts in one request
};

// How one Alertmanager is served.
struct DispatchState {
    QString name;
    qint64 sent = 0;    // alerts it took
    qint64 failed = 0;  // alerts of requests that failed; the rules report them again within a minute
    qint64 dropped = 0; // oldest ones, because the queue was full
    qint64 waiting = 0;
    qint64 lastSentNs = 0;
    std::optional<base::Error> lastError; // of the last request
};

// Hands alerts to Alertmanagers (POST /api/v2/alerts). A request is sent once; what fails is counted, not repeated:
// whoever reports an alert does so again while it lasts and for a quarter of an hour after its end. A slow or dead
// Alertmanager holds nobody else up. GUI thread.
class AlertDispatcher final : public QObject {
    Q_OBJECT
public:
    AlertDispatcher(DispatchOptions options, const net::HttpEnvironment &environment, QObject *parent = nullptr);
    ~AlertDispatcher() override;

    void send(const std::vector<PostedAlert> &alerts);
    [[nodiscard]] std::vector<DispatchState> states() const;
    [[nodiscard]] bool isEmpty() const { return m_receivers.empty(); } // nobody is configured

Q_SIGNALS:
    void changed();

private:
    struct Receiver {
        std::unique_ptr<net::HttpClient> client;
        std::deque<PostedAlert> queue;
        DispatchState state;
        async::Request request;
        bool isBusy = false;
    };
    void next(Receiver &receiver);

    DispatchOptions m_options;
    const base::Clock &m_clock;
    std::vector<std::unique_ptr<Receiver>> m_receivers;
};

} // namespace wf::station
