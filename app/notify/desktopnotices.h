// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/notify/notices/noticebook.h"
#include "models/signals/notify/notification.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <functional>

namespace wf::app {

// The console outside its window: the tray's icon with the worst that needs somebody, notices and sounds. Where the
// desktop has no tray, notices go to `elsewhere`. GUI thread.
class DesktopNotices final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &incidents;
        const base::Clock &clock;
        std::function<bool()> isLive; // a source of alerts answers
        std::function<engine::NoticeBook::Quiet()> quiet;
        std::function<void(const engine::DesktopNotice &)> elsewhere;
    };
    explicit DesktopNotices(Parts parts, QObject *parent = nullptr);
    ~DesktopNotices() override;

    // What an escalation sends to a desktop channel.
    void show(const signals::Notification &what);

Q_SIGNALS:
    void opened(qint64 incident); // 0: only the window
    void quitRequested();

private:
    void look();
    void tell(const engine::DesktopNotice &notice);
    void fillMenu();

    Parts m_parts;
    engine::NoticeBook m_book;
    QSystemTrayIcon m_tray;
    QMenu m_menu;
    QTimer m_timer;
    std::optional<engine::TrayState> m_shown;
    qint64 m_lastTold = 0; // the incident of the last notice, which a click opens
};

} // namespace wf::app
