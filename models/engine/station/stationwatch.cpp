// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationwatch.h"

#include "models/engine/station/addedthings.h"
#include "models/engine/station/stationstatus.h"
#include "models/engine/station/stationview.h"
#include "models/station/aside/evaluatedfile.h"
#include "models/station/core/statusfile.h"

#include <QFile>
#include <QPointer>

namespace wf::engine {

namespace {

constexpr std::size_t figureLength = 600; // ten minutes at a value a second
constexpr std::size_t mostPoints = 24 * 60;
constexpr qint64 tellEveryNs = 5 * base::nsPerSecond;

base::Error fedError(const QString &remedy)
{
    return base::makeError(base::ErrorKind::Unsupported, StationWatch::tr("This station collects nothing: it is fed."),
                           remedy);
}

} // namespace

StationWatch::StationWatch(station::Station &station, const base::Clock &clock, async::Pools &pools, QObject *parent)
    : QObject(parent), m_station(station), m_clock(clock), m_pools(pools)
{
    watchFigures();
    m_hasConfigFile = QFile::exists(m_station.state()->configFile);
    look();
    connect(&m_station, &station::Station::changed, this, &StationWatch::follow);
    connect(&m_station, &station::Station::alertsChanged, this, [this] { m_hasNewRules = true; });
}

void StationWatch::watchFigures()
{
    const auto watch = [this](const QString &name, const char *unit, std::function<double()> read) {
        m_figures.push_back({name, QString::fromLatin1(unit), std::move(read), {}});
    };
    const auto state = [this]() -> const station::StationState & { return *m_station.state(); };
    watch(tr("Samples in"), "perSecond", [state] { return state().samplesPerSecond; });
    watch(tr("Lines in"), "perSecond", [state] { return state().linesPerSecond; });
    watch(tr("Spans in"), "perSecond", [state] { return state().spansPerSecond; });
    watch(tr("Series kept"), "bytes", [state] { return static_cast<double>(state().seriesBytes); });
    watch(tr("Logs kept"), "bytes", [state] { return static_cast<double>(state().logBytes); });
    watch(tr("Traces kept"), "bytes", [state] { return static_cast<double>(state().spanBytes); });
    watch(tr("Active series"), "count", [state] { return static_cast<double>(state().series.activeSeries); });
    watch(tr("Memory"), "bytes", ownMemoryBytes);
    watch(tr("CPU"), "percent", [this, cpu = ownCpuSeconds(), at = m_clock.monotonicNs()]() mutable {
        const double now = ownCpuSeconds();
        const double used = now - std::exchange(cpu, now);
        const qint64 nowNs = m_clock.monotonicNs();
        const double passed = static_cast<double>(nowNs - std::exchange(at, nowNs)) / base::nsPerSecond;
        return passed > 0 ? 100.0 * used / passed : 0.0;
    });
}

void StationWatch::follow()
{
    for (auto &figure : m_figures) {
        figure.history.push_back(figure.read());
        if (figure.history.size() > figureLength)
            figure.history.pop_front();
    }
    look();
}

void StationWatch::look()
{
    auto next = std::make_shared<StationSnapshot>(viewOf(*m_station.state()));
    next->collects = m_station.collects();
    next->hasConfigFile = m_hasConfigFile;
    if (!next->collects) // what is off because nothing reads a station.yaml says nothing
        std::erase_if(next->doors, [](const StationDoor &door) { return door.name.isEmpty(); });
    if (next->isOpen)
        rememberBytes(*next);
    if (const auto &state = *m_station.state(); state.care != m_care) {
        m_care = state.care;
        m_retention = keptOf(state);
    }
    next->retention = m_retention;
    next->forecast = forecastDisk(m_bytes, next->kept, next->freeBytes, next->asOfNs);
    for (const auto &figure : m_figures)
        next->figures.push_back({figure.name, figure.unit, {figure.history.begin(), figure.history.end()}});
    m_snapshot = std::move(next);
    tellOthers();
    Q_EMIT changed();
}

void StationWatch::tellOthers()
{
    const qint64 now = m_clock.monotonicNs();
    if (!m_snapshot->isOpen || (m_toldNs && now - m_toldNs < tellEveryNs))
        return;
    m_toldNs = now;
    const bool hasNewRules = std::exchange(m_hasNewRules, false);
    m_jobs.runLatest(
        QStringLiteral("tell"), m_pools.parse(),
        [snapshot = m_snapshot, hasNewRules,
         rules = hasNewRules ? m_station.rules() : std::vector<signals::Rule>()](std::stop_token) {
            if (hasNewRules)
                station::writeEvaluated(snapshot->directory, rules);
            station::writeStatus(snapshot->directory, statusOf(*snapshot));
            return base::Done();
        },
        [](base::Done) {});
}

void StationWatch::rememberBytes(const StationSnapshot &view)
{
    const DiskPoint point{view.asOfNs, view.bytes()};
    if (!m_bytes.empty() && point.timeNs < m_bytes.back().timeNs)
        m_bytes.clear(); // the clock was set back
    if (!m_bytes.empty() && point.timeNs - m_bytes.back().timeNs < base::nsPerMinute)
        return;
    m_bytes.push_back(point);
    if (m_bytes.size() > mostPoints)
        m_bytes.erase(m_bytes.begin());
}

void StationWatch::addTarget(const QString &address, std::function<void(base::Result<QString>)> done)
{
    auto target = [&]() -> base::Result<station::TargetGroup> {
        if (!m_station.collects())
            return fedError(tr("Watch this machine, or connect to servers, to scrape targets."));
        return station::targetOfAddress(address);
    }();
    m_jobs.runLatest(
        QStringLiteral("add"), m_pools.parse(),
        [target = std::move(target), config = m_station.state()->configFile](std::stop_token) -> base::Result<QString> {
            return target ? engine::addTarget(config, *target) : target.error();
        },
        [done = std::move(done)](base::Result<QString> result) { done(std::move(result)); });
}

void StationWatch::previewLog(const QString &path, const QString &service,
                              std::function<void(base::Result<StationLogPreview>)> done)
{
    m_jobs.runLatest(
        QStringLiteral("preview"), m_pools.parse(),
        [log = station::logOfPath(path, service), config = m_station.state()->configFile,
         now = m_clock.nowNs()](std::stop_token stop) -> base::Result<StationLogPreview> {
            return log ? engine::previewLog(config, *log, now, stop) : log.error();
        },
        [done = std::move(done)](base::Result<StationLogPreview> result) { done(std::move(result)); });
}

void StationWatch::addLog(const QString &path, const QString &service, std::function<void(base::Result<QString>)> done)
{
    auto log = m_station.collects()
                   ? station::logOfPath(path, service)
                   : base::Result<station::AddedLog>(fedError(tr("Watch this machine to follow logs.")));
    m_jobs.runLatest(
        QStringLiteral("addLog"), m_pools.parse(),
        [log = std::move(log), config = m_station.state()->configFile](std::stop_token) -> base::Result<QString> {
            return log ? addLogPath(config, *log) : log.error();
        },
        [done = std::move(done)](base::Result<QString> result) { done(std::move(result)); });
}

void StationWatch::listAdded(std::function<void(base::Result<std::vector<StationAdded>>)> done)
{
    m_jobs.runLatest(
        QStringLiteral("listAdded"), m_pools.parse(),
        [config = m_station.state()->configFile](std::stop_token) { return engine::listAdded(config); },
        [done = std::move(done)](base::Result<std::vector<StationAdded>> all) { done(std::move(all)); });
}

void StationWatch::removeAdded(const StationAdded &added, std::function<void(base::Result<StationAdded>)> done)
{
    m_jobs.run(
        m_pools.parse(),
        [added, config = m_station.state()->configFile](std::stop_token) { return engine::removeAdded(config, added); },
        [done = std::move(done)](base::Result<StationAdded> removed) { done(std::move(removed)); });
}

void StationWatch::restoreAdded(const StationAdded &added, std::function<void(base::Result<StationAdded>)> done)
{
    m_jobs.run(
        m_pools.parse(),
        [added, config = m_station.state()->configFile](std::stop_token) {
            return engine::restoreAdded(config, added);
        },
        [done = std::move(done)](base::Result<StationAdded> restored) { done(std::move(restored)); });
}

void StationWatch::backUp(std::function<void(base::Result<QString>)> done)
{
    const QPointer<StationWatch> self = this; // the station outlives it
    m_station.care().backUp([self, done = std::move(done)](base::Result<station::BackupNote> note) {
        if (!self)
            return;
        if (!note)
            return done(note.error());
        if (note->damaged > 0)
            return done(
                base::makeError(base::ErrorKind::Storage,
                                tr("%n files of the backup are damaged.", nullptr, static_cast<int>(note->damaged)),
                                tr("Look with: watchfloor station verify %1").arg(note->path)));
        done(note->path);
    });
}

void StationWatch::readFileAgain()
{
    m_station.start();
    m_hasConfigFile = QFile::exists(m_station.state()->configFile);
}

} // namespace wf::engine
