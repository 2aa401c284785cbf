// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertrecorder.h"

#include "models/store/alertlog.h"

#include <algorithm>
#include <utility>

namespace wf::engine {

namespace {
constexpr int writtenAfterMs = 200; // what is looked at is painted first
}

AlertRecorder::AlertRecorder(AlertWatch &watch, store::AlertLog &log, PlaceResolver resolve, QObject *parent)
    : QObject(parent), m_log(log), m_resolve(resolve ? std::move(resolve) : PlaceResolver(placeFromUsualLabels))
{
    connect(&watch, &AlertWatch::answered, this, &AlertRecorder::see);
    connect(&watch, &AlertWatch::changed, this, [this, &watch] { hearHolders(*watch.snapshot()); });
    m_writing.setSingleShot(true);
    m_writing.setInterval(writtenAfterMs);
    m_writing.callOnTimeout(this, &AlertRecorder::writeSeen);
}

AlertRecorder::~AlertRecorder()
{
    writeSeen();
}

// Every answer is written, in the order they came.
void AlertRecorder::see(const AlertSourceView &source, const std::shared_ptr<const signals::AlertAnswer> &answer)
{
    m_seen.push_back({source.id, answer});
    if (!m_writing.isActive())
        m_writing.start();
}

void AlertRecorder::writeSeen()
{
    m_writing.stop();
    for (const auto &seen : std::exchange(m_seen, {})) {
        auto request = m_log.observe(
            seen.source, seen.answer,
            [resolve = m_resolve](const base::Labels &labels) { return resolve(labels).service; },
            [this](base::Result<base::Done> done) { m_error = done ? std::nullopt : std::optional(done.error()); });
        std::erase_if(m_writes, [&seen](const auto &entry) { return entry.first == seen.source; });
        m_writes.emplace_back(seen.source, std::move(request));
    }
    writeHolders(); // what is not written cannot be marked
}

// Colleagues acknowledge on the server itself.
void AlertRecorder::hearHolders(const AlertSnapshot &snapshot)
{
    for (const quint64 key : snapshot.changes.resolved)
        m_written.erase(key);
    const auto hear = [this](const WatchedAlert &one) {
        if (one.handling != Handling::Acknowledged || one.owner.isEmpty() || one.sources.isEmpty())
            return;
        if (const auto known = m_written.find(one.key); known != m_written.end() && known->second == one.alert.startsNs)
            return;
        m_written[one.key] = one.alert.startsNs;
        m_holders.push_back({one.alert.fingerprint, one.owner, one.note, one.sources, one.heldSinceNs});
    };
    if (snapshot.changes.isEmpty() && m_written.empty()) // the first has no one before
        for (const auto &one : snapshot.alerts)
            hear(one);
    for (const auto *keys : {&snapshot.changes.appeared, &snapshot.changes.changed})
        for (const quint64 key : *keys)
            if (const auto *one = snapshot.find(key))
                hear(*one);
    if (!m_holders.empty() && !m_writing.isActive())
        m_writing.start();
}

void AlertRecorder::writeHolders()
{
    std::vector<store::AlertLog::Held> held;
    for (const auto &holder : std::exchange(m_holders, {}))
        for (const auto &source : holder.sources)
            held.push_back({{source, holder.fingerprint}, holder.by, holder.note, holder.sinceNs});
    if (!held.empty())
        m_holding = m_log.hold(std::move(held), [](const auto &) {});
}

async::Request AlertRecorder::history(const QString &fingerprint, base::TimeRange range,
                                      std::function<void(const base::Result<Episodes> &)> reply)
{
    store::AlertLogFilter filter;
    filter.fingerprint = fingerprint;
    filter.limit = 200;
    return m_log.sightings(
        range, filter, [reply = std::move(reply)](base::Result<std::vector<store::AlertSighting>> answer) {
            if (!answer) {
                reply(answer.error());
                return;
            }
            Episodes out;
            for (const auto &sighting : *answer)
                out.push_back({sighting.alert.startsNs != 0 ? sighting.alert.startsNs : sighting.firstSeenNs,
                               sighting.endedNs, sighting.ackBy, sighting.ackNote});
            reply(out);
        });
}

void AlertRecorder::recordOver(const QString &source, const std::vector<signals::Alert> &over,
                               std::function<void()> done)
{
    std::vector<store::AlertSighting> sightings;
    for (const auto &alert : over)
        sightings.push_back(
            {source, m_resolve(alert.labels).service, alert, alert.startsNs, alert.endsNs, alert.endsNs, {}, 0, {}});
    m_writes.emplace_back(
        source + QStringLiteral("/over"),
        m_log.record(std::move(sightings), [this, done = std::move(done)](const base::Result<base::Done> &kept) {
            m_error = kept ? std::nullopt : std::optional(kept.error());
            if (done)
                done();
        }));
}

void AlertRecorder::acknowledged(const std::vector<WatchedAlert> &alerts, const QString &by, const QString &note)
{
    writeSeen(); // what is not written cannot be marked
    std::vector<store::AlertLog::Told> told;
    for (const auto &alert : alerts)
        for (const auto &source : alert.sources)
            told.push_back({source, alert.alert.fingerprint});
    m_marking = m_log.acknowledge(std::move(told), by, note, [](const auto &) {});
}

} // namespace wf::engine
