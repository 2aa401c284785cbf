// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/net/secrets/secretstore.h"
#include "models/station/collect/metricscollection.h"
#include "models/station/journal/journaltailer.h"
#include "models/station/receive/receiveservice.h"
#include "models/station/tail/tailer.h"

#include <QObject>

namespace wf::station {

// Everything that brings data in, as the station's file says: scrapes, the host's metrics, log files and the journal,
// what exporters push. All of it ends with this; the intake outlives it. GUI thread.
class Collecting final : public QObject {
    Q_OBJECT
public:
    struct Environment {
        const base::Clock &clock;
        QThreadPool &pool; // its jobs end before the intake does
        Intake &intake;
        net::SecretStore *secrets = nullptr;
        QString directory; // of what must be remembered
    };
    explicit Collecting(const Environment &environment, QObject *parent = nullptr);
    ~Collecting() override;

    // Reads the sections scrape, host, logs and receive. Called again with a changed file it goes on with what stayed.
    void apply(StationFile &file);

    [[nodiscard]] ScrapeSnapshotPtr scrape() const { return m_metrics.scraper().snapshot(); }
    [[nodiscard]] tail::TailState tail() const; // empty while no log is read
    [[nodiscard]] journal::JournalState journal() const;
    [[nodiscard]] std::shared_ptr<const ReceiveService::Snapshot> receive() const; // null while it is off
    [[nodiscard]] QStringList problems() const { return m_problems + m_metrics.problems(); }

private:
    void applyTail(const ConfigSection &section, const QString &configFolder);
    void applyReceive(const ConfigSection &section);
    void listen(const ReceiveSettings &settings, const net::Secret &token);
    [[nodiscard]] std::function<void(signals::LogLine &)> masking(const wire::logtext::MaskRules &rules);

    Environment m_env;
    QStringList m_problems;
    mutable MetricsCollection m_metrics; // its scraper is only asked
    wire::logtext::MaskRules m_masks;
    std::unique_ptr<tail::Tailer> m_tailer;
    std::unique_ptr<journal::JournalTailer> m_journal;
    std::unique_ptr<ReceiveService> m_receive;
    async::Request m_token;
};

} // namespace wf::station
