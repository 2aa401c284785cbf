// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/correlator.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t mostMembers = 12;
constexpr std::size_t mostIncidents = 20'000;
constexpr float strongestTime = 4;
constexpr float strongestHabit = 2;
constexpr float certain = 100;
constexpr double slack = 1e-6; // of sums that are only bounds

// What each is worth, in powers of ten. Chosen so that joinAt needs two kinds of evidence that agree.
constexpr float repeatWorth = 3;
constexpr float instanceWorth = 1.5F;
constexpr float serviceWorth = 1.5F;
constexpr float dependencyWorth = 1;
constexpr float elsewhereWorth = -1.5F;
constexpr float nameWorth = 1;
constexpr float changeWorth = 2;
constexpr float textWorth = 1;

std::pair<int, int> ordered(int one, int other)
{
    return {std::min(one, other), std::max(one, other)};
}

void push(std::array<qint64, 4> &recent, qint64 id)
{
    const auto found = std::find(recent.begin(), recent.end() - 1, id);
    std::rotate(recent.begin(), found, found + 1);
    recent.front() = id;
}

} // namespace

Correlator::Correlator(CorrelationSettings settings, const ServiceMap &services)
    : m_settings(settings), m_habits(settings.windowNs)
{
    know(services);
}

void Correlator::know(const ServiceMap &services)
{
    m_neighbours.clear();
    for (const QString &service : services.services()) {
        const int number = m_kinds.textNumber(service);
        if (number == 0)
            continue;
        if (static_cast<std::size_t>(number) >= m_neighbours.size())
            m_neighbours.resize(static_cast<std::size_t>(number) + 1);
        auto &near = m_neighbours[static_cast<std::size_t>(number)];
        for (const QString &other : services.neighboursOf(service))
            near.push_back(m_kinds.textNumber(other));
        std::ranges::sort(near);
    }
}

void Correlator::teach(const AlertFacts &one, const AlertFacts &other, bool together)
{
    const int kind = m_kinds.kindOf(one);
    m_lessons[ordered(kind, m_kinds.kindOf(other))] = together;
}

void Correlator::forget(const AlertFacts &one, const AlertFacts &other)
{
    const int kind = m_kinds.kindOf(one);
    m_lessons.remove(ordered(kind, m_kinds.kindOf(other)));
}

std::optional<bool> Correlator::taught(const AlertFacts &one, const AlertFacts &other) const
{
    const auto kind = m_kinds.find(one), second = m_kinds.find(other);
    const auto lesson = kind && second ? m_lessons.constFind(ordered(*kind, *second)) : m_lessons.constEnd();
    return lesson == m_lessons.constEnd() ? std::nullopt : std::optional(*lesson);
}

// By numbers of the texts.
bool Correlator::areNeighbours(int service, int other) const
{
    return service != 0 && other != 0 && static_cast<std::size_t>(service) < m_neighbours.size() &&
           std::ranges::binary_search(m_neighbours[static_cast<std::size_t>(service)], other);
}

void Correlator::weighPlaces(const AlertKind &one, const AlertKind &other, Evidence &evidence) const
{
    const bool sameInstance = one.instance != 0 && one.instance == other.instance;
    const bool sameService = one.service != 0 && one.service == other.service;
    if (sameInstance)
        evidence[EvidenceKind::Instance] = instanceWorth;
    if (sameService)
        evidence[EvidenceKind::Service] = serviceWorth;
    if (sameInstance || sameService)
        return;
    if (areNeighbours(one.service, other.service))
        evidence[EvidenceKind::Dependency] = dependencyWorth;
    else if ((one.instance != 0 && other.instance != 0) || (one.service != 0 && other.service != 0))
        evidence[EvidenceKind::Instance] = elsewhereWorth;
}

// Nothing came before what comes now, so that at least the beat lies between them.
double Correlator::mostOfPast(const Now &now) const
{
    const double time = -std::log10(m_habits.coverage(now.kind, now.beatNs, now.ns));
    return std::min(static_cast<double>(strongestTime), time) +
           static_cast<double>((m_habits.hasHabits(now.kind) ? strongestHabit : 0) + textWorth) + slack;
}

