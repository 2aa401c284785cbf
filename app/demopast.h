// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/incidents/pastincident.h"
#include "models/store/records.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace wf::app {

class Workspace;

// Gives the Halcyon shop's console a past: what fired before is in the alerts' history, has become incidents, and some
// of them say what the shop's people found out then, so that what happens now has something to be compared with. GUI
// thread.
class DemoPast final : public QObject {
    Q_OBJECT
public:
    explicit DemoPast(Workspace &workspace, QObject *parent = nullptr);
    ~DemoPast() override;

    // `done` once all of it is kept, while this lives; nothing may fire before.
    void take(const QString &source, const std::vector<signals::Alert> &over, std::function<void()> done);

private:
    void remember();
    void tellOf(const engine::PastIncident &past, std::size_t tale);
    void finish();

    Workspace &m_workspace;
    std::function<void()> m_done;
    int m_told = 0; // tales
    int m_open = 0; // writes that are on their way
    QTimer m_patience;
    std::vector<async::Request> m_writes;
};

} // namespace wf::app
