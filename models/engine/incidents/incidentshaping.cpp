// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incidentbook.h"

#include <algorithm>
#include <utility>

// What an operator corrects: splitting, merging, teaching, and taking it back.
namespace wf::engine {

namespace {

analysis::AlertFacts kindFacts(const AlertKindName &kind)
{
    constexpr qint64 usualBeatNs = 30 * base::nsPerSecond;
    return {kind.name, kind.service, kind.instance, {}, {}, 0, usualBeatNs};
}

} // namespace

std::optional<bool> IncidentBook::taught(const AlertKindName &one, const AlertKindName &other) const
{
    return m_correlator.taught(kindFacts(one), kindFacts(other));
}

std::optional<IncidentBook::Taught> IncidentBook::teachAll(const std::vector<Lesson> &lessons)
{
    Taught out;
    for (const auto &lesson : lessons) {
        const auto before = taught(lesson.one, lesson.other);
        if (before == lesson.together)
            continue;
        if (before)
            out.before.push_back({lesson.one, lesson.other, *before});
        out.lessons.push_back(lesson);
        teach(lesson);
    }
    return out.lessons.empty() ? std::nullopt : std::optional(std::move(out));
}

void IncidentBook::teach(const Lesson &lesson)
{
    if (lesson.together)
        m_correlator.always(kindFacts(lesson.one), kindFacts(lesson.other));
    else
        m_correlator.never(kindFacts(lesson.one), kindFacts(lesson.other));
}

void IncidentBook::forget(const Lesson &lesson)
{
    m_correlator.forget(kindFacts(lesson.one), kindFacts(lesson.other));
}

std::optional<IncidentBook::Shaped> IncidentBook::split(qint64 incident, const std::vector<quint64> &keys)
{
    auto out = moveOut(incident, keys, 0);
    if (!out)
        return std::nullopt;
    const AlertKindName rest = kindOf(m_records[incident].alerts.front());
    std::vector<Lesson> lessons;
    for (auto &alert : m_records[out->other].alerts) {
        alert.joinedTo = 0;
        alert.evidence = {};
        const Lesson lesson{kindOf(alert), rest, false};
        if (lesson.one != rest && std::ranges::find(lessons, lesson) == lessons.end())
            lessons.push_back(lesson);
    }
    if (auto learned = teachAll(lessons)) {
        out->lessons = std::move(learned->lessons);
        out->before = std::move(learned->before);
    }
    return out;
}

std::optional<IncidentBook::Shaped> IncidentBook::merge(qint64 into, qint64 other)
{
    const auto target = m_records.find(into);
    const auto gone = m_records.find(other);
    if (into == other || target == m_records.end() || gone == m_records.end())
        return std::nullopt;
    const Lesson lesson{kindOf(gone->second.alerts.front()), kindOf(target->second.alerts.front()), true};
    auto out = moveIn(into, other);
    for (const auto &fit : out->fits)
        if (auto *alert = fit.joinedTo == 0 ? alertOf(into, fit) : nullptr)
            alert->evidence[analysis::EvidenceKind::Lesson] = 1;
    if (auto learned = lesson.one == lesson.other ? std::nullopt : teachAll({lesson})) {
        out->lessons = std::move(learned->lessons);
        out->before = std::move(learned->before);
    }
    return out;
}

std::optional<IncidentBook::Shaped> IncidentBook::unsplit(qint64 incident, const Shaped &by)
{
    auto out = moveIn(incident, by.other);
    if (!out)
        return std::nullopt;
    restoreFits(incident, by.fits);
    unteach(by);
    return out;
}

std::optional<IncidentBook::Shaped> IncidentBook::unmerge(qint64 incident, const Shaped &by)
{
    auto out = moveOut(incident, by.keys, by.other);
    if (!out)
        return std::nullopt;
    restoreFits(by.other, by.fits);
    unteach(by);
    return out;
}

void IncidentBook::unteach(const Shaped &by)
{
    for (const auto &lesson : by.lessons)
        forget(lesson);
    for (const auto &lesson : by.before)
        teach(lesson);
}

IncidentAlert *IncidentBook::alertOf(qint64 number, const Fit &fit)
{
    const auto record = m_records.find(number);
    if (record == m_records.end())
        return nullptr;
    const auto at = std::ranges::find_if(record->second.alerts, [&fit](const IncidentAlert &alert) {
        return alert.key == fit.key && alert.startNs == fit.startNs; // it may have come again
    });
    return at == record->second.alerts.end() ? nullptr : &*at;
}

void IncidentBook::restoreFits(qint64 number, const std::vector<Fit> &fits)
{
    for (const auto &fit : fits)
        if (auto *alert = alertOf(number, fit)) {
            alert->joinedTo = fit.joinedTo;
            alert->evidence = fit.evidence;
        }
}

// Into an incident of their own, of that number; 0: the next.
std::optional<IncidentBook::Shaped> IncidentBook::moveOut(qint64 incident, const std::vector<quint64> &keys,
                                                          qint64 number)
{
    auto *record = openRecord(incident);
    if (!record)
        return std::nullopt;
    const auto goes = [&keys](const IncidentAlert &alert) { return std::ranges::find(keys, alert.key) != keys.end(); };
    if (std::ranges::all_of(record->alerts, goes) || std::ranges::none_of(record->alerts, goes))
        return std::nullopt;
    Record old = std::exchange(*record, {incident, 0, {}, {}, {}});
    Record &apart = open(number);
    Shaped out{apart.number, {}, {}, {}, {}};
    for (std::size_t i = 0; i < old.alerts.size(); ++i) {
        auto &alert = old.alerts[i];
        if (!goes(alert)) {
            put(m_records[incident], std::move(alert), old.places[i]);
            continue;
        }
        out.keys.push_back(alert.key);
        out.fits.push_back({alert.key, alert.startNs, alert.joinedTo, alert.evidence});
        put(apart, std::move(alert), old.places[i]);
    }
    return out;
}

std::optional<IncidentBook::Shaped> IncidentBook::moveIn(qint64 into, qint64 other)
{
    const auto target = m_records.find(into);
    const auto gone = m_records.find(other);
    if (into == other || target == m_records.end() || gone == m_records.end())
        return std::nullopt;
    Record moved = std::move(gone->second);
    m_records.erase(gone);
    m_changed.push_back(other);
    target->second.closedNs = 0;
    Shaped out{other, {}, {}, {}, {}};
    for (std::size_t i = 0; i < moved.alerts.size(); ++i) {
        auto &alert = moved.alerts[i];
        out.keys.push_back(alert.key);
        out.fits.push_back({alert.key, alert.startNs, alert.joinedTo, alert.evidence});
        put(target->second, std::move(alert), moved.places[i]);
    }
    for (auto &[group, number] : m_byGroup)
        if (number == other)
            number = into;
    return out;
}

} // namespace wf::engine
