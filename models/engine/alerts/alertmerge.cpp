// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertmerge.h"

#include "models/base/clock.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace wf::engine {

namespace {

// What one source tells of one alert.
struct Told {
    quint64 key;
    quint32 source, at; // places in the answers
    friend auto operator<=>(const Told &, const Told &) = default;
};

std::vector<Told> toldByKey(const AlertAnswers &answers)
{
    std::vector<Told> out;
    for (quint32 source = 0; source < answers.alertSources.size(); ++source) {
        const auto &alerts = answers.alertSources[source].alerts;
        for (quint32 at = 0; alerts && at < alerts->alerts.size(); ++at)
            out.push_back({alertKey(alerts->alerts[at]), source, at});
    }
    std::ranges::sort(out);
    return out;
}

// What all members of one or more clusters tell, by key.
std::vector<WatchedAlert> mergeMembers(const AlertAnswers &answers)
{
    std::vector<WatchedAlert> out;
    std::vector<QStringList> alone; // a list of one source, shared by all of its alerts
    for (const auto &from : answers.alertSources)
        alone.push_back({from.view.id});
    const auto told = toldByKey(answers);
    out.reserve(told.size());
    for (const Told &one : told) {
        const auto &from = answers.alertSources[one.source];
        const signals::Alert &alert = from.alerts->alerts[one.at];
        if (out.empty() || out.back().key != one.key) {
            WatchedAlert &entry = out.emplace_back();
            entry.alert = alert;
            entry.key = one.key;
            entry.sources = alone[one.source];
            continue;
        }
        // A member that was not told when the alert began counts from when it heard of it.
        WatchedAlert &entry = out.back();
        const qint64 startsNs = std::min(entry.alert.startsNs, alert.startsNs);
        if (alert.updatedNs > entry.alert.updatedNs)
            entry.alert = alert;
        entry.alert.startsNs = startsNs;
        if (!entry.sources.contains(from.view.id)) {
            entry.sources << from.view.id;
            entry.sources.sort();
        }
    }
    return out;
}

std::vector<signals::Silence> mergeSilences(const AlertAnswers &answers)
{
    std::vector<signals::Silence> out;
    std::unordered_map<QString, std::size_t> at;
    for (const auto &from : answers.alertSources) {
        if (!from.silences)
            continue;
        for (const auto &silence : *from.silences) {
            const auto [it, fresh] = at.try_emplace(silence.id, out.size());
            if (fresh)
                out.push_back(silence);
            else if (silence.updatedNs > out[it->second].updatedNs)
                out[it->second] = silence;
        }
    }
    return out;
}

// Finds the alert of an alert source whose labels contain those of a rule's alert, without comparing each with each:
// all candidates of one alert name are hashed once for each set of label names that rules use.
class SubsetFinder {
public:
    explicit SubsetFinder(std::vector<WatchedAlert> &alerts)
    {
        for (auto &entry : alerts)
            m_byName[entry.alert.labels.value("alertname")].push_back(&entry);
    }
    [[nodiscard]] WatchedAlert *find(const base::Labels &ruleLabels)
    {
        const std::string_view name = ruleLabels.value("alertname");
        const auto bucket = m_byName.find(name);
        if (bucket == m_byName.end())
            return nullptr;
        std::string id(name);
        for (const auto &[label, value] : ruleLabels) {
            id += '\xff';
            id += label;
        }
        auto [index, fresh] = m_indexes.try_emplace(id);
        if (fresh)
            for (WatchedAlert *entry : bucket->second)
                index->second.emplace(hashOfSame(entry->alert.labels, ruleLabels), entry);
        const auto [from, to] = index->second.equal_range(hashOfSame(ruleLabels, ruleLabels));
        const auto hit = std::find_if(
            from, to, [&](const auto &candidate) { return candidate.second->alert.labels.containsAll(ruleLabels); });
        return hit == to ? nullptr : hit->second;
    }

private:
    // Of the pairs whose names are in `names` too; both are sorted.
    static std::size_t hashOfSame(const base::Labels &labels, const base::Labels &names)
    {
        std::size_t hash = 0;
        auto wanted = names.begin();
        for (const auto &[name, value] : labels) {
            while (wanted != names.end() && wanted->first < name)
                ++wanted;
            if (wanted != names.end() && wanted->first == name)
                hash = (hash ^ std::hash<std::string>{}(value)) * 0x100000001b3U;
        }
        return hash;
    }
    std::unordered_map<std::string_view, std::vector<WatchedAlert *>> m_byName;
    std::unordered_map<std::string, std::unordered_multimap<std::size_t, WatchedAlert *>> m_indexes;
};

std::shared_ptr<const signals::Rule> withoutAlerts(const signals::Rule &rule)
{
    auto copy = std::make_shared<signals::Rule>();
    *copy = rule;
    copy->alerts.clear();
    return copy;
}

struct RuleJoin {
    WatchedAlert *alert;
    std::shared_ptr<const signals::Rule> rule;
    std::optional<double> value;
};

bool anyRuleFires(const AlertAnswers &answers)
{
    return std::ranges::any_of(answers.ruleSources, [](const auto &from) {
        return from.rules && std::ranges::any_of(*from.rules, [](const auto &rule) { return !rule.alerts.empty(); });
    });
}

// `alerts` by key, before and after.
void joinRules(const AlertAnswers &answers, std::vector<WatchedAlert> &alerts)
{
    if (!anyRuleFires(answers))
        return;
    std::vector<RuleJoin> joins;
    std::vector<WatchedAlert> alone;
    SubsetFinder finder(alerts);
    for (const auto &from : answers.ruleSources) {
        if (!from.rules)
            continue;
        for (const auto &rule : *from.rules) {
            if (rule.kind != signals::RuleKind::Alerting || rule.alerts.empty())
                continue;
            const auto shared = withoutAlerts(rule);
            for (const auto &alert : rule.alerts) {
                if (WatchedAlert *hit = finder.find(alert.labels)) {
                    joins.push_back({hit, shared, alert.value});
                    continue;
                }
                WatchedAlert entry;
                entry.alert = alert;
                entry.key = alertKey(alert);
                entry.rule = shared;
                alone.push_back(std::move(entry));
            }
        }
    }
    for (const auto &join : joins) {
        join.alert->rule = join.rule;
        if (join.value)
            join.alert->alert.value = join.value;
    }
    // What a member tells goes before what only a rule knows, and the first rule before the next.
    const auto members = static_cast<std::ptrdiff_t>(alerts.size());
    std::ranges::stable_sort(alone, {}, &WatchedAlert::key);
    alerts.insert(alerts.end(), std::make_move_iterator(alone.begin()), std::make_move_iterator(alone.end()));
    std::ranges::inplace_merge(alerts, alerts.begin() + members, {}, &WatchedAlert::key);
    const auto twice = std::ranges::unique(alerts, {}, &WatchedAlert::key);
    alerts.erase(twice.begin(), twice.end());
}

// A silence, and its times by this machine's clock.
struct KnownSilence {
    const signals::Silence *silence;
    qint64 startsNs, endsNs;
};
using KnownSilences = std::unordered_map<QString, KnownSilence>;

// Where a server's clock is wrong, or ours: in whole minutes, for the difference is told anew with every answer.
KnownSilences knownSilences(const std::vector<signals::Silence> &silences, const AlertAnswers &answers)
{
    QHash<QString, qint64> ahead;
    for (const auto &from : answers.alertSources)
        if (std::abs(from.view.clockSkewNs) > base::nsPerMinute)
            ahead.insert(from.view.id, from.view.clockSkewNs / base::nsPerMinute * base::nsPerMinute);
    KnownSilences out;
    for (const auto &silence : silences) {
        const qint64 byNs = ahead.isEmpty() ? 0 : ahead.value(silence.source);
        out.emplace(silence.id, KnownSilence{&silence, silence.startsNs - byNs, silence.endsNs - byNs});
    }
    return out;
}

void resolveHandling(WatchedAlert &entry, const KnownSilences &silences, qint64 nowNs)
{
    entry.handling = entry.alert.state == signals::AlertState::Pending ? Handling::Pending : Handling::Open;
    if (entry.alert.state != signals::AlertState::Suppressed)
        return;
    const KnownSilence *last = nullptr;
    bool acknowledged = false;
    for (const auto &id : entry.alert.silencedBy) {
        const auto hit = silences.find(id);
        if (hit == silences.end() || hit->second.silence->state == signals::SilenceState::Expired ||
            hit->second.endsNs <= nowNs)
            continue;
        const bool ack = hit->second.silence->isAcknowledgement();
        if (!last || (ack && !acknowledged) || (ack == acknowledged && hit->second.endsNs > last->endsNs))
            last = &hit->second;
        acknowledged |= ack;
    }
    if (last) {
        entry.handling = acknowledged ? Handling::Acknowledged : Handling::Silenced;
        entry.owner = last->silence->createdBy;
        entry.note = readableComment(last->silence->comment);
        entry.heldSinceNs = last->startsNs;
        entry.heldUntilNs = last->endsNs;
        entry.silenceId = last->silence->id;
    } else if (!entry.alert.inhibitedBy.isEmpty()) {
        entry.handling = Handling::Inhibited;
    } else if (!entry.alert.silencedBy.isEmpty() || !entry.alert.mutedBy.isEmpty()) {
        entry.handling = Handling::Silenced;
    }
}

// What an operator would call a change: not that a server repeated itself.
bool sameForPeople(const WatchedAlert &a, const WatchedAlert &b)
{
    return a.handling == b.handling && a.owner == b.owner && a.note == b.note && a.heldUntilNs == b.heldUntilNs &&
           a.alert.labels == b.alert.labels && a.alert.annotations == b.alert.annotations &&
           a.alert.startsNs == b.alert.startsNs && a.alert.value == b.alert.value && a.sources == b.sources;
}

// Walks over the snapshot before beside the one that is made, both by key.
class Before {
public:
    explicit Before(const AlertSnapshotPtr &snapshot) : m_snapshot(snapshot) {}

