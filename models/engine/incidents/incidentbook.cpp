// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incidentbook.h"

#include "models/engine/incidents/impact_p.h"
#include "models/engine/services/namedcalls.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace wf::engine {

namespace {

constexpr qint64 usualBeatNs = 30 * base::nsPerSecond;
constexpr std::size_t mostMinutes = 32;
constexpr qint64 sameFiringNs = base::nsPerMinute;
constexpr float worthOfStillFiring = 1.5F;
constexpr qint64 windowsToSpread = 3; // from a service to its callers

// Watchdogs fire on purpose, and what waits to fire is no trouble yet.
bool isWatchdog(const WatchedAlert &watched)
{
    return watched.alert.labels.text("severity") == QLatin1StringView("none");
}

// True when something is different now. The severity is one of the labels that make it this alert.
bool update(IncidentAlert &alert, const WatchedAlert &watched, const NoisePtr &noise)
{
    const auto found = noise ? noise->quiet.constFind(watched.key) : QHash<quint64, QuietAlert>::const_iterator();
    const QString quiet = noise && found != noise->quiet.cend() ? found->words : QString();
    if (alert.handling == watched.handling && alert.owner == watched.owner && alert.sources == watched.sources &&
        alert.quiet == quiet)
        return false;
    alert.quiet = quiet;
    alert.handling = watched.handling;
    alert.owner = watched.owner;
    alert.sources = watched.sources;
    return true;
}

// A source that has not answered since the start cannot tell that an alert is over.
bool mayHaveEnded(const IncidentAlert &alert, const AlertSnapshot &alerts)
{
    return std::ranges::none_of(alerts.sources, [&alert](const AlertSourceView &source) {
        return source.alertSource && source.lastGoodNs == 0 && alert.sources.contains(source.id);
    });
}

} // namespace

IncidentBook::IncidentBook(analysis::CorrelationSettings settings) : m_settings(settings), m_correlator(settings) {}

QString IncidentBook::kindKey(const IncidentAlert &alert)
{
    return alert.name + u'\n' + alert.service;
}

analysis::AlertFacts IncidentBook::factsOf(const IncidentAlert &alert, qint64 beatNs) const
{
    analysis::AlertFacts out{alert.name, alert.service, alert.instance, alert.summary, {}, alert.startNs, beatNs};
    const auto *change = m_services ? changeBefore(alert.service, alert.startNs, *m_services) : nullptr;
    if (change)
        out.change = change->service + u' ' + change->toVersion;
    return out;
}

void IncidentBook::restore(const std::vector<Lesson> &lessons, const std::vector<KeptIncident> &incidents,
                           const std::vector<PastFiring> &firings, qint64 nowNs)
{
    for (const auto &lesson : lessons)
        teach(lesson);
    for (const auto &one : incidents) {
        m_nextNumber = std::max(m_nextNumber, one.number + 1);
        for (const auto &firing : one.firings)
            m_kept[firing.fingerprint].push_back({firing.startNs, one.number});
    }
    std::vector<signals::ServiceCall> calls;
    for (const auto &firing : firings)
        addCalls(calls, firing.calls);
    learnCalls(calls);
    for (const auto &firing : firings) {
        place(firing.alert, usualBeatNs);
        if (!firing.alert.fires())
            note(firing.alert, firing.wasActedOn);
    }
    closeWhatIsOver(nowNs);
    // Only what was not kept before has to be.
    m_changed.clear();
    for (auto &[number, record] : m_records)
        if (!record.isKept)
            changed(record);
}

IncidentBook::Record &IncidentBook::open(qint64 number)
{
    if (number == 0)
        number = m_nextNumber++;
    Record &record = m_records[number];
    record.number = number;
    return record;
}

IncidentBook::Record *IncidentBook::openRecord(qint64 number)
{
    const auto it = m_records.find(number);
    return it == m_records.end() || it->second.closedNs ? nullptr : &it->second;
}

