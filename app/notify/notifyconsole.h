// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "app/notifier.h"
#include "app/notify/desktopnotices.h"

namespace wf::widgets {
class PlainLabel;
}

namespace wf::app {

// Ties what tells people to a window: tray, notices, palette, message bar, and who is on call. GUI thread.
class NotifyConsole final : public QObject {
    Q_OBJECT
public:
    NotifyConsole(Workspace &workspace, Console &console, Notifier &notifier);
    ~NotifyConsole() override;

    void start();
    // Runs on in the tray without a window; shows the window when no tray has come after half a minute.
    void startInTray();
    // How this environment is started in the tray at log-in; the settings turn it on and off.
    void offerAutostart(const QStringList &arguments);

private:
    void connectNotices();
    void connectMessages();
    [[nodiscard]] engine::NoticeBook::World world();
    void open(qint64 incident);
    void acknowledge(qint64 incident);
    void escalate(qint64 incident);
    void followTray();
    void reportSelfTest();
    [[nodiscard]] std::vector<ui::PaletteItem> actions();
    void setRunning(bool isRunning);
    void test(const wire::Channel &channel);
    void say(const QString &words, signals::Severity severity, int seconds);

    Workspace &m_workspace;
    Console &m_console;
    Notifier &m_notifier;
    NoticeFacts m_facts;
    DesktopNotices m_notices;
    bool m_isInTray = false; // started so
    bool m_hasSaidInTray = false;
};

} // namespace wf::app
