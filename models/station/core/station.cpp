// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/station.h"

#include "models/station/alerts/port/stationalerts.h"
#include "models/station/core/collecting.h"
#include "models/station/doors/doors.h"
#include "models/station/doors/storeanswers.h"
#include "models/station/ports/stationlogs.h"
#include "models/station/ports/stationmetrics.h"
#include "models/station/ports/stationtraces.h"
#include "models/station/ports/storesamples.h"
#include "models/station/rules/service/stationrules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QStorageInfo>

namespace wf::station {

namespace {

constexpr int beatMs = 1000;
constexpr int secondArrivalMs = 32'000;                  // two scrapes make a rate
constexpr qint64 measureEveryNs = 5 * base::nsPerSecond; // statistics and sizes cost more than counters
constexpr qint64 largestConfig = 1 << 20;

LogShelf shelfOf(const std::shared_ptr<StationStores> &stores, std::shared_ptr<LineFeed> feed)
{
    LogAnswers kept = logAnswers(stores);
    return {std::move(kept.lines), std::move(kept.streams), std::move(feed)};
}

qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

// Reads statistics and walks folders: on the pool.
void measure(const StationStores &stores, StationState &state)
{
    state.isOpen = true;
    if (const auto series = stores.series())
        state.series = (*series)->statistics();
    else
        state.storeErrors.push_back(series.error());
    if (const auto logs = stores.logs())
        state.logs = (*logs)->size();
    else
        state.storeErrors.push_back(logs.error());
    if (const auto spans = stores.spans())
        state.spans = (*spans)->statistics();
    else
        state.storeErrors.push_back(spans.error());
    const QDir folder(stores.directory());
    state.seriesBytes = bytesBelow(folder.filePath(QStringLiteral("series")));
    state.logBytes = bytesBelow(folder.filePath(QStringLiteral("logs")));
    state.spanBytes = bytesBelow(folder.filePath(QStringLiteral("spans")));
    state.freeBytes = QStorageInfo(stores.directory()).bytesAvailable();
}

} // namespace

// Stores may outlive the station: a question that is being worked out keeps them.
struct Station::Relay {
    std::mutex mutex;
    Station *station = nullptr;