// The latest incident of a service in which something of it, begun since then, still fires in the region of the alert.
IncidentBook::Record *IncidentBook::stillFiringOn(const QString &service, const IncidentAlert &alert, qint64 sinceNs)
{
    const auto latest = m_latest.constFind(service);
    Record *record = service.isEmpty() || latest == m_latest.cend() ? nullptr : openRecord(*latest);
    const bool fits = record && std::ranges::any_of(record->alerts, [&](const IncidentAlert &other) {
                          return other.fires() && other.service == service && other.startNs >= sinceNs &&
                                 (other.region == alert.region || other.region.isEmpty() || alert.region.isEmpty());
                      });
    if (!fits || !m_correlator.isTaught())
        return fits ? record : nullptr;
    const auto kind = kindOf(alert);
    const bool isApart = std::ranges::any_of(record->alerts, [&](const IncidentAlert &other) {
        return taught(kind, kindOf(other)) == std::optional(false);
    });
    return isApart ? nullptr : record;
}

// An incident is silent only because nothing new began while something still fires on the same service, or has begun to
// a while ago on a service that this one calls: a fault takes minutes to be felt by callers.
IncidentBook::Record *IncidentBook::stillFiringBeside(IncidentAlert &alert)
{
    const auto because = [&alert](analysis::EvidenceKind kind, Record *record) {
        if (record)
            alert.evidence[kind] = alert.evidence[analysis::EvidenceKind::Time] = worthOfStillFiring;
        return record;
    };
    if (auto *own = stillFiringOn(alert.service, alert, std::numeric_limits<qint64>::min()))
        return because(analysis::EvidenceKind::Service, own);
    for (const QString &callee : m_callees.value(alert.service))
        if (auto *below = stillFiringOn(callee, alert, alert.startNs - windowsToSpread * m_settings.windowNs))
            return because(analysis::EvidenceKind::Dependency, below);
    return nullptr;
}

// The same firing as it was kept. Members of a cluster that were not told when an alert began each write down when they
// heard of it, so the nearest start of the same alert counts.
const IncidentBook::KeptFiring *IncidentBook::keptFiring(const IncidentAlert &alert) const
{
    const auto hit = m_kept.constFind(alert.fingerprint);
    if (hit == m_kept.cend())
        return nullptr;
    const auto distance = [&alert](const KeptFiring &one) { return std::abs(one.startNs - alert.startNs); };
    const auto nearest = std::ranges::min_element(*hit, {}, distance);
    return distance(*nearest) <= sameFiringNs ? &*nearest : nullptr;
}

IncidentBook::Record *IncidentBook::recordFor(const IncidentAlert &alert, const analysis::Placement &placement)
{
    if (const auto *kept = keptFiring(alert)) {
        Record &record = m_records[kept->number];
        record.number = kept->number;
        record.closedNs = 0;
        record.isKept = true;
        return &record;
    }
    if (placement.join)
        if (const auto it = m_byPlace.find(placement.join->withAlert); it != m_byPlace.end())
            if (auto *record = openRecord(it->second.incident))
                return record;
    const auto group = m_byGroup.find(placement.incident);
    return placement.opened || group == m_byGroup.end() ? nullptr : openRecord(group->second);
}

// What a source tells late began long before what it seems to fit: to the correlator it comes now.
bool IncidentBook::isFarFrom(const IncidentAlert &alert, const analysis::Placement &placement) const
{
    const auto at = placement.join ? m_byPlace.find(placement.join->withAlert) : m_byPlace.end();
    return at != m_byPlace.end() && alert.startNs + m_settings.windowNs < at->second.startNs;
}

void IncidentBook::place(IncidentAlert alert, qint64 beatNs)
{
    auto placement = m_correlator.add(factsOf(alert, beatNs));
    const bool isFar = isFarFrom(alert, placement);
    if (isFar) {
        placement.join.reset();
        placement.opened = true;
    }
    Record *record = recordFor(alert, placement);
    if (record && placement.join) {
        alert.evidence = placement.join->evidence;
        if (const auto at = m_byPlace.find(placement.join->withAlert); at != m_byPlace.end())
            alert.joinedTo = at->second.key;
    } else if (!record) {
        record = stillFiringBeside(alert);
    }
    if (!record)
        record = &open();
    if (!isFar)
        m_byGroup[placement.incident] = record->number;
    put(*record, std::move(alert), placement.alert);
}

