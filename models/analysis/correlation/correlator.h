// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/alertfacts.h"
#include "models/analysis/correlation/damping.h"
#include "models/analysis/correlation/evidence.h"
#include "models/analysis/correlation/habits.h"
#include "models/analysis/correlation/kinds.h"
#include "models/analysis/correlation/servicemap.h"

#include <QHash>

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace wf::analysis {

struct CorrelationSettings {
    qint64 windowNs = 5 * base::nsPerMinute; // an incident that was silent for longer is over
    double joinAt = 3.0;                     // powers of ten: a thousand times likelier than by chance
    // How many beats without an alert end what had come at once, unless its own rhythm is slower.
    double restBeats = 5;
    double restRhythms = 10;
    double restPaces = 3; // the same for what is used to coming again and again within the window
    DampingSettings damping;
    double surpriseFactor = 3; // a damped kind is told again when it comes so many times as often as ever
};

// Why an alert is not put before the operator.
enum class Quiet {
    No,       // it is
    Told,     // its incident was told already
    Habitual, // fires all the time: damped
};

struct Join {
    qint64 withAlert = 0; // number of the alert of the incident that it fits best
    Evidence evidence;
};

struct Placement {
    qint64 alert = 0; // numbered as they come, from 0
    qint64 incident = 0;
    bool opened = false; // nothing fitted: an incident of its own
    Quiet quiet = Quiet::No;
    std::optional<Join> join; // of what did not open
};

// Puts alerts into incidents as they come; only what came before counts. Deterministic. Memory is bounded by the kinds
// of alerts there are and the incidents of a window.
class Correlator {
public:
    explicit Correlator(CorrelationSettings settings = {}, const ServiceMap &services = {});

    // Times that go back count as the latest time seen.
    Placement add(const AlertFacts &alert);

    // What an operator taught: alerts of both kinds (name and place) never or always belong together.
    void never(const AlertFacts &one, const AlertFacts &other) { teach(one, other, false); }
    void always(const AlertFacts &one, const AlertFacts &other) { teach(one, other, true); }
    void forget(const AlertFacts &one, const AlertFacts &other);
    // Whether they were taught to belong together; nothing when nobody said anything about them.
    [[nodiscard]] std::optional<bool> taught(const AlertFacts &one, const AlertFacts &other) const;
    [[nodiscard]] bool isTaught() const { return !m_lessons.isEmpty(); }
    // Who calls whom, from now on.
    void know(const ServiceMap &services);

    [[nodiscard]] const Habits &habits() const { return m_habits; }

private:
    struct Member {
        int kind = 0;
        AlertKind what;
        qint64 lastNs = 0;
        qint64 lastAlert = 0;
        qint64 beatNs = 0;
        int change = 0;
        qint64 count = 0;
    };
    struct Incident {
        qint64 lastNs = 0;
        double rhythmNs = -1;
        bool told = false;
        std::vector<Member> members; // the latest last; at most 12
    };
    struct Now {
        qint64 ns;
        qint64 beatNs;
        int kind;
        AlertKind what;
        int change;
        double mostPast = 0; // bound of what habits, time and text can say for any other kind
    };
    using Recent = std::array<qint64, 4>;

    void teach(const AlertFacts &one, const AlertFacts &other, bool together);
    [[nodiscard]] std::vector<qint64> candidates(const Now &now) const;
    [[nodiscard]] bool isAwake(const Incident &incident, const Member &member, const Now &now,
                               const Evidence &evidence) const;
    [[nodiscard]] double mostOfPast(const Now &now) const;
    [[nodiscard]] double mostAtOnce(const Member &member, const Now &now) const;
    [[nodiscard]] Evidence weighAtOnce(const Member &member, const Now &now) const;
    [[nodiscard]] bool weighPast(const Member &member, const Now &now, double least, Evidence &evidence) const;
    [[nodiscard]] bool areNeighbours(int service, int other) const;
    void weighPlaces(const AlertKind &one, const AlertKind &other, Evidence &evidence) const;
    [[nodiscard]] std::optional<Join> bestJoin(const Incident &incident, const Now &now,
                                               const std::optional<Join> &sofar) const;
    [[nodiscard]] std::optional<Placement> repeated(const Now &now);
    void remember(Incident &incident, qint64 id, const Now &now, qint64 alert);
    [[nodiscard]] Quiet told(Incident &incident, const Now &now, bool begins);
    void forgetQuiet(qint64 ns);

    CorrelationSettings m_settings;
    std::vector<std::vector<int>> m_neighbours; // sorted, by number of the service's text; none: nothing is known
    AlertKinds m_kinds;
    Habits m_habits;
    std::unordered_map<qint64, Incident> m_incidents;
    std::unordered_map<int, qint64> m_byKind;
    std::unordered_map<int, Recent> m_byPlace; // number of the text of an instance or service
    std::unordered_map<int, Recent> m_byName;
    std::unordered_map<int, Recent> m_byChange;
    Recent m_latest{-1, -1, -1, -1};
    std::vector<Damping> m_damping;   // by kind
    std::vector<qint64> m_mostAtOnce; // alerts of a kind in one incident, by kind
    QHash<std::pair<int, int>, bool> m_lessons;
    qint64 m_nextAlert = 0;
    qint64 m_nextIncident = 0;
    qint64 m_nowNs = 0;
    qint64 m_sweptNs = 0;
};

} // namespace wf::analysis
