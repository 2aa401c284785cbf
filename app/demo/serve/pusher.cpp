// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/pusher.h"

#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace wf::app::demo {

namespace {

constexpr qsizetype mostWaiting = 64;
constexpr int longestPauseMs = 15000;
constexpr int deadlineMs = 20000;

} // namespace

Pusher::Pusher(QUrl url, QObject *parent) : QObject(parent), m_url(std::move(url))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Pusher::next);
}

void Pusher::post(QByteArray body)
{
    if (m_queue.size() >= mostWaiting) {
        m_queue.removeAt(m_busy ? 1 : 0);
        ++m_dropped;
    }
    m_queue.enqueue(std::move(body));
    if (!m_busy && !m_pause.isActive())
        next();
}

void Pusher::next()
{
    if (m_queue.isEmpty() || m_busy)
        return;
    m_busy = true;
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setTransferTimeout(deadlineMs);
    QNetworkReply *reply = m_network.post(request, m_queue.head());
    connect(reply, &QNetworkReply::finished, this, [this, reply] { finished(reply); });
}

void Pusher::finished(QNetworkReply *reply)
{
    reply->deleteLater();
    m_busy = false;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool taken = status >= 200 && status < 300;
    const bool later = !taken && (status == 0 || status == 429 || status >= 500);
    if (!taken)
        m_lastError = reply->errorString() + u' ' + QString::fromUtf8(reply->read(300));
    if (later) {
        m_pause.start(m_pauseMs);
        m_pauseMs = std::min(longestPauseMs, m_pauseMs * 2);
        Q_EMIT stuck(++m_failures);
        return;
    }
    m_failures = 0;
    m_pauseMs = 500;
    m_queue.dequeue();
    (taken ? m_accepted : m_dropped) += 1;
    Q_EMIT moved();
    next();
}

} // namespace wf::app::demo
