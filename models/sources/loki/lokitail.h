// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/websocketclient.h"
#include "models/sources/core/sourcecore.h"
#include "models/sources/loki/seenlines.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>

namespace wf::sources {

// Loki's live tail that survives reconnects and restarts: the stream begins again a little before it broke, a query
// fills what lies between, and lines seen twice are dropped. What the server says it dropped is asked for as well.
// Lines wait a moment and are sorted, for frames are not in order. Where the server has no tail, it is asked every two
// seconds instead. The source outlives it. received = delivered + deduplicated + waiting(). GUI thread.
class LokiTail final : public LogTail {
    Q_OBJECT
public:
    LokiTail(SourceCore &core, QString expr, qint64 fromNs, int &mostEntries);

    [[nodiscard]] Counters counters() const override { return m_counters; }
    [[nodiscard]] qint64 waiting() const { return static_cast<qint64>(m_waiting.size()); }

private:
    [[nodiscard]] QUrl address();
    [[nodiscard]] qint64 serverNowNs() const;
    void frame(const QString &text);
    void take(std::vector<signals::LogLine> &&lines);
    void deliver();
    void up();
    void down(const QString &reason, int closeCode);
    void refused(int status, const QString &reason);
    void poll();
    void fill(base::TimeRange range);
    void fillNext();
    void filled(base::Result<signals::LogAnswer> answer);

    SourceCore &m_core;
    QString m_expr;
    qint64 m_fromNs;
    int &m_mostEntries;
    net::WebSocketClient m_socket;
    Counters m_counters;
    SeenLines m_seen;
    std::vector<signals::LogLine> m_waiting;
    QTimer m_deliverTimer;
    QTimer m_pollTimer;
    QTimer m_fillTimer;
    qint64 m_newestNs = 0;   // newest line seen
    qint64 m_openedAtNs = 0; // where the present connection's stream begins
    QElapsedTimer m_upSince;
    bool m_wasUp = false;
    std::deque<base::TimeRange> m_gaps;
    int m_fillTries = 0;
    async::Request m_filling;
};

} // namespace wf::sources
