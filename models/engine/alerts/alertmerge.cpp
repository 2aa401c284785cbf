// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/alertmerge.h"

#include "models/base/clock.h"

#include <QHash>
#include <QSet>

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

// The key of an alert as the snapshot before has it: where the server tells the same ones in the same order, the texts
// of their fingerprints are shared and need not be read.
class KnownKeys {
public:
    explicit KnownKeys(const AlertSnapshotPtr &before) : m_before(before ? &before->alerts : nullptr) {}
    quint64 keyOf(const signals::Alert &alert)
    {
        if (m_before && m_at < m_before->size() && isSame((*m_before)[m_at].alert, alert))
            return (*m_before)[m_at++].key;
        const quint64 key = alertKey(alert);
        if (m_before && ++m_missed > mostMissed)
            m_before = nullptr; // another order: looking for the place costs more than reading
        if (m_before)
            m_at = static_cast<std::size_t>(std::ranges::upper_bound(*m_before, key, {}, &WatchedAlert::key) -
                                            m_before->begin());
        return key;
    }

private:
    static constexpr int mostMissed = 1000;
    static bool isSame(const signals::Alert &a, const signals::Alert &b)
    {
        return !a.fingerprint.isEmpty() && a.fingerprint.constData() == b.fingerprint.constData() &&
               a.labels == b.labels;
    }
    const base::SharedList<WatchedAlert> *m_before;
    std::size_t m_at = 0;
    int m_missed = 0;
};

std::vector<Told> toldByKey(const AlertAnswers &answers, const AlertSnapshotPtr &before)
{
    std::vector<Told> out;
    for (quint32 source = 0; source < answers.alertSources.size(); ++source) {
        const auto &alerts = answers.alertSources[source].alerts;
        KnownKeys known(before);
        for (quint32 at = 0; alerts && at < alerts->alerts.size(); ++at)
            out.push_back({known.keyOf(alerts->alerts[at]), source, at});
    }
    if (!std::ranges::is_sorted(out)) // an Alertmanager tells them by fingerprint
        std::ranges::sort(out);
    return out;
}

// What all sources tell of one alert, without a copy of it.
struct Heard {
    quint64 key = 0;
    const signals::Alert *alert = nullptr; // of the member that told it last
    qint64 startsNs = 0;
    QStringList sources;
    std::shared_ptr<const signals::Rule> rule;
    std::optional<double> value;
};

