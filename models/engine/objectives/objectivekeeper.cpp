// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivekeeper.h"

#include "models/wire/yaml/slo/slofile.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

namespace {

constexpr int refreshMs = 60'000;
constexpr qint64 coarseStepNs = 30 * base::nsPerMinute;
constexpr qint64 fineSpanNs = 6 * base::nsPerHour;
constexpr qint64 largestFile = qint64(1) << 20;

QStringList filesOf(const QStringList &paths)
{
    QStringList out;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            out << path;
            continue;
        }
        const QDir dir(path);
        for (const QString &name :
             dir.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name))
            out << dir.filePath(name);
    }
    return out;
}

// Puts the sum of an answer's series onto the grid of the counts.
void place(std::vector<double> &into, const analysis::EventCounts &grid, const signals::QueryAnswer &answer)
{
    for (const auto &series : answer.series)
        for (std::size_t i = 0; i < series.size(); ++i) {
            const qint64 at = (series.timesMs[i] * base::nsPerMs - grid.startNs + grid.stepNs / 2) / grid.stepNs;
            if (at < 0 || at >= static_cast<qint64>(into.size()))
                continue;
            double &cell = into[static_cast<std::size_t>(at)];
            cell = std::isfinite(cell) ? cell + series.values[i] : series.values[i];
        }
}

analysis::EventCounts emptyCounts(base::TimeRange range, qint64 stepNs)
{
    const auto n = static_cast<std::size_t>(range.lengthNs() / stepNs + 1);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return {range.startNs, stepNs, std::vector<double>(n, nan), std::vector<double>(n, nan)};
}

} // namespace

// The answers of one round, by objective.
struct ObjectiveKeeper::Round {
    std::vector<ObjectiveState> states;
};

ObjectiveKeeper::ObjectiveKeeper(QStringList paths, MetricReader &metrics, const base::Clock &clock, QObject *parent)
    : QObject(parent),
      m_paths(std::move(paths)),
      m_metrics(metrics),
      m_clock(clock),
      m_snapshot(std::make_shared<ObjectivesSnapshot>())
{
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &ObjectiveKeeper::refresh);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        loadFiles();
        refresh();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        loadFiles();
        refresh();
    });
}

ObjectiveKeeper::~ObjectiveKeeper() = default;

void ObjectiveKeeper::start()
{
    loadFiles();
    m_timer.start();
    refresh();
}

void ObjectiveKeeper::loadFiles()
{
    wire::SloReader reader;
    m_problems.clear();
    for (const QString &path : filesOf(m_paths)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            m_problems << tr("%1 cannot be read: %2").arg(path, file.errorString());
            continue;
        }
        if (file.size() > largestFile) {
            m_problems << tr("%1 is larger than 1 MiB and was left out.").arg(path);
            continue;
        }
        const QByteArray text = file.readAll();
        reader.add({text.constData(), static_cast<std::size_t>(text.size())}, path);
    }
    auto read = reader.take();
    m_objectives = std::move(read.objectives);
    m_problems << read.problems();
    const QStringList watch = filesOf(m_paths) + m_paths;
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    for (const QString &path : watch)
        if (QFileInfo::exists(path))
            m_watcher.addPath(path);
}

void ObjectiveKeeper::ask(std::size_t index, bool coarse, bool part, const QString &expr, base::TimeRange range,
                          qint64 stepNs)
{
    ++m_waiting;
    m_requests.push_back(m_metrics.range({expr, range, stepNs, 0},
                                         [this, index, coarse, part](const base::Result<MetricAnswer> &result) {
                                             if (result && !result->final)
                                                 return;
                                             auto &state = m_round->states[index];
                                             if (result) {
                                                 auto &counts = coarse ? state.coarse : state.fine;
                                                 place(part ? counts.bad : counts.total, counts, *result->answer);
                                                 state.completeness.merge(result->answer->completeness);
                                             } else {
                                                 state.error = result.error();
                                             }
                                             if (--m_waiting == 0)
                                                 publish();
                                         }));
}

void ObjectiveKeeper::refresh()
{
    if (m_waiting > 0)
        return; // the running round answers first
    m_requests.clear();
    m_round = std::make_unique<Round>();
    const qint64 now = m_clock.nowNs();
    const qint64 fineStep = std::max(base::nsPerMinute, 4 * m_metrics.scrapeInterval());
    for (const auto &objective : m_objectives) {
        ObjectiveState state;
        state.objective = objective;
        state.queries = sliQueries(objective, coarseStepNs);
        if (!state.queries.problem.isEmpty())
            state.error = base::makeError(base::ErrorKind::Unsupported, state.queries.problem);
        const qint64 coarseEnd = now - now % coarseStepNs;
        const qint64 fineEnd = now - now % fineStep;
        state.coarse = emptyCounts(
            {coarseEnd - objective.windowNs / coarseStepNs * coarseStepNs + coarseStepNs, coarseEnd}, coarseStepNs);
        state.fine = emptyCounts({fineEnd - fineSpanNs + fineStep, fineEnd}, fineStep);
        m_round->states.push_back(std::move(state));
    }
    for (std::size_t i = 0; i < m_round->states.size(); ++i) {
        auto &state = m_round->states[i];
        if (state.error)
            continue;
        for (const bool coarse : {true, false}) {
            const auto &counts = coarse ? state.coarse : state.fine;
            const auto queries = sliQueries(state.objective, counts.stepNs);
            const base::TimeRange range{counts.startNs, counts.endNs()};
            ask(i, coarse, false, queries.total, range, counts.stepNs);
            ask(i, coarse, true, queries.part, range, counts.stepNs);
        }
    }
    if (m_waiting == 0)
        publish();
}

void ObjectiveKeeper::publish()
{
    auto next = std::make_shared<ObjectivesSnapshot>();
    next->asOfNs = m_clock.nowNs();
    next->problems = m_problems;
    for (auto &state : m_round->states) {
        if (state.queries.partIsGood) // what came back are good events: turn them into bad ones
            for (auto *counts : {&state.coarse, &state.fine})
                for (std::size_t i = 0; i < counts->total.size(); ++i)
                    counts->bad[i] =
                        std::isfinite(counts->total[i])
                            ? std::max(0.0, counts->total[i] - (std::isfinite(counts->bad[i]) ? counts->bad[i] : 0))
                            : counts->bad[i];
        judge(state);
        next->objectives.push_back(std::move(state));
    }
    std::stable_sort(next->objectives.begin(), next->objectives.end(),
                     [](const ObjectiveState &a, const ObjectiveState &b) {
                         if (a.severity != b.severity)
                             return a.severity < b.severity;
                         return std::isfinite(a.left) && std::isfinite(b.left) && a.left < b.left;
                     });
    m_round.reset();
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
