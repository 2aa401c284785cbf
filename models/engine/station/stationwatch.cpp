// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationwatch.h"

#include "models/engine/station/stationview.h"
#include "models/station/config/addedtargets.h"

#include <QFile>

namespace wf::engine {

namespace {

constexpr std::size_t figureLength = 600; // ten minutes at a value a second
constexpr std::size_t mostPoints = 24 * 60;
constexpr qint64 largestConfig = 1 << 20;

// Where the station looks for targets added by hand, as its file says. Reads files: on the pool.
base::Result<QString> addedTargetsFile(const QString &configFile)
{
    QByteArray yaml;
    QFile file(configFile);
    if (file.open(QIODevice::ReadOnly))
        yaml = file.read(largestConfig + 1);
    else if (file.exists())
        return base::makeError(base::ErrorKind::Storage, StationWatch::tr("%1 cannot be read.").arg(configFile),
                               file.errorString());
    auto read = station::StationFile::read(yaml, configFile);
    if (!read)
        return read.error();
    return station::readScrapeSettings(read->section("scrape"), read->folder()).addedTargetsFile;
}

base::Result<QString> add(const QString &configFile, const station::TargetGroup &target)
{
    const auto path = addedTargetsFile(configFile);
    if (!path)
        return path.error();
    const auto status = station::addTarget(*path, target);
    if (!status)
        return status.error();
    return target.targets.join(u' ');
}

} // namespace

StationWatch::StationWatch(station::Station &station, const base::Clock &clock, async::Pools &pools, QObject *parent)
    : QObject(parent), m_station(station), m_clock(clock), m_pools(pools)
{
    watchFigures();
    m_hasConfigFile = QFile::exists(m_station.state()->configFile);
    look();
    connect(&m_station, &station::Station::changed, this, &StationWatch::follow);
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
    if (next->isOpen)
        rememberBytes(*next);
    next->forecast = forecastDisk(m_bytes, next->kept, next->freeBytes, next->asOfNs);
    for (const auto &figure : m_figures)
        next->figures.push_back({figure.name, figure.unit, {figure.history.begin(), figure.history.end()}});
    m_snapshot = std::move(next);
    Q_EMIT changed();
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
            return base::makeError(base::ErrorKind::Unsupported, tr("This station collects nothing: it is fed."),
                                   tr("Watch this machine, or connect to servers, to scrape targets."));
        return station::targetOfAddress(address);
    }();
    m_jobs.runLatest(
        QStringLiteral("add"), m_pools.parse(),
        [target = std::move(target), config = m_station.state()->configFile](std::stop_token) -> base::Result<QString> {
            return target ? add(config, *target) : target.error();
        },
        [done = std::move(done)](base::Result<QString> result) { done(std::move(result)); });
}

void StationWatch::readFileAgain()
{
    m_station.start();
    m_hasConfigFile = QFile::exists(m_station.state()->configFile);
}

} // namespace wf::engine