    void tell(const store::StoreNotice &notice)
    {
        const std::scoped_lock lock(mutex);
        if (station)
            QMetaObject::invokeMethod(
                station, [s = station, notice] { Q_EMIT s->noticed(notice); }, Qt::QueuedConnection);
    }
};

Station::Station(StationOptions options, const base::Clock &clock, async::Pools &pools, net::SecretStore *secrets,
                 store::Ledger &ledger, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_clock(clock),
      m_pools(pools),
      m_secrets(secrets),
      m_relay(std::make_shared<Relay>()),
      m_feed(std::make_shared<LineFeed>()),
      m_stores(std::make_shared<StationStores>(
          m_options.directory, clock, [relay = m_relay](const store::StoreNotice &notice) { relay->tell(notice); })),
      m_intake(std::make_shared<StoreIntake>(m_stores, m_feed, clock)),
      m_door(std::make_shared<IntakeDoor>(m_intake, m_options.directory + QStringLiteral("/sendon")))
{
    m_relay->station = this;
    const PortContext context{m_clock, m_pools, m_options.id, m_options.name};
    m_metrics = std::make_unique<StationMetrics>(
        context, m_stores, [this] { return m_rules->rules(); },
        RuleKeepingPort::Keeping{RuleShelf::ofStation(m_options.directory), [this] { m_rules->reload(); }});
    m_logs = std::make_unique<StationLogs>(context, shelfOf(m_stores, m_feed));
    m_traces = std::make_unique<StationTraces>(context, m_stores);
    m_alerts =
        std::make_unique<StationAlerts>(context, std::make_unique<LedgerSilences>(ledger), std::vector<InhibitRule>());
    m_pool.setObjectName(QStringLiteral("station"));
    m_care = std::make_unique<Caretaker>(m_stores, m_clock, m_pool);
    connect(m_care.get(), &Caretaker::failed, this, [this](const base::Error &error) {
        Q_EMIT noticed({store::NoticeKind::Failed, error.summary, error.detail, {}, m_clock.nowNs()});
    });
    m_collecting =
        std::make_unique<Collecting>(Collecting::Environment{m_clock, m_pool, *m_door, m_secrets, m_options.directory});
    m_rules = std::make_unique<StationRules>(
        StationRules::Context{m_clock, m_pools, m_secrets, m_door, std::make_shared<StoreSamples>(m_stores), *m_alerts,
                              ruleStateFile(), RuleShelf::ofStation(m_options.directory)});
    m_doors = std::make_unique<Doors>(
        Doors::Environment{m_clock, m_pool, m_options.directory, m_secrets, m_stores, m_feed, *m_door, *m_alerts,
                           [this] { return m_rules->rules(); }, [this] { return m_collecting->scrape(); }});
    m_secondArrival.setInterval(secondArrivalMs);
    m_secondArrival.setSingleShot(true);
    connect(&m_secondArrival, &QTimer::timeout, this, &Station::arrived);
    m_hourly.setInterval(std::chrono::hours(1));
    connect(&m_hourly, &QTimer::timeout, m_care.get(), &Caretaker::letGo);
    m_hourly.start();
    m_alertsSoon.setInterval(beatMs);
    m_alertsSoon.setSingleShot(true);
    connect(&m_alertsSoon, &QTimer::timeout, this, &Station::alertsChanged);
    connect(m_rules.get(), &StationRules::changed, this, [this] {
        if (!m_alertsSoon.isActive())
            m_alertsSoon.start();
    });
    m_state = std::make_shared<const StationState>();
    StationState state;
    collectInto(state);
    m_state = std::make_shared<const StationState>(std::move(state));
    m_beat.setInterval(beatMs);
    connect(&m_beat, &QTimer::timeout, this, &Station::survey);
    m_beat.start();
}

Station::~Station()
{
    const std::scoped_lock lock(m_relay->mutex);
    m_relay->station = nullptr;
}

std::shared_ptr<Intake> Station::intake() const
{
    return m_door;
}

std::vector<sources::Source *> Station::ports() const
{
    return {m_metrics.get(), m_alerts.get(), m_logs.get(), m_traces.get()};
}

void Station::start()
{
    if (!m_options.collects)
        return;
    auto file = readFile();
    if (!file)
        return;
    m_collecting->apply(*file);
    m_doors->apply(*file);
    m_care->setPolicies(readRetention(file->section("retention")));
    m_care->setBackups(readBackupSettings(file->section("backup"), m_options.directory));
    startRules(readRuleSettings(file->section("rules"), file->folder()));
    file->finish();
    m_configProblems << file->problemTexts();
}

void Station::startRules(const RuleSettings &settings)
{
    m_rules->apply(settings);
}

std::vector<signals::Rule> Station::rules() const
{
    return m_rules->rules();
}

QString Station::ruleStateFile() const
{
    return QDir(m_options.directory).filePath(QStringLiteral("rules.json"));
}

// A file that cannot be read is as none: its problem is told, the defaults hold.
base::Result<StationFile> Station::readFile()
{
    m_configProblems.clear();
    QByteArray yaml;
    QFile file(m_options.configFile);
    if (!m_options.configFile.isEmpty() && file.exists()) {
        if (file.open(QIODevice::ReadOnly))
            yaml = file.read(largestConfig + 1);
        else
            m_configProblems
                << tr("%1 cannot be read: %2. The defaults hold.").arg(m_options.configFile, file.errorString());
    }
    auto read = StationFile::read(yaml, m_options.configFile);
    if (read)
        return read;
    m_configProblems << read.error().summary;
    return StationFile::read({}, m_options.configFile);
}

void Station::survey()
{
    m_doors->refresh();
    const qint64 now = m_clock.monotonicNs();
    if (m_measuredNs && now - m_measuredNs < measureEveryNs) {
        StationState state = *m_state; // with the sizes of last time
        collectInto(state);
        publish(std::move(state));
        return;
    }
    m_measuredNs = now;
    m_care->look();
    StationState state;
    collectInto(state);
    m_jobs.runLatest(
        QStringLiteral("survey"), m_pool,
        [state = std::move(state), stores = m_stores](std::stop_token) mutable {
            measure(*stores, state);
            return std::move(state);
        },
        [this](StationState measured) { publish(std::move(measured)); });
}

// What is at hand: counters, targets, files, ports.
void Station::collectInto(StationState &state) const
{
    state.directory = m_options.directory;
    state.configFile = m_options.configFile;
    state.configProblems = m_configProblems + m_collecting->problems() + m_doors->problems() + m_rules->problems();
    state.ruleGroups = m_rules->groups();
    state.scrape = m_collecting->scrape();
    state.tail = m_collecting->tail();
    state.journal = m_collecting->journal();
    state.receive = m_collecting->receive();
    state.doors = m_doors->state();
    state.care = m_care->state();
    state.counts = m_intake->counts();
    state.samplesPerSecond = m_state->samplesPerSecond;
    state.linesPerSecond = m_state->linesPerSecond;
    state.spansPerSecond = m_state->spansPerSecond;
    state.asOfNs = m_clock.nowNs();
}

double Station::perSecond(qint64 IntakeCount::*what, IntakeCount IntakeCounts::*kind) const
{
    const auto &[firstNs, first] = m_minute.front();
    const auto &[lastNs, last] = m_minute.back();
    const qint64 ns = lastNs - firstNs;
    return ns <= 0 ? 0.0
                   : static_cast<double>(last.*kind.*what - first.*kind.*what) * base::nsPerSecond /
                         static_cast<double>(ns);
}

void Station::publish(StationState state)
{
    m_minute.emplace_back(m_clock.monotonicNs(), state.counts);
    while (m_minute.size() > 2 && m_minute.back().first - m_minute.front().first > base::nsPerMinute)
        m_minute.pop_front();
    state.samplesPerSecond = perSecond(&IntakeCount::taken, &IntakeCounts::samples);
    state.linesPerSecond = perSecond(&IntakeCount::taken, &IntakeCounts::lines);
    state.spansPerSecond = perSecond(&IntakeCount::taken, &IntakeCounts::spans);
    const qint64 samples = state.counts.samples.taken;
    m_metrics->sawDatum(state.counts.lastSampleNs);
    m_logs->sawDatum(state.counts.lastLineNs);
    m_traces->sawDatum(state.counts.lastSpanNs);
    if (state.isOpen && state.storeErrors.empty()) // another console's station is not ours to tell of
        m_doors->openSideDoor();
    m_state = std::make_shared<const StationState>(std::move(state));
    Q_EMIT changed();
    watchArrival(samples);
}

void Station::watchArrival(qint64 samples)
{
    if (samples == 0 || std::exchange(m_hasArrived, true))
        return;
    Q_EMIT arrived();
    m_secondArrival.start();
}

} // namespace wf::station
