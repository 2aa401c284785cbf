// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/escalation/oncall.h"
#include "models/async/jobscope.h"
#include "models/net/httpclient.h"

#include <QTimer>

#include <map>

namespace wf::engine {

// The calendars of rotas: read again every few minutes, the last good one kept when they cannot be. What comes from an
// address is kept in a folder too, so that a restart beside a dead server still knows who is on call. GUI thread;
// reading and parsing happen on a pool.
class OnCallCalendars final : public QObject {
    Q_OBJECT
public:
    OnCallCalendars(const base::Clock &clock, const async::Pools &pools, QString folder, QObject *parent = nullptr);
    ~OnCallCalendars() override;

    void setRotas(const std::vector<signals::OnCallRota> &rotas);

    struct State {
        std::vector<analysis::OnCallEntry> entries; // from yesterday on, for 35 days
        qint64 readNs = 0;                          // when it was last read; 0: never
        QStringList problems;                       // of events in it
        std::optional<base::Error> error;           // of the last try
    };
    // Of a rota by name; empty when there is none.
    [[nodiscard]] const State &state(const QString &rota) const;
    [[nodiscard]] bool isSettled() const { return m_underWay == 0; } // each was tried once
    void refresh();

Q_SIGNALS:
    void changed();

private:
    struct Source {
        QString calendar;
        State state;
        std::unique_ptr<net::HttpClient> client; // of an address
        async::Request asking;
    };
    struct Read {
        std::optional<State> state;
        std::optional<base::Error> error;
    };
    [[nodiscard]] static Read readOf(const QByteArray &bytes, qint64 readNs, qint64 nowNs);
    void read(const QString &rota, Source &source);
    void parse(const QString &rota, const QByteArray &bytes);
    void readFile(const QString &rota, const QString &path, bool isCopy);
    void took(const QString &rota, Read read);
    [[nodiscard]] QString copyOf(const QString &calendar) const;

    const base::Clock &m_clock;
    const async::Pools &m_pools;
    QString m_folder;
    std::map<QString, Source> m_sources;
    QTimer m_timer;
    int m_underWay = 0;
    async::JobScope m_scope;
};

} // namespace wf::engine