void IncidentBook::put(Record &record, IncidentAlert alert, qint64 place)
{
    m_byPlace[place] = {record.number, alert.key, alert.startNs};
    m_latest[alert.service] = record.number;
    if (alert.fires())
        m_byKey[alert.key] = record.number;
    changed(record);
    if (record.alerts.size() >= 2 * mostAlerts)
        shrink(record);
    const auto at = std::ranges::upper_bound(record.alerts, alert.startNs, {}, &IncidentAlert::startNs);
    record.places.insert(record.places.begin() + (at - record.alerts.begin()), place);
    record.alerts.insert(at, std::move(alert));
}

void IncidentBook::begin(const WatchedAlert &watched, const NoisePtr &noise)
{
    IncidentAlert alert;
    alert.key = watched.key;
    alert.fingerprint = watched.alert.fingerprint;
    alert.name = watched.alert.name();
    alert.service = watched.service;
    alert.region = watched.region;
    alert.instance = watched.instance;
    alert.summary = watched.alert.annotations.text("summary");
    alert.startNs = watched.alert.startsNs;
    alert.severity = watched.alert.severity();
    update(alert, watched, noise);
    place(std::move(alert), watched.rule && watched.rule->intervalNs > 0 ? watched.rule->intervalNs : usualBeatNs);
}

void IncidentBook::apply(const AlertSnapshot &alerts, const ServicesPtr &services, const NoisePtr &noise)
{
    know(services);
    std::vector<const WatchedAlert *> begun;
    QHash<quint64, const WatchedAlert *> firing;
    firing.reserve(static_cast<qsizetype>(alerts.alerts.size()));
    for (const auto &watched : alerts.alerts) {
        if (watched.handling == Handling::Pending)
            continue;
        const bool isNew = !m_byKey.contains(watched.key);
        if (isNew && isWatchdog(watched))
            continue;
        firing.insert(watched.key, &watched);
        if (isNew)
            begun.push_back(&watched);
    }
    for (auto &[number, record] : m_records)
        if (!record.closedNs)
            follow(record, firing, alerts, noise);
    std::ranges::stable_sort(begun, {}, [](const auto *watched) { return watched->alert.startsNs; });
    std::vector<signals::ServiceCall> calls;
    for (const auto *watched : begun)
        for (auto &call : callsNamedBy(watched->alert.labels, watched->alert.annotations, watched->service))
            calls.push_back(std::move(call));
    learnCalls(calls);
    for (const auto *watched : begun)
        begin(*watched, noise);
    closeWhatIsOver(alerts.takenNs);
}

// Of an incident in which something flaps for hours: the older half of what is over is left out.
void IncidentBook::shrink(Record &record)
{
    const auto over = static_cast<std::size_t>(
        std::ranges::count_if(record.alerts, [](const IncidentAlert &alert) { return !alert.fires(); }));
    Record rest{record.number, record.closedNs, {}, {}, {}};
    for (std::size_t i = 0, dropped = 0; i < record.alerts.size(); ++i) {
        if (!record.alerts[i].fires() && dropped < over / 2) {
            ++dropped;
            m_byPlace.erase(record.places[i]);
            continue;
        }
        rest.alerts.push_back(std::move(record.alerts[i]));
        rest.places.push_back(record.places[i]);
    }
    record = std::move(rest);
}

void IncidentBook::follow(Record &record, const QHash<quint64, const WatchedAlert *> &firing,
                          const AlertSnapshot &alerts, const NoisePtr &noise)
{
    bool isChanged = false;
    for (auto &alert : record.alerts) {
        if (!alert.fires())
            continue;
        if (const auto *watched = firing.value(alert.key)) {
            isChanged = update(alert, *watched, noise) || isChanged;
        } else if (mayHaveEnded(alert, alerts)) {
            alert.endNs = std::max(alerts.takenNs, alert.startNs + 1);
            note(alert, alert.handling == Handling::Acknowledged);
            m_byKey.erase(alert.key);
            isChanged = true;
        }
    }
    if (isChanged)
        changed(record);
}

void IncidentBook::changed(Record &record)
{
    record.view.reset();
    m_changed.push_back(record.number);
}

