// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notify/noticefacts.h"
#include "app/notify/soundplayer.h"
#include "app/notify/toaststack.h"
#include "app/notify/trayrows.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/signals/notify/notification.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <functional>
#include <set>

namespace wf::app {

// The console outside its window: the tray's icon with the worst that needs somebody and how many, toasts and sounds.
// Where programs may not place windows the tray says it; where there is no tray either, notices go to `elsewhere`. GUI
// thread.
class DesktopNotices final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &incidents;
        NoticeFacts &facts;
        const base::Clock &clock;
        QString environment;
        std::function<bool()> isLive;                     // a source of alerts answers
        std::function<engine::NoticeBook::World()> world; // quiet hours, sounds, objectives
        std::function<void(const QString &words, signals::Severity severity)> elsewhere;
        std::function<QRect()> keptClear; // of the screen: no notice stands there; may be empty
    };
    explicit DesktopNotices(Parts parts, QObject *parent = nullptr);
    ~DesktopNotices() override;

    // What an escalation sends to a desktop channel.
    void show(const signals::Notification &what);
    // One sentence about the console itself.
    void tell(const QString &title, const QString &text, signals::Severity severity);
    [[nodiscard]] bool hasTray() const { return m_tray.isVisible(); }
    [[nodiscard]] SoundPlayer &sounds() { return m_sounds; }
    void setQuietUntil(qint64 ns) { m_quietUntilNs = ns; }

Q_SIGNALS:
    void opened(qint64 incident); // 0: only the window
    void acknowledgeRequested(qint64 incident);
    void escalateRequested(qint64 incident);
    void wallboardRequested();
    void quitRequested();
    void trayChanged(); // it has come or gone

private:
    void look();
    void lookAtTray();
    void connectToasts();
    void tell(const engine::DesktopNotice &notice);
    void sound(qint64 incident, signals::Severity severity);
    void hush();
    [[nodiscard]] engine::NoticeBook::World world() const;
    void follow(const engine::Incident *incident);
    void put(qint64 incident, const widgets::ToastContent &content);
    [[nodiscard]] widgets::ToastContent contentOf(signals::Severity severity, const QString &title,
                                                  const QString &text) const;
    void learn(qint64 incident);
    void snooze(qint64 incident);
    void offerMore(qint64 incident, const QPoint &at);
    void fillMenu();
    void addQuiet(QMenu &menu);

    Parts m_parts;
    engine::NoticeBook m_book;
    ToastStack m_toasts;
    SoundPlayer m_sounds;
    std::set<qint64> m_soundFor; // incidents whose sound may still play
    std::set<qint64> m_asking;   // incidents whose notice asks for somebody
    QSystemTrayIcon m_tray;
    QMenu m_menu;
    QTimer m_timer;
    std::optional<std::pair<engine::TrayState, int>> m_shown; // state and count of the icon
    qint64 m_lastTold = 0;     // the incident of the last notice of the tray, which a click opens
    qint64 m_quietUntilNs = 0; // "Quiet for", of this session
};

} // namespace wf::app