    // The same alert as it was; null: it is new. Keys must ascend.
    const WatchedAlert *find(quint64 key, AlertChanges &changes)
    {
        if (!m_snapshot)
            return nullptr;
        const auto &alerts = m_snapshot->alerts;
        for (; m_at < alerts.size() && alerts[m_at].key < key; ++m_at)
            changes.resolved.push_back(alerts[m_at].key);
        return m_at < alerts.size() && alerts[m_at].key == key ? &alerts[m_at++] : nullptr;
    }
    void finish(AlertChanges &changes)
    {
        for (; m_snapshot && m_at < m_snapshot->alerts.size(); ++m_at)
            changes.resolved.push_back(m_snapshot->alerts[m_at].key);
    }
    [[nodiscard]] bool isKnown() const { return m_snapshot != nullptr; }

private:
    const AlertSnapshotPtr &m_snapshot;
    std::size_t m_at = 0;
};

// What stays as it was is shared with the snapshot before: comparing then costs a pointer.
void shareTexts(WatchedAlert &entry, const WatchedAlert &was)
{
    if (entry.alert.annotations == was.alert.annotations)
        entry.alert.annotations = was.alert.annotations;
    entry.alert.labels = was.alert.labels;
    entry.service = was.service;
    entry.region = was.region;
    entry.instance = was.instance;
}

} // namespace

