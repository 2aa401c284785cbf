// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertheard_p.h"

#include "models/engine/alerts/alertfetch.h"

#include <algorithm>
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
        constexpr std::size_t ahead = 8;
        for (quint32 at = 0; alerts && at < alerts->alerts.size(); ++at) {
            if (!before && at + ahead < alerts->alerts.size())
                fetch(alerts->alerts[at + ahead].fingerprint.constData(), 64);
            out.push_back({known.keyOf(alerts->alerts[at]), source, at});
        }
    }
    if (!std::ranges::is_sorted(out)) // an Alertmanager tells them by fingerprint
        std::ranges::sort(out);
    return out;
}

bool isSilenced(const signals::Alert &alert)
{
    return alert.state == signals::AlertState::Suppressed && !alert.silencedBy.isEmpty();
}

// What all members of one or more clusters tell, by key.
std::vector<Heard> mergeMembers(const AlertAnswers &answers, const AlertSnapshotPtr &before)
{
    std::vector<Heard> out;
    std::vector<QStringList> alone; // a list of one source, shared by all of its alerts
    for (const auto &from : answers.alertSources)
        alone.push_back({from.view.id});
    const auto told = toldByKey(answers, before);
    out.reserve(told.size());
    quint32 teller = 0; // of the last one
    for (const Told &one : told) {
        const auto &from = answers.alertSources[one.source];
        const signals::Alert &alert = from.alerts->alerts[one.at];
        if (out.empty() || out.back().key != one.key) {
            out.push_back({one.key, &alert, alert.startsNs, alone[one.source], nullptr, alert.value});
            teller = one.source;
            continue;
        }
        // A member that was not told when the alert began counts from when it heard of it.
        Heard &entry = out.back();
        entry.startsNs = std::min(entry.startsNs, alert.startsNs);
        const QString &cluster = answers.alertSources[teller].view.cluster;
        const bool isTwin = !cluster.isEmpty() && cluster == from.view.cluster;
        if (isTwin && isSilenced(alert) != isSilenced(*entry.alert))
            entry.silenced = isSilenced(alert) ? &alert : entry.alert;
        if (alert.updatedNs > entry.alert->updatedNs) {
            entry.alert = &alert;
            entry.value = alert.value;
            teller = one.source;
        }
        if (!entry.sources.contains(from.view.id)) {
            entry.sources << from.view.id;
            entry.sources.sort();
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

std::vector<Heard> heardOf(const AlertAnswers &answers, const AlertSnapshotPtr &before)
{
    auto out = mergeMembers(answers, before);
    joinRules(answers, out);
    return out;
}

} // namespace wf::engine
