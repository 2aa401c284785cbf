// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace.h"
#include "models/engine/notify/escalate/escalationkeeper.h"
#include "models/engine/notify/selftest/selftest.h"
#include "models/engine/notify/settings/notifyfile.h"

#include <memory>

namespace wf::app {

// What tells people of an environment's incidents: the file of channels and escalations, calendars, and the escalations
// themselves. One for each console; commands do without. GUI thread.
class Notifier final {
public:
    Notifier(Workspace &workspace, const QString &settingsFile);
    ~Notifier();

    void start();
    [[nodiscard]] engine::NotifyFile &file() { return *m_file; }
    [[nodiscard]] engine::DeliveryDesk &deliveries() { return m_workspace.deliveries(); }
    [[nodiscard]] engine::EscalationKeeper &escalations() const { return *m_escalations; }
    [[nodiscard]] engine::SelfTest &selfTest() { return *m_selfTest; }
    // Rotas in which the operator of this console is on call now, with until when.
    [[nodiscard]] std::vector<std::pair<QString, qint64>> ownRotas() const;

private:
    Workspace &m_workspace;
    std::unique_ptr<engine::OnCallCalendars> m_calendars;
    std::unique_ptr<engine::EscalationKeeper> m_escalations;
    std::unique_ptr<engine::RunnerSign> m_sign;
    std::unique_ptr<engine::SelfTest> m_selfTest;
    std::unique_ptr<engine::NotifyFile> m_file;
};

[[nodiscard]] QString notifySettingsPath(); // notifications.yaml in the configuration folder

} // namespace wf::app
