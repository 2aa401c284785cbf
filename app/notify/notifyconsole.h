// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "app/notifier.h"
#include "app/notify/desktopnotices.h"

namespace wf::app {

// Ties what tells people to a window: tray, notices, palette, message bar. GUI thread.
class NotifyConsole final {
public:
    NotifyConsole(Workspace &workspace, Console &console, Notifier &notifier);
    ~NotifyConsole();

    void start();

private:
    void open(qint64 incident);
    [[nodiscard]] std::vector<ui::PaletteItem> actions();
    void setRunning(bool isRunning);
    void test(const QString &channel);

    Workspace &m_workspace;
    Console &m_console;
    Notifier &m_notifier;
    DesktopNotices m_notices;
};

} // namespace wf::app
