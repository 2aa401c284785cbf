// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/engine/services/servicecatalog.h"
#include "models/sources/ports.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace wf::engine {

// Under which label the logs know a service, if at all: metrics may call it job="redis", and logs
// service_name="redis", or have no line of it. GUI thread.
class LogPlace : public QObject {
    Q_OBJECT
public:
    LogPlace(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent = nullptr);

    // {label="service"} of the first of `labels` that has the service in the last day; empty where no log has it. When
    // nobody answered within `patience`, {the service's matcher of metrics}: better an empty panel than none. Called
    // once, later, unless asked again before.
    using Done = std::function<void(const QString &selector)>;
    void ask(const ServiceInfo &service, const QStringList &labels, Done done);
    static constexpr int patienceMs = 600;

private:
    void heard();
    void finish();

    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    QTimer m_patience;
    QStringList m_labels;
    QStringList m_names; // what the service may be called
    QString m_otherwise;
    QHash<QString, QString> m_found; // label -> value
    std::size_t m_waiting = 0;
    bool m_anyAnswer = false;
    Done m_done;
    std::vector<async::Request> m_requests; // last: gone first
};

} // namespace wf::engine
