// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlesession.h"

#include "models/engine/bundle/bundlealerts.h"
#include "models/station/ports/keptlines.h"
#include "models/station/ports/stationlogs.h"
#include "models/station/ports/stationmetrics.h"
#include "models/station/ports/stationtraces.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t linesEach = 20'000;
constexpr qint64 aheadNs = base::nsPerSecond; // a line of the last moment is not from the future

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BundleSession", text);
}

// Native histograms. What stands beside plain samples of the same series, and before their end, is left out.
base::Status fillHistograms(store::SeriesBulkLoad &load, const IncidentBundle &bundle)
{
    std::map<base::Labels, std::map<qint64, signals::NativeHistogramPtr>> all;
    std::map<base::Labels, qint64> ends; // of plain samples
    for (const auto &series : bundle.series) {
        if (!series.labels.has("__name__"))
            continue;
        if (!series.timesMs.empty())
            ends[series.labels] = std::max(ends[series.labels], series.timesMs.back());
        for (std::size_t i = 0; i < series.histograms.size(); ++i)
            all[series.labels].emplace(series.histogramTimesMs[i], series.histograms[i]);
    }
    for (const auto &[labels, samples] : all) {
        std::vector<qint64> times;
        std::vector<signals::NativeHistogramPtr> histograms;
        const auto end = ends.find(labels);
        for (const auto &[time, histogram] : samples)
            if (end == ends.end() || time > end->second) {
                times.push_back(time);
                histograms.push_back(histogram);
            }
        if (auto status = load.add(labels, times, histograms); !status)
            return status;
    }
    return base::Done{};
}

// The samples of one series that came in several parts, together.
base::Status fillSeries(store::SeriesStore &store, const IncidentBundle &bundle)
{
    std::map<base::Labels, std::map<qint64, double>> parts;
    std::map<base::Labels, const signals::RawSeries *> whole;
    for (const auto &series : bundle.series) {
        if (series.timesMs.empty() || !series.labels.has("__name__"))
            continue;
        const auto [at, isNew] = whole.emplace(series.labels, &series);
        if (isNew)
            continue;
        auto &joined = parts[series.labels];
        for (const auto *one : {at->second, &series})
            for (std::size_t i = 0; i < one->timesMs.size(); ++i)
                joined.emplace(one->timesMs[i], one->values[i]);
    }
    const auto load = store.bulkLoad();
    for (const auto &[labels, series] : whole)
        if (!parts.contains(labels))
            if (auto status = load->add(labels, series->timesMs, series->values); !status)
                return status;
    for (const auto &[labels, samples] : parts) {
        std::vector<qint64> times;
        std::vector<double> values;
        for (const auto &[time, value] : samples) {
            times.push_back(time);
            values.push_back(value);
        }
        if (auto status = load->add(labels, times, values); !status)
            return status;
    }
    if (auto status = fillHistograms(*load, bundle); !status)
        return status;
    load->describe(bundle.families);
    const auto done = load->finish();
    return done ? base::Status(base::Done{}) : base::Status(done.error());
}

base::Status fillLines(store::LogStore &store, const IncidentBundle &bundle)
{
    const std::span all(bundle.lines);
    for (std::size_t from = 0; from < all.size(); from += linesEach)
        if (const auto done = store.append(all.subspan(from, std::min(linesEach, all.size() - from))); !done)
            return done.error();
    return base::Done{};
}

base::Status fillSpans(store::SpanStore &store, const IncidentBundle &bundle)
{
    for (const auto &trace : bundle.traces)
        if (const auto done = store.append(std::span(&trace, 1)); !done)
            return done.error();
    return base::Done{};
}

} // namespace

BundleSession::BundleSession(BundlePtr bundle)
    : m_bundle(std::move(bundle)), m_clock(m_bundle->manifest.takenNs + aheadNs)
{
}

BundleSession::~BundleSession() = default;

base::Result<std::unique_ptr<BundleSession>> BundleSession::open(BundlePtr bundle)
{
    std::unique_ptr<BundleSession> out(new BundleSession(std::move(bundle)));
    if (!out->m_folder.isValid())
        return base::makeError(base::ErrorKind::Storage,
                               say("There is no room to open the bundle: %1").arg(out->m_folder.errorString()));
    if (auto status = out->writeLedger(); !status)
        return status.error();
    if (auto status = out->writeStores(); !status)
        return status.error();
    return out;
}

// Records stand at the time at which they were made: the clock is set to it for each. The store's end writes all.
base::Status BundleSession::writeLedger()
{
    store::StoreOptions options;
    options.directory = m_folder.path();
    options.maintenanceMs = 0;
    options.ballastBytes = 0;
    std::vector<async::Request> requests;
    store::Store store(options, m_clock);
    const qint64 taken = m_clock.nowNs();
    auto firings = m_bundle->firings;
    for (auto &one : firings)
        one.source = QLatin1String(sourceId) + u"-alerts"_s;
    requests.push_back(store.alerts().record(std::move(firings), [](const auto &) {}));
    for (auto it = m_bundle->settings.cbegin(); it != m_bundle->settings.cend(); ++it)
        requests.push_back(store.ledger().setSetting(it.key(), it.value(), [](const auto &) {}));
    for (auto note : m_bundle->notes) {
        note.id.clear();
        m_clock.set(std::clamp<qint64>(note.createdNs, 0, taken));
        requests.push_back(store.ledger().putNote(note, [](const auto &) {}));
    }
    for (const auto &record : m_bundle->trail) {
        m_clock.set(std::clamp<qint64>(record.timeNs, 0, taken));
        requests.push_back(store.ledger().record(record.note, [](const auto &) {}));
    }
    m_clock.set(taken);
    return base::Done{};
}

base::Status BundleSession::writeStores()
{
    m_stores = std::make_shared<station::StationStores>(QDir(m_folder.path()).filePath(u"data"_s), m_clock,
                                                        [](const store::StoreNotice &) {});
    const auto series = m_stores->series();
    const auto logs = m_stores->logs();
    const auto spans = m_stores->spans();
    if (!series)
        return series.error();
    if (!logs)
        return logs.error();
    if (!spans)
        return spans.error();
    if (auto status = fillSeries(**series, *m_bundle); !status)
        return status;
    if (auto status = fillLines(**logs, *m_bundle); !status)
        return status;
    return fillSpans(**spans, *m_bundle);
}

std::vector<sources::Source *> BundleSession::ports(async::Pools &pools)
{
    if (m_ports.empty()) {
        const station::PortContext context{m_clock, pools, QLatin1String(sourceId), m_bundle->manifest.id()};
        m_ports.push_back(std::make_unique<station::StationMetrics>(context, m_stores,
                                                                    [bundle = m_bundle] { return bundle->rules; }));
        m_ports.push_back(std::make_unique<BundleAlerts>(context, m_bundle));
        station::LogShelf shelf;
        shelf.lines = std::make_shared<const station::KeptLines>(m_stores);
        shelf.streams = [stores = m_stores](base::TimeRange range,
                                            std::stop_token) -> base::Result<std::vector<base::Labels>> {
            const auto store = stores->logs();
            if (!store)
                return store.error();
            return (*store)->streams(range, {});
        };
        shelf.feed = std::make_shared<station::LineFeed>();
        m_ports.push_back(std::make_unique<station::StationLogs>(context, std::move(shelf)));
        m_ports.push_back(std::make_unique<station::StationTraces>(context, m_stores));
    }
    std::vector<sources::Source *> out;
    for (const auto &port : m_ports)
        out.push_back(port.get());
    return out;
}

} // namespace wf::engine