// What weighAtOnce() sums up for another kind while nothing was taught; with lessons a bound of it.
double Correlator::mostAtOnce(const Member &member, const Now &now) const
{
    if (!m_lessons.isEmpty())
        return static_cast<double>(certain);
    const AlertKind &mine = now.what;
    const AlertKind &other = member.what;
    const bool sameInstance = mine.instance != 0 && mine.instance == other.instance;
    const bool sameService = mine.service != 0 && mine.service == other.service;
    float places = (sameInstance ? instanceWorth : 0) + (sameService ? serviceWorth : 0);
    if (!sameInstance && !sameService) {
        const bool isElsewhere =
            (mine.instance != 0 && other.instance != 0) || (mine.service != 0 && other.service != 0);
        places = areNeighbours(mine.service, other.service) ? dependencyWorth : isElsewhere ? elsewhereWorth : 0;
    }
    const bool sameChange = member.change != 0 && member.change == now.change;
    return static_cast<double>(places + (sameChange ? changeWorth : 0) + (mine.name == other.name ? nameWorth : 0));
}

// What is known of both without looking at their past: lesson, places, change, and the same again.
Evidence Correlator::weighAtOnce(const Member &member, const Now &now) const
{
    Evidence evidence;
    const AlertKind &mine = now.what;
    const AlertKind &other = member.what;
    if (const auto lesson = m_lessons.constFind(ordered(now.kind, member.kind)); lesson != m_lessons.constEnd())
        evidence[EvidenceKind::Lesson] = *lesson ? certain : -certain;
    weighPlaces(mine, other, evidence);
    if (member.change != 0 && member.change == now.change)
        evidence[EvidenceKind::Change] = changeWorth;
    if (member.kind == now.kind)
        evidence[EvidenceKind::Repeat] = repeatWorth;
    else if (mine.name == other.name)
        evidence[EvidenceKind::Name] = nameWorth;
    return evidence;
}

// The rest; false as soon as it cannot reach `least` any more. That a kind fires when it fires says nothing.
bool Correlator::weighPast(const Member &member, const Now &now, double least, Evidence &evidence) const
{
    if (member.kind == now.kind)
        return evidence.sum() >= least;
    const double atOnce = evidence.sum();
    if (atOnce + static_cast<double>(strongestTime + strongestHabit + textWorth) + slack < least)
        return false;
    evidence[EvidenceKind::CoFiring] =
        std::min(strongestHabit, static_cast<float>(m_habits.coFiring(now.kind, member.kind)));
    const qint64 apart = now.ns - member.lastNs + std::max(now.beatNs, member.beatNs);
    const double chance =
        std::max(m_habits.coverage(now.kind, apart, now.ns), m_habits.coverage(member.kind, apart, now.ns));
    // A power of two above the logarithm is enough to leave most of a storm out.
    const double mostTime = -std::log10(2.0) * std::ilogb(chance);
    if (evidence.sum() + mostTime + static_cast<double>(textWorth) + slack < least)
        return false;
    evidence[EvidenceKind::Time] = std::min(strongestTime, static_cast<float>(-std::log10(chance)));
    if (evidence.sum() + static_cast<double>(textWorth) + slack < least)
        return false;
    evidence[EvidenceKind::Text] = textWorth * static_cast<float>(m_kinds.likeness(now.what.text, member.what.text));
    return evidence.sum() >= least;
}

