// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace wf::bench {

// A real Prometheus holding given samples: what the evaluator is measured against.
class PrometheusPeer {
public:
    // Writes the samples as OpenMetrics, makes blocks of them with promtool and starts a server on these. Null, with
    // the reason on stderr, where there is no Prometheus.
    [[nodiscard]] static std::unique_ptr<PrometheusPeer> start(const std::vector<signals::RawSeries> &series);
    ~PrometheusPeer();

    struct Cost {
        double wallMs = 0; // inside the engine, as the server says it: no HTTP, no JSON
        double cpuMs = 0;  // of the whole process, for the whole request
    };
    // The median of several runs.
    [[nodiscard]] std::optional<Cost> cost(const QString &query, qint64 startMs, qint64 endMs, qint64 stepMs,
                                           int runs) const;
    // The answer's result as JSON, for comparing.
    [[nodiscard]] QByteArray answer(const QString &query, qint64 startMs, qint64 endMs, qint64 stepMs) const;
    [[nodiscard]] QString version() const { return m_version; }

private:
    PrometheusPeer() = default;
    [[nodiscard]] double cpuMs() const;

    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_version;
    int m_port = 0;
};

} // namespace wf::bench
