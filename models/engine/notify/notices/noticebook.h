// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <functional>
#include <map>
#include <set>

// What this machine's desktop is told of incidents (DESIGN.md 7): one notice for an incident, not for an alert. Pure.
namespace wf::engine {

// What the tray shows.
enum class TrayState { Offline, Ok, Acknowledged, Warning, Critical };

struct DesktopNotice {
    // Repeat: nobody has taken it, so it sounds again without a new notice.
    enum class Why { New, Worse, Objective, BudgetSpent, Reopened, Repeat };
    qint64 incident = 0; // 0: several together
    signals::Severity severity = signals::Severity::Unknown;
    QString title, text; // outside text
    Why why = Why::New;
    friend bool operator==(const DesktopNotice &, const DesktopNotice &) = default;
};

// Objectives of an incident's services, by title.
struct Promises {
    QStringList burning; // faster than they may
    QStringList spent;   // their budget is gone
};

class NoticeBook {
public:
    static constexpr qint64 startPatienceNs = 30 * base::nsPerSecond;
    static constexpr qint64 startNs = 2 * base::nsPerMinute;
    static constexpr int mostAlone = 3; // as many as stand on the desktop
    struct World {
        std::vector<wire::QuietHours> hours;
        qint64 quietUntilNs = 0; // as if these were quiet hours without an exception
        wire::DesktopSettings desktop;
        bool isKnown = true; // every source of alerts has answered since the start, or failed
        // Whom the console belongs to is on call for it: quiet hours then hide nothing critical. May be empty.
        std::function<bool(const Incident &)> isOwn;
        std::function<Promises(const Incident &)> promises; // may be empty
    };
    // Notices that are due. An incident that needs somebody is told once; again when it is worse, when another
    // objective burns or a budget is spent, and when what was taken is open again. It sounds again as often as the
    // settings say until somebody takes it. Alerts that join later are silent, and so is what is taken, but for a
    // budget's end. Nothing is told before all is known, for at most `startPatienceNs`; incidents that had begun before
    // the first call and come within `startNs` of it are old news, told together, and so are more than `mostAlone` that
    // are new at once.
    [[nodiscard]] std::vector<DesktopNotice> due(const IncidentSnapshot &incidents, const World &world, qint64 nowNs);
    // Nothing of it for so long, unless it gets worse.
    void snooze(qint64 incident, qint64 untilNs);
    [[nodiscard]] qint64 snoozedUntil(qint64 incident) const; // 0: it is not

private:
    struct Told {
        signals::Severity severity = signals::Severity::Unknown; // Unknown: nobody was told
        qint64 soundedNs = 0;
        qint64 snoozedNs = 0;
        bool isTaken = false; // since it was told: alerts that join now are silent
        bool isReopened = false;
        std::set<quint64> held; // alerts that somebody held when last looked at
        QStringList burning, spent;
    };
    [[nodiscard]] static std::optional<DesktopNotice::Why> whyNow(const Incident &incident, Told &told,
                                                                  const World &world, qint64 nowNs);
    [[nodiscard]] static bool isReopened(const Incident &incident, Told &told);
    [[nodiscard]] bool isStarting(const World &world, qint64 nowNs);
    void together(const IncidentSnapshot &incidents, const World &world, qint64 nowNs, std::vector<DesktopNotice> &due);
    std::map<qint64, Told> m_told;
    std::optional<qint64> m_firstNs; // the first call
    bool m_hasStarted = false;
    int m_oldTold = 0; // incidents that are old news, told so far
};

[[nodiscard]] bool isQuiet(const std::vector<wire::QuietHours> &hours, signals::Severity severity, qint64 nowNs);
// Quiet hours, or "quiet for", and no critical incident of services that the console's owner is on call for. `incident`
// null: it is about none.
[[nodiscard]] bool isHushed(const NoticeBook::World &world, const Incident *incident, signals::Severity severity,
                            qint64 nowNs);
// A notice of it has nothing to say any more: it is closed, or `asks` for somebody and somebody has it, on any console.
// Never of 0 and before the incidents are known.
[[nodiscard]] bool isNoticeOver(const IncidentSnapshot &incidents, qint64 incident, bool asks);
// `isLive`: a source of alerts answers.
[[nodiscard]] TrayState trayState(const IncidentSnapshot &incidents, bool isLive);
// "2 incidents need somebody" and so on, for the tray's hint.
[[nodiscard]] QString trayWords(const IncidentSnapshot &incidents, bool isLive);

} // namespace wf::engine