// What had come at once is over after a short silence; what comes slowly, after a long one.
bool Correlator::isAwake(const Incident &incident, const Member &member, const Now &now, const Evidence &evidence) const
{
    const qint64 silence = now.ns - (member.kind == now.kind ? incident.lastNs : member.lastNs);
    if (silence > m_settings.windowNs)
        return false;
    if (evidence[EvidenceKind::Lesson] > 0 || evidence[EvidenceKind::Change] > 0 ||
        evidence[EvidenceKind::Dependency] > 0)
        return true;
    const double rest = m_settings.restBeats * static_cast<double>(std::max(now.beatNs, member.beatNs));
    if (static_cast<double>(silence) <= rest)
        return true;
    if (member.kind != now.kind)
        return false;
    const double pace = m_habits.paceNs(now.kind);
    if (pace >= 0 && pace <= static_cast<double>(m_settings.windowNs) &&
        static_cast<double>(silence) <= m_settings.restPaces * pace)
        return true;
    return incident.rhythmNs < 0 || static_cast<double>(silence) <= m_settings.restRhythms * incident.rhythmNs;
}

// Only what fits better than the best so far.
std::optional<Join> Correlator::bestJoin(const Incident &incident, const Now &now,
                                         const std::optional<Join> &sofar) const
{
    if (now.ns - incident.lastNs > m_settings.windowNs)
        return std::nullopt; // none of it is awake
    std::optional<Join> best;
    double least = sofar ? sofar->evidence.sum() : m_settings.joinAt;
    for (const Member &member : incident.members) {
        const bool isOther = member.kind != now.kind;
        if (isOther && m_lessons.isEmpty() && now.ns - member.lastNs > m_settings.windowNs)
            continue;
        if (isOther && mostAtOnce(member, now) + now.mostPast < least)
            continue;
        Evidence evidence = weighAtOnce(member, now);
        if (evidence[EvidenceKind::Lesson] < 0)
            return std::nullopt;
        if (!isAwake(incident, member, now, evidence) || !weighPast(member, now, least, evidence))
            continue;
        const double sum = evidence.sum();
        if ((best || sofar) && sum <= least)
            continue;
        best = Join{member.lastAlert, evidence};
        least = sum;
    }
    return best;
}

std::vector<qint64> Correlator::candidates(const Now &now) const
{
    std::vector<qint64> out;
    const auto add = [&out](qint64 id) {
        if (id >= 0 && std::find(out.begin(), out.end(), id) == out.end())
            out.push_back(id);
    };
    const auto addAll = [&add](const std::unordered_map<int, Recent> &map, int key) {
        if (const auto found = map.find(key); key != 0 && found != map.end())
            std::for_each(found->second.begin(), found->second.end(), add);
    };
    const AlertKind &kind = now.what;
    if (const auto own = m_byKind.find(now.kind); own != m_byKind.end())
        add(own->second);
    addAll(m_byPlace, kind.instance);
    addAll(m_byPlace, kind.service);
    addAll(m_byName, kind.name);
    addAll(m_byChange, now.change);
    std::for_each(m_latest.begin(), m_latest.end(), add);
    return out;
}

// The short way for storms: the same alert within its beat.
std::optional<Placement> Correlator::repeated(const Now &now)
{
    const auto own = m_byKind.find(now.kind);
    const auto found = own == m_byKind.end() ? m_incidents.end() : m_incidents.find(own->second);
    if (found == m_incidents.end())
        return std::nullopt;
    Incident &incident = found->second;
    const auto member = std::find_if(incident.members.rbegin(), incident.members.rend(),
                                     [&now](const Member &m) { return m.kind == now.kind; });
    if (member == incident.members.rend() || now.ns - member->lastNs > now.beatNs)
        return std::nullopt;
    return Placement{0, own->second, false, Quiet::No, Join{member->lastAlert, weighAtOnce(*member, now)}};
}