// What all members of one or more clusters tell, by key.
std::vector<Heard> mergeMembers(const AlertAnswers &answers, const AlertSnapshotPtr &before)
{
    std::vector<Heard> out;
    std::vector<QStringList> alone; // a list of one source, shared by all of its alerts
    for (const auto &from : answers.alertSources)
        alone.push_back({from.view.id});
    const auto told = toldByKey(answers, before);
    out.reserve(told.size());
    for (const Told &one : told) {
        const auto &from = answers.alertSources[one.source];
        const signals::Alert &alert = from.alerts->alerts[one.at];
        if (out.empty() || out.back().key != one.key) {
            out.push_back({one.key, &alert, alert.startsNs, alone[one.source], nullptr, alert.value});
            continue;
        }
        // A member that was not told when the alert began counts from when it heard of it.
        Heard &entry = out.back();
        entry.startsNs = std::min(entry.startsNs, alert.startsNs);
        if (alert.updatedNs > entry.alert->updatedNs) {
            entry.alert = &alert;
            entry.value = alert.value;
        }
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
    explicit SubsetFinder(std::vector<Heard> &alerts)
    {
        for (auto &entry : alerts)
            m_byName[entry.alert->labels.value("alertname")].push_back(&entry);
    }
    [[nodiscard]] Heard *find(const base::Labels &ruleLabels)
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
            for (Heard *entry : bucket->second)
                index->second.emplace(hashOfSame(entry->alert->labels, ruleLabels), entry);
        const auto [from, to] = index->second.equal_range(hashOfSame(ruleLabels, ruleLabels));
        const auto hit = std::find_if(
            from, to, [&](const auto &candidate) { return candidate.second->alert->labels.containsAll(ruleLabels); });
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
    std::unordered_map<std::string_view, std::vector<Heard *>> m_byName;
    std::unordered_map<std::string, std::unordered_multimap<std::size_t, Heard *>> m_indexes;
};

bool anyRuleFires(const AlertAnswers &answers)
{
    return std::ranges::any_of(answers.ruleSources, [](const auto &from) {
        return from.rules && std::ranges::any_of(*from.rules, [](const auto &rule) { return !rule.alerts.empty(); });
    });
}

// `alerts` by key, before and after.
void joinRules(const AlertAnswers &answers, std::vector<Heard> &alerts)
{
    if (!anyRuleFires(answers))
        return;
    std::vector<Heard> alone;
    SubsetFinder finder(alerts);
    for (const auto &from : answers.ruleSources) {
        if (!from.rules)
            continue;
        for (const auto &rule : *from.rules) {
            if (rule.kind != signals::RuleKind::Alerting || rule.alerts.empty())
                continue;
            const std::shared_ptr<const signals::Rule> shared(from.rules, &rule); // the same while the answer is
            for (const auto &alert : rule.alerts) {
                if (Heard *hit = finder.find(alert.labels)) {
                    hit->rule = shared;
                    if (alert.value)
                        hit->value = alert.value;
                } else {
                    alone.push_back({alertKey(alert), &alert, alert.startsNs, {}, shared, alert.value});
                }
            }
        }
    }
    // What a member tells goes before what only a rule knows, and the first rule before the next.
    const auto members = static_cast<std::ptrdiff_t>(alerts.size());
    std::ranges::stable_sort(alone, {}, &Heard::key);
    alerts.insert(alerts.end(), std::make_move_iterator(alone.begin()), std::make_move_iterator(alone.end()));
    std::ranges::inplace_merge(alerts, alerts.begin() + members, {}, &Heard::key);
    const auto twice = std::ranges::unique(alerts, {}, &Heard::key);
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

// How people hold an alert.
struct Held {
    Handling handling = Handling::Open;
    const KnownSilence *by = nullptr; // the silence that ends last, acknowledgements first
};

Held heldOf(const signals::Alert &alert, const KnownSilences &silences, qint64 nowNs)
{
    if (alert.state != signals::AlertState::Suppressed)
        return {alert.state == signals::AlertState::Pending ? Handling::Pending : Handling::Open};
    Held out;
    bool acknowledged = false;
    for (const auto &id : alert.silencedBy) {
        const auto hit = silences.find(id);
        if (hit == silences.end() || hit->second.silence->state == signals::SilenceState::Expired ||
            hit->second.endsNs <= nowNs)
            continue;
        const bool ack = hit->second.silence->isAcknowledgement();
        if (!out.by || (ack && !acknowledged) || (ack == acknowledged && hit->second.endsNs > out.by->endsNs))
            out.by = &hit->second;
        acknowledged |= ack;
    }
    if (out.by)
        out.handling = acknowledged ? Handling::Acknowledged : Handling::Silenced;
    else if (!alert.inhibitedBy.isEmpty())
        out.handling = Handling::Inhibited;
    else if (!alert.silencedBy.isEmpty() || !alert.mutedBy.isEmpty())
        out.handling = Handling::Silenced;
    return out;
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
    using Ref = base::SharedList<WatchedAlert>::Ref;
    explicit Before(const AlertSnapshotPtr &snapshot) : m_snapshot(snapshot) {}

    // The same alert as it was; null: it is new. Keys must ascend.
    const Ref &find(quint64 key, AlertChanges &changes)
    {
        static const Ref none;
        if (!m_snapshot)
            return none;
        const auto &alerts = m_snapshot->alerts;
        for (; m_at < alerts.size() && alerts[m_at].key < key; ++m_at)
            changes.resolved.push_back(alerts[m_at].key);
        return m_at < alerts.size() && alerts[m_at].key == key ? alerts.ref(m_at++) : none;
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

// Texts that are told again are shared by the decoder: then the text itself is not looked at.
bool same(const QString &a, const QString &b)
{
    return a.size() == b.size() && (a.constData() == b.constData() || a == b);
}
bool same(const QStringList &a, const QStringList &b)
{
    return a.size() == b.size() && (a.constData() == b.constData() || a == b);
}

bool sameHeld(const Held &held, const WatchedAlert &was)
{
    if (held.handling != was.handling)
        return false;
    if (!held.by)
        return was.silenceId.isEmpty();
    const signals::Silence &silence = *held.by->silence;
    return was.silenceId == silence.id && was.owner == silence.createdBy && was.heldSinceNs == held.by->startsNs &&
           was.heldUntilNs == held.by->endsNs && was.note == readableComment(silence.comment);
}

// Nothing at all is different: the entry before stands for this one too.
bool isAsItWas(const Heard &heard, const Held &held, const WatchedAlert &was)
{
    const signals::Alert &a = *heard.alert, &b = was.alert;
    return a.updatedNs == b.updatedNs && a.endsNs == b.endsNs && heard.startsNs == b.startsNs && a.state == b.state &&
           heard.value == b.value && heard.rule == was.rule && a.labels == b.labels && a.annotations == b.annotations &&
           same(heard.sources, was.sources) && same(a.silencedBy, b.silencedBy) && same(a.inhibitedBy, b.inhibitedBy) &&
           same(a.mutedBy, b.mutedBy) && same(a.receivers, b.receivers) && same(a.generatorUrl, b.generatorUrl) &&
           same(a.source, b.source) && same(a.fingerprint, b.fingerprint) && sameHeld(held, was);
}

// One copy of each text: many alerts are of one service, and whoever reads them all finds the text already read.
class SharedTexts {
public:
    [[nodiscard]] QString one(QString text) { return text.isEmpty() ? QString() : *m_texts.insert(std::move(text)); }

private:
    QSet<QString> m_texts;
};

// What stays as it was is shared with the snapshot before: comparing then costs a pointer. `was` may be null.
WatchedAlert entryOf(const Heard &heard, const Held &held, const WatchedAlert *was, const PlaceResolver &resolve,
                     SharedTexts &texts)
{
    WatchedAlert out;
    out.alert = *heard.alert;
    out.alert.startsNs = heard.startsNs;
    out.alert.value = heard.value;
    out.key = heard.key;
    out.sources = heard.sources;
    out.rule = heard.rule;
    if (was && out.alert.annotations == was->alert.annotations)
        out.alert.annotations = was->alert.annotations;
    if (was && was->alert.labels == out.alert.labels) {
        out.alert.labels = was->alert.labels;
        out.service = was->service;
        out.region = was->region;
        out.instance = was->instance;
    } else {
        AlertPlace place = resolve ? resolve(out.alert.labels) : placeFromUsualLabels(out.alert.labels);
        out.service = texts.one(std::move(place.service));
        out.region = texts.one(std::move(place.region));
        out.instance = std::move(place.instance); // mostly one of its own
    }
    out.handling = held.handling;
    if (held.by) {
        const signals::Silence &silence = *held.by->silence;
        out.owner = silence.createdBy;
        out.note = readableComment(silence.comment);
        out.heldSinceNs = held.by->startsNs;
        out.heldUntilNs = held.by->endsNs;
        out.silenceId = silence.id;
    }
    return out;
}

} // namespace

quint64 alertKey(const signals::Alert &alert)
{
    quint64 number = 0;
    bool ok = alert.fingerprint.size() == 16;
    for (const QChar digit : alert.fingerprint) {
        const char16_t c = digit.unicode();
        const bool isNumeral = c >= u'0' && c <= u'9', isLetter = (c | 32) >= u'a' && (c | 32) <= u'f';
        ok = ok && (isNumeral || isLetter);
        number = number << 4U | static_cast<quint64>(isNumeral ? c - u'0' : ((c | 32) - u'a' + 10) & 15);
    }
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
    out->silences = mergeSilences(answers);
    auto heard = mergeMembers(answers, before);
    joinRules(answers, heard);

    const KnownSilences silences = knownSilences(out->silences, answers);
    Before walk(before);
    SharedTexts texts;
    out->alerts.reserve(heard.size());
    for (const Heard &one : heard) {
        const auto &was = walk.find(one.key, out->changes);
        const Held held = heldOf(*one.alert, silences, nowNs);
        if (was && isAsItWas(one, held, *was)) {
            out->alerts.share(was);
            continue;
        }
        out->alerts.push_back(entryOf(one, held, was.get(), resolve, texts));
        if (!was && walk.isKnown())
            out->changes.appeared.push_back(one.key);
        else if (was && !sameForPeople(*was, out->alerts.back()))
            out->changes.changed.push_back(one.key);
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