// An incident is over once nothing of it has fired for the window in which more may still belong to it.
void IncidentBook::closeWhatIsOver(qint64 nowNs)
{
    std::vector<PastIncident> gone;
    for (auto it = m_records.begin(); it != m_records.end();) {
        Record &record = it->second;
        qint64 lastEnd = 0;
        for (const auto &alert : record.alerts)
            lastEnd = std::max(lastEnd, alert.fires() ? nowNs : alert.endNs);
        if (!record.closedNs && lastEnd + m_settings.windowNs <= nowNs) {
            record.closedNs = lastEnd;
            changed(record);
        }
        const bool isForgotten = record.closedNs && record.closedNs + closedForNs < nowNs;
        if (isForgotten) {
            gone.push_back(pastIncident(*view(record)));
            if (!record.isKept) // what people say about it later is said about this number
                m_unkept.push_back(kept(*view(record)));
            for (const qint64 place : record.places)
                m_byPlace.erase(place);
        }
        it = isForgotten ? m_records.erase(it) : std::next(it);
    }
    std::erase_if(m_byGroup, [this](const auto &entry) { return !m_records.contains(entry.second); });
    rememberPast(std::move(gone));
}

// The newest by their end; what is read of them meanwhile stays as it is.
void IncidentBook::rememberPast(std::vector<PastIncident> gone)
{
    if (gone.empty())
        return;
    auto all = std::make_shared<std::vector<PastIncident>>();
    if (m_pastIncidents)
        *all = *m_pastIncidents;
    all->insert(all->end(), std::make_move_iterator(gone.begin()), std::make_move_iterator(gone.end()));
    std::ranges::stable_sort(*all, {}, &PastIncident::closedNs);
    if (all->size() > mostPast)
        all->erase(all->begin(), all->end() - mostPast);
    m_pastIncidents = std::move(all);
}

void IncidentBook::note(const IncidentAlert &over, bool acted)
{
    Past &past = m_past[kindKey(over)];
    ++past.fired;
    past.acted += acted;
    past.healed += !acted;
    if (past.minutes.size() == mostMinutes)
        past.minutes.erase(past.minutes.begin());
    past.minutes.push_back(static_cast<float>(static_cast<double>(over.endNs - over.startNs) / base::nsPerMinute));
}

void IncidentBook::know(const ServicesPtr &services)
{
    if (!services || services == m_services)
        return;
    m_services = services;
    knowCalls();
}

// Before the alerts that name them are placed.
void IncidentBook::learnCalls(const std::vector<signals::ServiceCall> &calls)
{
    if (calls.empty())
        return;
    auto all = m_named ? *m_named : std::vector<signals::ServiceCall>();
    const auto before = all.size();
    addCalls(all, calls);
    if (all.size() > mostNamed)
        all.erase(all.begin(), all.end() - mostNamed);
    else if (all.size() == before)
        return;
    m_named = std::make_shared<const std::vector<signals::ServiceCall>>(std::move(all));
    knowCalls();
}

void IncidentBook::knowCalls()
{
    auto calls = m_services ? m_services->calls : std::vector<signals::ServiceCall>();
    if (m_named)
        addCalls(calls, *m_named);
    analysis::ServiceMap map;
    m_callees.clear();
    for (const auto &call : calls) {
        map.addCall(call.caller, call.callee);
        m_callees[call.caller] << call.callee;
    }
    m_correlator.know(map);
    m_depth = depths(calls);
    for (auto &[number, record] : m_records)
        record.view.reset();
}

void IncidentBook::learnHarm(const std::shared_ptr<const analysis::HarmByService> &harm)
{
    if (harm == m_harm)
        return;
    m_harm = harm;
    for (auto &[number, record] : m_records)
        if (!record.closedNs)
            record.view.reset();
}

std::vector<KeptIncident> IncidentBook::takeChanged()
{
    std::ranges::sort(m_changed);
    const auto same = std::ranges::unique(m_changed);
    m_changed.erase(same.begin(), same.end());
    auto out = std::exchange(m_unkept, {});
    for (const qint64 number : std::exchange(m_changed, {})) {
        const auto it = m_records.find(number);
        // Emptied by a merge: kept as nothing.
        out.push_back(it == m_records.end() ? KeptIncident{number, 0, {}} : kept(*view(it->second)));
        if (it != m_records.end())
            it->second.isKept = true;
    }
    return out;
}

} // namespace wf::engine