void Correlator::remember(Incident &incident, qint64 id, const Now &now, qint64 alert)
{
    if (incident.members.empty()) {
        incident.lastNs = now.ns;
    } else {
        const auto gap = static_cast<double>(now.ns - incident.lastNs);
        incident.rhythmNs = incident.rhythmNs < 0 ? gap : incident.rhythmNs + 0.2 * (gap - incident.rhythmNs);
        incident.lastNs = now.ns;
    }
    Member member{now.kind, now.what, now.ns, alert, now.beatNs, now.change, 1};
    const auto known = std::find_if(incident.members.begin(), incident.members.end(),
                                    [&now](const Member &m) { return m.kind == now.kind; });
    if (known != incident.members.end()) {
        member.count += known->count;
        std::rotate(known, known + 1, incident.members.end());
        incident.members.back() = member;
    } else {
        if (incident.members.size() >= mostMembers)
            incident.members.erase(incident.members.begin());
        incident.members.push_back(member);
    }
    const AlertKind &kind = now.what;
    m_byKind[now.kind] = id;
    const auto note = [id](std::unordered_map<int, Recent> &map, int key) {
        if (key != 0)
            push(map.try_emplace(key, Recent{-1, -1, -1, -1}).first->second, id);
    };
    note(m_byPlace, kind.instance);
    note(m_byPlace, kind.service);
    note(m_byName, kind.name);
    note(m_byChange, now.change);
    push(m_latest, id);
}

Quiet Correlator::told(Incident &incident, const Now &now, bool begins)
{
    const auto kind = static_cast<std::size_t>(now.kind);
    if (kind >= m_damping.size()) {
        m_damping.resize(kind + 1);
        m_mostAtOnce.resize(kind + 1);
    }
    const auto member = std::find_if(incident.members.rbegin(), incident.members.rend(),
                                     [&now](const Member &m) { return m.kind == now.kind; });
    const qint64 count = member->count;
    const bool tells =
        begins ? m_damping[kind].begins(now.ns, m_settings.damping)
               : static_cast<double>(count) > m_settings.surpriseFactor * static_cast<double>(m_mostAtOnce[kind]);
    const bool wasTold = incident.told;
    if (tells || wasTold) // what was looked at is known
        m_mostAtOnce[kind] = std::max(m_mostAtOnce[kind], count);
    incident.told = wasTold || tells;
    return wasTold ? Quiet::Told : tells ? Quiet::No : Quiet::Habitual;
}

void Correlator::forgetQuiet(qint64 ns)
{
    if (ns - m_sweptNs < m_settings.windowNs / 4 && m_incidents.size() < mostIncidents)
        return;
    m_sweptNs = ns;
    std::erase_if(m_incidents, [&](const auto &one) { return ns - one.second.lastNs > m_settings.windowNs; });
    if (m_incidents.size() < mostIncidents)
        return;
    // A storm of what has nothing to do with each other: the older half ends.
    std::vector<qint64> times;
    for (const auto &[id, incident] : m_incidents)
        times.push_back(incident.lastNs);
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    const qint64 middle = times[times.size() / 2];
    std::erase_if(m_incidents, [&](const auto &one) { return one.second.lastNs <= middle; });
}

Placement Correlator::add(const AlertFacts &alert)
{
    m_nowNs = std::max(m_nowNs, alert.timeNs);
    forgetQuiet(m_nowNs);
    const int kind = m_kinds.kindOf(alert);
    Now now{m_nowNs, alert.beatNs, kind, m_kinds.kind(kind), m_kinds.textNumber(alert.change)};

    std::optional<Placement> placed = repeated(now);
    if (!placed) {
        now.mostPast = mostOfPast(now);
        std::optional<Join> best;
        qint64 incident = -1;
        for (const qint64 id : candidates(now)) {
            const auto found = m_incidents.find(id);
            auto join = found == m_incidents.end() ? std::nullopt : bestJoin(found->second, now, best);
            if (join) {
                best = join;
                incident = id;
            }
        }
        placed = Placement{0, best ? incident : m_nextIncident++, !best, Quiet::No, best};
    }
    placed->alert = m_nextAlert++;
    Incident &incident = m_incidents[placed->incident];
    const bool begins = std::none_of(incident.members.begin(), incident.members.end(),
                                     [&now](const Member &m) { return m.kind == now.kind; });
    remember(incident, placed->incident, now, placed->alert);
    placed->quiet = told(incident, now, begins);
    m_habits.note(now.kind, now.ns);
    return *placed;
}

} // namespace wf::analysis
