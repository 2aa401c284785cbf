// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <map>

// What this machine's desktop is told of incidents (DESIGN.md 7): one notice for an incident, not for an alert. Pure.
namespace wf::engine {

// What the tray shows.
enum class TrayState { Offline, Ok, Acknowledged, Warning, Critical };

struct DesktopNotice {
    qint64 incident = 0;
    signals::Severity severity = signals::Severity::Unknown;
    QString title, text;   // outside text
    bool isRepeat = false; // nobody has taken it: the sound again, without a new notice
    friend bool operator==(const DesktopNotice &, const DesktopNotice &) = default;
};

class NoticeBook {
public:
    // Whom the console belongs to is on call: quiet hours then hide nothing critical.
    struct Quiet {
        std::vector<wire::QuietHours> hours;
        bool isOnCall = false;
    };
    // Notices that are due: an incident that needs somebody, is worse than it was when told, or still needs somebody a
    // minute after (critical: every minute; warning: once). Open incidents of the first call are old news, told once
    // together.
    [[nodiscard]] std::vector<DesktopNotice> due(const IncidentSnapshot &incidents, const Quiet &quiet, qint64 nowNs);
    // Nothing of it for so long.
    void snooze(qint64 incident, qint64 untilNs);

    static constexpr qint64 repeatAfterNs = base::nsPerMinute;

private:
    struct Told {
        signals::Severity severity = signals::Severity::Unknown;
        qint64 soundedNs = 0;
        int repeats = 0;
        qint64 snoozedNs = 0;
    };
    std::map<qint64, Told> m_told;
    bool m_isFirst = true;
};

[[nodiscard]] bool isQuiet(const std::vector<wire::QuietHours> &hours, signals::Severity severity, qint64 nowNs);
// `isLive`: a source of alerts answers.
[[nodiscard]] TrayState trayState(const IncidentSnapshot &incidents, bool isLive);
// "2 incidents need somebody, the worst is critical" and so on, for the tray's hint.
[[nodiscard]] QString trayWords(const IncidentSnapshot &incidents, bool isLive);

} // namespace wf::engine
