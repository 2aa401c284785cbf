// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/engine/alerts/watch/alertwatch.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace wf::store {
class AlertLog;
}

namespace wf::engine {

// One earlier firing of an alert.
struct AlertEpisode {
    qint64 startNs = 0;
    qint64 endNs = 0; // 0 = still firing
    QString acknowledgedBy, note;
};

// Writes every alert that is seen into the ledger, and who acknowledged it, here or on another console, for no server
// can tell it again; reads it back. GUI thread.
class AlertRecorder final : public QObject {
    Q_OBJECT
public:
    AlertRecorder(AlertWatch &watch, store::AlertLog &log, PlaceResolver resolve, QObject *parent = nullptr);
    ~AlertRecorder() override;

    using Episodes = std::vector<AlertEpisode>;
    // Newest first.
    async::Request history(const QString &fingerprint, base::TimeRange range,
                           std::function<void(const base::Result<Episodes> &)> reply);
    // Firings that are over and were never seen here: startsNs and endsNs say when.
    // `done`, if any, once they are kept or could not be.
    void recordOver(const QString &source, const std::vector<signals::Alert> &over, std::function<void()> done = {});
    void acknowledged(const std::vector<WatchedAlert> &alerts, const QString &by, const QString &note);
    [[nodiscard]] const std::optional<base::Error> &lastError() const { return m_error; }

private:
    struct Seen {
        QString source;
        std::shared_ptr<const signals::AlertAnswer> answer;
    };
    void see(const AlertSourceView &source, const std::shared_ptr<const signals::AlertAnswer> &answer);
    void writeSeen(); // whatever waits
    void hearHolders(const AlertSnapshot &snapshot);
    void writeHolders();
    store::AlertLog &m_log;
    PlaceResolver m_resolve;
    std::optional<base::Error> m_error;
    std::vector<std::pair<QString, async::Request>> m_writes; // by source: one at a time matters to nobody else
    async::Request m_marking;
    std::vector<Seen> m_seen; // not written yet
    struct Holder {
        QString fingerprint, by, note;
        QStringList sources;
        qint64 sinceNs = 0;
    };
    std::vector<Holder> m_holders;       // likewise
    std::map<quint64, qint64> m_written; // alerts whose holder is written, with the start of that firing
    async::Request m_holding;
    QTimer m_writing;
};

} // namespace wf::engine
