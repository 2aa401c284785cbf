// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertmerge.h"

#include "models/async/together.h"
#include "models/base/clock.h"
#include "models/engine/alerts/alertfetch.h"
#include "models/engine/alerts/watch/alertheard_p.h"
#include "models/engine/alerts/watch/alertmerge_p.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace wf::engine {

namespace {

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

Held heldOf(const Heard &heard, const KnownSilences &silences, qint64 nowNs)
{
    const Held out = heldOf(*heard.alert, silences, nowNs);
    if (out.by || !heard.silenced)
        return out;
    const Held there = heldOf(*heard.silenced, silences, nowNs); // by a silence that stands, or not at all
    return there.by ? there : out;
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
    explicit Before(const AlertSnapshotPtr &snapshot, quint64 fromKey = 0) : m_snapshot(snapshot)
    {
        if (snapshot && fromKey != 0)
            m_at = static_cast<std::size_t>(
                std::ranges::lower_bound(snapshot->alerts, fromKey, {}, &WatchedAlert::key) - snapshot->alerts.begin());
    }

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
    // untilKey: nothing is asked of this or any later one; without it all that is left was not asked for.
    void finish(AlertChanges &changes, std::optional<quint64> untilKey)
    {
        for (; m_snapshot && m_at < m_snapshot->alerts.size(); ++m_at) {
            const quint64 key = m_snapshot->alerts[m_at].key;
            if (untilKey && key >= *untilKey)
                break;
            changes.resolved.push_back(key);
        }
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

constexpr std::size_t stretchesOfMany = 4;
constexpr std::size_t worthHelp = 4000; // alerts

// What some of the alerts became, by key.
struct Stretch {
    std::vector<Before::Ref> entries;
    AlertChanges changes;
};

// All that is read while alerts become entries; each stretch of them may be another thread's.
struct Merging {
    const std::vector<Heard> &heard;
    KnownSilences silences;
    const PlaceResolver &resolve;
    const AlertSnapshotPtr &before;
    qint64 nowNs;

    [[nodiscard]] Stretch stretch(std::size_t from, std::size_t to) const
    {
        Stretch out;
        out.entries.reserve(to - from);
        Before walk(before, from > 0 ? heard[from].key : 0);
        SharedTexts texts;
        bool isNews = !walk.isKnown(); // then all that an alert says is read, else its addresses say enough
        for (std::size_t i = from; i < to; ++i) {
            if (isNews)
                fetchAhead(i, to, Fetched::Labels,
                           [this](std::size_t at) -> const signals::Alert & { return *heard[at].alert; });
            const Heard &one = heard[i];
            const auto &was = walk.find(one.key, out.changes);
            const Held held = heldOf(one, silences, nowNs);
            isNews = !was || !isAsItWas(one, held, *was);
            if (!isNews) {
                out.entries.push_back(was);
                continue;
            }
            out.entries.push_back(std::make_shared<const WatchedAlert>(entryOf(one, held, was.get(), resolve, texts)));
            if (!was && walk.isKnown())
                out.changes.appeared.push_back(one.key);
            else if (was && !sameForPeople(*was, *out.entries.back()))
                out.changes.changed.push_back(one.key);
        }
        walk.finish(out.changes, to < heard.size() ? std::optional(heard[to].key) : std::nullopt);
        return out;
    }
};

void addStretch(AlertSnapshot &snapshot, Stretch stretch)
{
    for (auto &entry : stretch.entries)
        snapshot.alerts.share(std::move(entry));
    const auto append = [](std::vector<quint64> &all, const std::vector<quint64> &more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    append(snapshot.changes.appeared, stretch.changes.appeared);
    append(snapshot.changes.changed, stretch.changes.changed);
    append(snapshot.changes.resolved, stretch.changes.resolved);
}

} // namespace

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
    return mergeAlerts(answers, resolve, before, nowNs, nullptr);
}

AlertSnapshotPtr mergeAlerts(const AlertAnswers &answers, const PlaceResolver &resolve, const AlertSnapshotPtr &before,
                             qint64 nowNs, QThreadPool *helpers)
{
    auto out = std::make_shared<AlertSnapshot>();
    out->takenNs = nowNs;
    out->serial = before ? before->serial + 1 : 1;
    out->silences = mergeSilences(answers);
    const auto heard = heardOf(answers, before);
    const Merging merging{heard, knownSilences(out->silences, answers), resolve, before, nowNs};
    std::vector<Stretch> stretches(helpers && heard.size() >= worthHelp ? stretchesOfMany : 1);
    const auto work = [&](int part) {
        const std::size_t from = heard.size() * static_cast<std::size_t>(part) / stretches.size();
        const std::size_t to = heard.size() * static_cast<std::size_t>(part + 1) / stretches.size();
        stretches[static_cast<std::size_t>(part)] = merging.stretch(from, to);
    };
    if (stretches.size() > 1)
        async::together(*helpers, static_cast<int>(stretches.size()), work);
    else
        work(0);
    out->alerts.reserve(heard.size());
    for (Stretch &stretch : stretches)
        addStretch(*out, std::move(stretch));
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
