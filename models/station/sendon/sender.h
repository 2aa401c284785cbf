// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/net/httpclient.h"
#include "models/net/pace/retry.h"
#include "models/station/sendon/outbox.h"
#include "models/station/sendon/route.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace wf::station {

// How it goes with one receiver of ours, for the Station page. Items: samples, lines, spans or data points.
struct SenderState {
    QString name;
    SendKind kind = SendKind::RemoteWrite;
    qint64 sentItems = 0;
    qint64 refusedItems = 0;          // the receiver will never take them
    QMap<QString, qint64> refusedFor; // of these, by reason (route.h); damage of ours: "not_understood"
    Outbox::State waiting;            // droppedItems: too old to wait any longer
    qint64 retries = 0;
    std::optional<base::Error> lastError; // until something is taken again
    QString lastRefusal;                  // why some were refused, in the receiver's words (outside text); stays
    qint64 lastOkNs = 0;
};

// Sends what lies in an outbox, one request after the other, in order. What cannot be taken just now (no connection,
// 429, 503 …) is tried again, later and later and not before the receiver wants it, as long as it lies there; what is
// refused is counted and gone. Lives on one thread with an event loop; the disk is read on a pool.
class Sender final : public QObject {
    Q_OBJECT
public:
    struct Environment {
        net::HttpEnvironment http;
        QThreadPool &pool;
    };
    // Posts to exactly http.base.
    Sender(SendKind kind, net::HttpOptions http, const Environment &environment, std::shared_ptr<Outbox> outbox,
           QObject *parent = nullptr);

    // There is something new in the outbox. Any thread.
    void wake();
    // Nothing is sent any more; what is under way is given up and stays in the outbox.
    void stop();
    [[nodiscard]] SenderState state() const;

Q_SIGNALS:
    void changed(); // after every answer

private:
    struct Prepared {
        qint64 gone = 0; // items of the one before that still lay there
        std::optional<Outbox::Parcel> parcel;
        std::optional<base::Result<QByteArray>> body;
    };
    struct Outcome {
        Outbox::Parcel parcel;
        Verdict verdict;
        bool isSuccess = false;
    };
    void proceed(std::optional<Outcome> before);
    void settle(const Outcome &before, qint64 gone);
    void send(const Outbox::Parcel &parcel, const QByteArray &body);
    void answered(const Outbox::Parcel &parcel, const base::Result<net::HttpResponsePtr> &result);
    void tryLater(const base::Error &error);

    const base::Clock &m_clock;
    net::Uniform m_uniform;
    QThreadPool &m_pool;
    net::HttpClient m_http;
    SendKind m_kind;
    Route m_route;
    std::shared_ptr<Outbox> m_outbox;
    async::Request m_request;
    async::JobScope m_jobs;
    QTimer m_wait;
    bool m_isStopped = false;
    bool m_isBusy = false;
    bool m_isWoken = false; // while it was busy
    int m_failures = 0;
    SenderState m_state;
};

} // namespace wf::station
