// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QQueue>
#include <QTimer>
#include <QUrl>

namespace wf::app::demo {

// Posts JSON bodies one after the other. What the receiver refuses is dropped and counted; what it cannot take just now
// (no connection, 429, 5xx) is tried again after a growing pause. The queue is bounded: the oldest body goes first.
// The shop plays the part of outside services, so it posts with Qt's own client instead of models/net.
class Pusher final : public QObject {
    Q_OBJECT
public:
    Pusher(QUrl url, QObject *parent = nullptr);

    void post(QByteArray body);
    [[nodiscard]] qsizetype waiting() const { return m_queue.size(); }
    [[nodiscard]] quint64 accepted() const { return m_accepted; }
    [[nodiscard]] quint64 dropped() const { return m_dropped; }
    [[nodiscard]] const QUrl &url() const { return m_url; }
    [[nodiscard]] QString lastError() const { return m_lastError; }

Q_SIGNALS:
    void moved();                   // a body was accepted or dropped
    void stuck(int failuresInARow); // it will be tried again

private:
    void next();
    void finished(QNetworkReply *reply);

    QNetworkAccessManager m_network;
    QUrl m_url;
    QQueue<QByteArray> m_queue;
    QTimer m_pause;
    int m_pauseMs = 500;
    int m_failures = 0;
    bool m_busy = false;
    quint64 m_accepted = 0;
    quint64 m_dropped = 0;
    QString m_lastError;
};

} // namespace wf::app::demo
