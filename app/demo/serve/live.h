// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/loglines.h"
#include "app/demo/emit/target.h"
#include "app/demo/serve/metricsserver.h"
#include "app/demo/serve/pusher.h"
#include "app/demo/serve/shopoptions.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace wf::app::demo {

// The shop, running: serves every target's page, keeps the list of targets, pushes logs and traces as they happen.
class Live final : public QObject {
    Q_OBJECT
public:
    explicit Live(ShopOptions options, QObject *parent = nullptr);
    [[nodiscard]] bool start(QString *problem);
    [[nodiscard]] quint16 port() const { return m_server.port(); }

private:
    [[nodiscard]] double worldNow() const;
    [[nodiscard]] MetricsServer::Answer answer(const QByteArray &path, bool openMetrics);
    [[nodiscard]] QByteArray targetList() const;
    void refreshTargets(double t);
    bool writeTargets(QString *problem);
    void beat();
    void push(double t);

    ShopOptions m_options;
    double m_wallStart;
    double m_worldStart;
    World m_world;
    Tracer m_tracer;
    MetricsServer m_server;
    std::unique_ptr<Pusher> m_logs;
    std::unique_ptr<Pusher> m_traces;
    std::vector<std::unique_ptr<Target>> m_targets; // those of the next day as well
    std::vector<Target *> m_alive;
    double m_known = 0.0;   // targets are known up to here
    double m_changes = 0.0; // when a target starts or ends next
    std::int64_t m_tick;    // pushed up to this one, without it
    std::vector<ShopLine> m_pendingLines;
    std::vector<Trace> m_pendingTraces;
    QTimer m_beat;
};

} // namespace wf::app::demo
