// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/httpclient.h"
#include "models/net/pace/retry.h"
#include "models/station/sendon/outbox.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace wf::station {

// How it goes with one receiver of ours, for the Station page. Items: samples, lines or spans.
struct SenderState {
    QString name;
    qint64 sentItems = 0;
    qint64 refusedItems = 0; // the receiver will never take them (4xx)
    Outbox::State waiting;   // droppedItems: too old to wait any longer
    qint64 retries = 0;
    std::optional<base::Error> lastError; // until something is taken again
    qint64 lastOkNs = 0;
};

// Sends what lies in an outbox, one parcel after the other, in order. A parcel that cannot be taken just now (no
// connection, 429, 5xx) is tried again, later and later, as long as it lies there; one that is refused is counted and
// gone. Lives on one thread with an event loop.
class Sender final : public QObject {
    Q_OBJECT
public:
    struct Route {
        QByteArray contentType;
        std::vector<net::Header> headers;
    };
    // Posts to exactly http.base.
    Sender(net::HttpOptions http, Route route, net::HttpEnvironment environment, std::shared_ptr<Outbox> outbox,
           QObject *parent = nullptr);

    // There is something new in the outbox. Any thread.
    void wake();
    [[nodiscard]] SenderState state() const;

Q_SIGNALS:
    void changed(); // after every answer

private:
    void sendNext();
    void answered(const Outbox::Parcel &parcel, const base::Result<net::HttpResponsePtr> &result);
    void tryLater(const base::Error &error);

    const base::Clock &m_clock;
    net::Uniform m_uniform;
    net::HttpClient m_http;
    Route m_route;
    std::shared_ptr<Outbox> m_outbox;
    async::Request m_request;
    QTimer m_wait;
    bool m_isSending = false;
    int m_failures = 0;
    SenderState m_state;
};

// Whether sending the same again may help: 408, 429 and 5xx, and everything that went wrong on the way.
[[nodiscard]] bool mayHelpLater(const base::Error &error);

} // namespace wf::station