quint64 alertKey(const signals::Alert &alert)
{
    bool ok = false;
    const quint64 number = alert.fingerprint.size() == 16 ? alert.fingerprint.toULongLong(&ok, 16) : 0;
    return ok ? number : alert.labels.fingerprint();
}

QString clusterKey(const QString &sourceId, const signals::AlertmanagerStatus &status)
{
    if (status.peers.size() < 2)
        return sourceId;
    QStringList peers = status.peers;
    peers.sort();
    return peers.join(QLatin1Char(' '));
}

AlertSnapshotPtr mergeAlerts(const AlertAnswers &answers, const PlaceResolver &resolve, const AlertSnapshotPtr &before,
                             qint64 nowNs)
{
    auto out = std::make_shared<AlertSnapshot>();
    out->takenNs = nowNs;
    out->serial = before ? before->serial + 1 : 1;
    out->alerts = mergeMembers(answers);
    out->silences = mergeSilences(answers);
    joinRules(answers, out->alerts);

    const KnownSilences silences = knownSilences(out->silences, answers);
    Before walk(before);
    for (auto &entry : out->alerts) {
        const WatchedAlert *was = walk.find(entry.key, out->changes);
        if (was && was->alert.labels == entry.alert.labels) {
            shareTexts(entry, *was);
        } else {
            const AlertPlace place = resolve ? resolve(entry.alert.labels) : placeFromUsualLabels(entry.alert.labels);
            entry.service = place.service;
            entry.region = place.region;
            entry.instance = place.instance;
        }
        resolveHandling(entry, silences, nowNs);
        if (!was && walk.isKnown())
            out->changes.appeared.push_back(entry.key);
        else if (was && !sameForPeople(*was, entry))
            out->changes.changed.push_back(entry.key);
    }
    walk.finish(out->changes);
    for (const auto &from : answers.alertSources) {
        out->sources.push_back(from.view);
        if (from.alerts)
            out->completeness.merge(from.alerts->completeness);
    }
    for (const auto &from : answers.ruleSources)
        out->sources.push_back(from.view);
    return out;
}

} // namespace wf::engine
