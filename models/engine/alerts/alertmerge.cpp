// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertmerge.h"

#include <algorithm>
#include <unordered_map>

namespace wf::engine {

namespace {

using ByKey = std::unordered_map<quint64, WatchedAlert>;

void mergeMembers(const AlertAnswers &answers, ByKey &out)
{
    for (const auto &from : answers.alertSources) {
        if (!from.alerts)
            continue;
        for (const auto &alert : from.alerts->alerts) {
            auto [it, fresh] = out.try_emplace(alertKey(alert));
            WatchedAlert &entry = it->second;
            // A member that was not told when the alert began counts from when it heard of it.
            const qint64 startsNs = fresh ? alert.startsNs : std::min(entry.alert.startsNs, alert.startsNs);
            if (fresh || alert.updatedNs > entry.alert.updatedNs)
                entry.alert = alert;
            entry.alert.startsNs = startsNs;
            entry.key = it->first;
            if (!entry.sources.contains(from.view.id))
                entry.sources << from.view.id;
        }
    }
    for (auto &[key, entry] : out)
        entry.sources.sort();
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
    explicit SubsetFinder(const ByKey &alerts)
    {
        for (const auto &[key, entry] : alerts)
            m_byName[std::string(entry.alert.labels.value("alertname"))].push_back(&entry);
    }
    [[nodiscard]] const WatchedAlert *find(const base::Labels &ruleLabels)
    {
        const std::string name(ruleLabels.value("alertname"));
        const auto bucket = m_byName.find(name);
        if (bucket == m_byName.end())
            return nullptr;
        std::vector<std::string> names;
        std::string id = name;
        for (const auto &[label, value] : ruleLabels) {
            names.push_back(label);
            id += '\xff';
            id += label;
        }
        auto [index, fresh] = m_indexes.try_emplace(id);
        if (fresh)
            for (const WatchedAlert *entry : bucket->second)
                index->second.emplace(entry->alert.labels.keeping(names), entry);
        const auto hit = index->second.find(ruleLabels);
        return hit == index->second.end() ? nullptr : hit->second;
    }

private:
    std::unordered_map<std::string, std::vector<const WatchedAlert *>> m_byName;
    std::unordered_map<std::string, std::unordered_map<base::Labels, const WatchedAlert *>> m_indexes;
};

std::shared_ptr<const signals::Rule> withoutAlerts(const signals::Rule &rule)
{
    auto copy = std::make_shared<signals::Rule>();
    *copy = rule;
    copy->alerts.clear();
    return copy;
}

struct RuleJoin {
    quint64 key;
    std::shared_ptr<const signals::Rule> rule;
    std::optional<double> value;
};

void joinRules(const AlertAnswers &answers, ByKey &alerts)
{
    std::vector<RuleJoin> joins;
    ByKey alone;
    SubsetFinder finder(alerts);
    for (const auto &from : answers.ruleSources) {
        if (!from.rules)
            continue;
        for (const auto &rule : *from.rules) {
            if (rule.kind != signals::RuleKind::Alerting || rule.alerts.empty())
                continue;
            const auto shared = withoutAlerts(rule);
            for (const auto &alert : rule.alerts) {
                if (const WatchedAlert *hit = finder.find(alert.labels)) {
                    joins.push_back({hit->key, shared, alert.value});
                    continue;
                }
                WatchedAlert entry;
                entry.alert = alert;
                entry.key = alertKey(alert);
                entry.rule = shared;
                alone.try_emplace(entry.key, std::move(entry));
            }
        }
    }
    for (const auto &join : joins) {
        WatchedAlert &entry = alerts[join.key];
        entry.rule = join.rule;
        if (join.value)
            entry.alert.value = join.value;
    }
    alerts.merge(alone);
}

void resolveHandling(WatchedAlert &entry, const std::unordered_map<QString, const signals::Silence *> &silences,
                     qint64 nowNs)
{
    entry.handling = entry.alert.state == signals::AlertState::Pending ? Handling::Pending : Handling::Open;
    if (entry.alert.state != signals::AlertState::Suppressed)
        return;
    const signals::Silence *last = nullptr;
    bool acknowledged = false;
    for (const auto &id : entry.alert.silencedBy) {
        const auto hit = silences.find(id);
        if (hit == silences.end() || hit->second->state == signals::SilenceState::Expired ||
            hit->second->endsNs <= nowNs)
            continue;
        const bool ack = hit->second->isAcknowledgement();
        if (!last || (ack && !acknowledged) || (ack == acknowledged && hit->second->endsNs > last->endsNs))
            last = hit->second;
        acknowledged |= ack;
    }
    if (last) {
        entry.handling = acknowledged ? Handling::Acknowledged : Handling::Silenced;
        entry.owner = last->createdBy;
        entry.note = readableComment(last->comment);
        entry.heldSinceNs = last->startsNs;
        entry.heldUntilNs = last->endsNs;
        entry.silenceId = last->id;
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

AlertChanges changesBetween(const AlertSnapshotPtr &before, const std::vector<WatchedAlert> &now)
{
    AlertChanges out;
    if (!before)
        return out;
    auto a = before->alerts.begin();
    auto b = now.begin();
    while (a != before->alerts.end() || b != now.end()) {
        if (b == now.end() || (a != before->alerts.end() && a->key < b->key)) {
            out.resolved.push_back((a++)->key);
        } else if (a == before->alerts.end() || b->key < a->key) {
            out.appeared.push_back((b++)->key);
        } else {
            if (!sameForPeople(*a, *b))
                out.changed.push_back(b->key);
            ++a;
            ++b;
        }
    }
    return out;
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
    ByKey alerts;
    mergeMembers(answers, alerts);
    out->silences = mergeSilences(answers);
    joinRules(answers, alerts);

    std::unordered_map<QString, const signals::Silence *> silences;
    for (const auto &silence : out->silences)
        silences.emplace(silence.id, &silence);
    out->alerts.reserve(alerts.size());
    for (auto &[key, entry] : alerts) {
        const AlertPlace place = resolve ? resolve(entry.alert.labels) : placeFromUsualLabels(entry.alert.labels);
        entry.service = place.service;
        entry.region = place.region;
        entry.instance = place.instance;
        resolveHandling(entry, silences, nowNs);
        out->alerts.push_back(std::move(entry));
    }
    std::sort(out->alerts.begin(), out->alerts.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    out->changes = changesBetween(before, out->alerts);
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
