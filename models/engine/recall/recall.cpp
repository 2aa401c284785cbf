// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/recall/recall.h"

#include "models/engine/recall/fleetjson.h"
#include "models/engine/recall/servicesjson.h"
#include "models/store/store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keepEveryNs = base::nsPerMinute;
constexpr int mostAlerts = 100'000;

const QString theConsole = u"console"_s; // what the environment as a whole said
const QString servicesName = u"services"_s;
const QString fleetName = u"fleet"_s;
const QString alertsName = u"alerts"_s;

bool saysAnything(const FleetSnapshot &fleet)
{
    return fleet.alertsKnown || std::any_of(fleet.rows.begin(), fleet.rows.end(), [](const FleetRow &row) {
               return std::isfinite(row.requestsPerSecond) || std::isfinite(row.saturation);
           });
}

} // namespace

Recall::Recall(Parts parts, store::Store &store, const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_parts(parts), m_store(store), m_clock(clock), m_pools(pools)
{
    m_later.setSingleShot(true);
    m_later.setInterval(static_cast<int>(keepEveryNs / base::nsPerMs));
    connect(&m_later, &QTimer::timeout, this, [this] {
        keepServices();
        keepFleet();
        keepAlerts();
    });
    connect(&m_parts.services, &ServiceCatalog::changed, this, &Recall::keepServices);
    connect(&m_parts.fleet, &FleetWatch::changed, this, &Recall::keepFleet);
    connect(&m_parts.alerts, &AlertWatch::changed, this, &Recall::keepAlerts);
}

Recall::~Recall() = default;

void Recall::restore()
{
    recall(servicesName, [this](const QJsonDocument &json) {
        m_keptServices = servicesFromJson(json);
        if (!m_keptServices)
            return;
        m_parts.services.restore(m_keptServices);
        restoreFleet();
    });
    recall(alertsName, [this](const QJsonDocument &json) { restoreAlerts(alertMemoryFromJson(json)); });
}

void Recall::restoreFleet()
{
    recall(fleetName, [this](const QJsonDocument &json) {
        if (const auto snapshot = fleetFromJson(json, m_keptServices))
            m_parts.fleet.restore(snapshot);
    });
}

void Recall::restoreAlerts(AlertMemory memory)
{
    store::AlertLogFilter filter;
    filter.limit = mostAlerts;
    const base::TimeRange stillFiring{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max()};
    ++m_waiting;
    m_requests.push_back(m_store.alerts().sightings(
        stillFiring, filter,
        [this, memory = std::move(memory)](base::Result<std::vector<store::AlertSighting>> seen) mutable {
            std::map<QString, AlertWatch::Kept> bySource;
            for (const auto &[source, ns] : memory.lastGoodNs)
                bySource[source].asOfNs = ns;
            if (seen)
                for (auto &sighting : *seen) {
                    auto &mine = bySource[sighting.source];
                    mine.asOfNs = std::max(mine.asOfNs, sighting.lastSeenNs);
                    mine.alerts.alerts.push_back(std::move(sighting.alert));
                }
            for (auto &[source, one] : bySource) {
                one.silences = std::exchange(memory.silences, {}); // ids are the environment's: once is enough
                m_alertsAsOfNs = std::max(m_alertsAsOfNs, one.asOfNs);
                m_parts.alerts.restore(source, std::move(one));
            }
            finishOne();
        }));
}

void Recall::keepServices()
{
    const auto snapshot = m_parts.services.snapshot();
    if (!snapshot->completeness.stale && !snapshot->services.empty())
        keep(servicesName, [snapshot] { return servicesToJson(*snapshot); });
}

void Recall::keepFleet()
{
    const auto snapshot = m_parts.fleet.snapshot();
    if (!snapshot->completeness.stale && saysAnything(*snapshot))
        keep(fleetName, [snapshot] { return fleetToJson(*snapshot); });
}

void Recall::keepAlerts()
{
    AlertMemory memory;
    qint64 newest = 0;
    const auto snapshot = m_parts.alerts.snapshot();
    for (const auto &source : snapshot->sources)
        if (source.alertSource && source.lastGoodNs > 0) {
            memory.lastGoodNs[source.id] = source.lastGoodNs;
            newest = std::max(newest, source.lastGoodNs);
        }
    if (newest <= m_alertsAsOfNs)
        return; // nobody has said anything new
    const bool written = keep(alertsName, [snapshot, memory = std::move(memory)]() mutable {
        memory.silences = snapshot->silences;
        return alertMemoryToJson(memory);
    });
    if (written)
        m_alertsAsOfNs = newest;
}

template<class ToJson>
bool Recall::keep(const QString &what, ToJson toJson)
{
    const qint64 now = m_clock.nowNs();
    qint64 &written = m_writtenNs[what];
    if (written != 0 && now - written < keepEveryNs && now >= written) {
        if (!m_later.isActive())
            m_later.start();
        return false;
    }
    written = now;
    m_jobs.runLatest(
        what, m_pools.analysis(), [toJson](std::stop_token) mutable { return toJson(); },
        [this, what](const QJsonDocument &json) { m_store.answers().put(theConsole, what, json); });
    return true;
}

void Recall::recall(const QString &what, std::function<void(const QJsonDocument &)> then)
{
    ++m_waiting;
    m_requests.push_back(m_store.answers().read(
        theConsole, what, [this, then = std::move(then)](base::Result<store::CachedAnswer> answer) {
            then(answer ? answer->json : QJsonDocument()); // a cache that cannot be read knows nothing
            finishOne();
        }));
}

void Recall::finishOne()
{
    if (--m_waiting == 0)
        Q_EMIT restored();
}

} // namespace wf::engine
