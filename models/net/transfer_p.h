// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/bodypipe.h"
#include "models/net/transfer.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

namespace wf::net {

class Transfer final : public QObject {
    Q_OBJECT
public:
    Transfer(const TransferContext &context, HttpRequest request, const Credentials &credentials, TransferLimits limits,
             QObject *parent, TransferDone done);
    ~Transfer() override;
    void start();
    void cancel(); // nothing is delivered afterwards
    [[nodiscard]] bool isOver() const { return m_over; }

private:
    [[nodiscard]] QNetworkRequest networkRequest() const;
    [[nodiscard]] QNetworkReply *send(const QNetworkRequest &request);
    void watch();
    void headArrived();
    void makePipe(int status);
    void readMore();
    void replyFinished();
    void bodyFinished(base::Status status);
    [[nodiscard]] bool followRedirect(int status);
    void checkTls(const QList<QSslError> &errors);
    void checkPin();
    // Ends the exchange with an error; the first reason counts.
    void fail(base::Error error);
    void timedOut(const QString &what);
    void stop();
    void deliver(base::Result<HttpResponse> result);
    [[nodiscard]] base::Error transportError() const;
    [[nodiscard]] int status() const;
    [[nodiscard]] bool isWebPage() const;
    void dropReply();

    TransferContext m_context;
    HttpRequest m_request;
    Credentials m_credentials;
    TransferLimits m_limits;
    TransferDone m_done;
    QUrl m_url;
    int m_hops = 0;
    QPointer<QNetworkReply> m_reply;
    std::shared_ptr<BodyPipe> m_pipe;
    std::shared_ptr<BodyConsumer> m_consumer;
    HttpResponse m_response;
    TransferFacts m_facts;
    QTimer m_connect;
    bool m_isConnecting = false; // the name is known
    QTimer m_idle;
    QTimer m_deadline;
    qint64 m_startNs = 0;
    bool m_over = false;
    bool m_replyDone = false;
};

} // namespace wf::net
