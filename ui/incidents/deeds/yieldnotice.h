// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "ui/base/watchcontext.h"

#include <QObject>
#include <QTimer>

namespace wf::ui {

// Says in the message bar that a colleague on another console was first to acknowledge: one notice for what was asked
// for together, which stays and offers to take it over. GUI thread.
class YieldNotice final : public QObject {
    Q_OBJECT
public:
    YieldNotice(engine::AckDesk &desk, const engine::AlertWatch &alerts, WatchContext &context, QObject *parent);

private:
    void tell();
    void takeOver(const QStringList &fingerprints);

    engine::AckDesk &m_desk;
    const engine::AlertWatch &m_alerts;
    WatchContext &m_context;
    std::vector<engine::Yield> m_told;
    QTimer m_gather;
};

} // namespace wf::ui
