// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/health/healthmonitor.h"

#include <QFile>

#include <algorithm>

#include <time.h>
#include <unistd.h>

namespace wf::engine {

namespace {

constexpr int sampleMs = 10'000;
constexpr std::size_t historyLength = 360; // one hour

void remember(std::deque<double> &history, double value)
{
    history.push_back(value);
    if (history.size() > historyLength)
        history.pop_front();
}

signals::Severity severityOf(signals::Reachability reach)
{
    switch (reach) {
    case signals::Reachability::Down:
        return signals::Severity::Critical;
    case signals::Reachability::Degraded:
        return signals::Severity::Warning;
    case signals::Reachability::Up:
        return signals::Severity::Ok;
    case signals::Reachability::Unknown:
        break;
    }
    return signals::Severity::Unknown;
}

int rank(signals::Reachability reach)
{
    switch (reach) {
    case signals::Reachability::Down:
        return 0;
    case signals::Reachability::Degraded:
        return 1;
    case signals::Reachability::Unknown:
        return 2;
    case signals::Reachability::Up:
        break;
    }
    return 3;
}

// The same message a little later, with other numbers.
bool goesOn(const HealthEvent &earlier, const HealthEvent &later)
{
    const auto words = [](const QString &text) {
        QString out;
        std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](QChar c) { return !c.isDigit(); });
        return out;
    };
    return earlier.who == later.who && earlier.severity == later.severity && earlier.what != later.what &&
           later.timeNs - earlier.timeNs < base::nsPerMinute && words(earlier.what) == words(later.what);
}

} // namespace

double ownMemoryBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields.at(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) : 0;
}

double ownCpuSeconds()
{
    timespec ts{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
    return static_cast<double>(ts.tv_sec) + static_cast<double>(ts.tv_nsec) * 1e-9;
}

HealthMonitor::HealthMonitor(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_snapshot(std::make_shared<HealthSnapshot>()), m_startedNs(clock.nowNs())
{
    for (auto *source : sources.all()) {
        m_watched.push_back({source, signals::Reachability::Unknown, signals::BreakerState::Closed, {}});
        connect(source, &sources::Source::stateChanged, this, [this, source] { sourceChanged(source); });
    }
    watch(tr("Memory"), QStringLiteral("bytes"), ownMemoryBytes);
    watch(tr("CPU"), QStringLiteral("percent"), [cpu = ownCpuSeconds(), at = m_clock.monotonicNs(), this]() mutable {
        const double used = ownCpuSeconds() - std::exchange(cpu, ownCpuSeconds());
        const qint64 now = m_clock.monotonicNs();
        const double passed = static_cast<double>(now - std::exchange(at, now)) * 1e-9;
        return passed > 0 ? 100.0 * used / passed : 0.0;
    });
    m_timer.setInterval(sampleMs);
    connect(&m_timer, &QTimer::timeout, this, &HealthMonitor::sample);
    m_timer.start();
    publish();
}

void HealthMonitor::watch(const QString &name, const QString &unit, std::function<double()> read)
{
    m_figures.push_back({name, unit, std::move(read), {}});
}

void HealthMonitor::note(const HealthEvent &event)
{
    m_events.push(event);
    publish();
}

void HealthMonitor::probeAll()
{
    m_probes.clear();
    for (auto &w : m_watched)
        m_probes.push_back(
            w.source->probe([this, name = w.source->state().name](base::Result<signals::Capability> result) {
                if (!result)
                    note({m_clock.nowNs(), signals::Severity::Warning, name, result.error().summary});
            }));
}

void HealthMonitor::retry(const QString &sourceId)
{
    for (auto &w : m_watched)
        if (w.source->state().id == sourceId)
            w.source->retryNow();
}

void HealthMonitor::sourceChanged(sources::Source *source)
{
    const auto it =
        std::find_if(m_watched.begin(), m_watched.end(), [&](const Watched &w) { return w.source == source; });
    if (it == m_watched.end())
        return;
    const auto &state = source->state();
    if (state.reach != it->reach) {
        const bool first = it->reach == signals::Reachability::Unknown && state.reach == signals::Reachability::Up;
        const QString what = state.reach == signals::Reachability::Up ? (first ? tr("connected") : tr("answers again"))
                             : state.lastError                        ? state.lastError->summary
                                                                      : tr("does not answer");
        m_events.push({m_clock.nowNs(), severityOf(state.reach), state.name, what});
    }
    if (state.breaker != it->breaker) {
        const QString what = state.breaker == signals::BreakerState::Open       ? tr("breaker open, asking paused")
                             : state.breaker == signals::BreakerState::HalfOpen ? tr("breaker half open, one probe")
                                                                                : tr("breaker closed");
        const auto severity = state.breaker == signals::BreakerState::Open       ? signals::Severity::Critical
                              : state.breaker == signals::BreakerState::HalfOpen ? signals::Severity::Warning
                                                                                 : signals::Severity::Ok;
        m_events.push({m_clock.nowNs(), severity, state.name, what});
    }
    it->reach = state.reach;
    it->breaker = state.breaker;
    publish();
}

void HealthMonitor::sample()
{
    for (auto &w : m_watched)
        remember(w.latency, w.source->state().latencyP95Ms);
    for (auto &f : m_figures)
        remember(f.history, f.read());
    publish();
}

void HealthMonitor::publish()
{
    auto next = std::make_shared<HealthSnapshot>();
    next->startedNs = m_startedNs;
    for (const auto &w : m_watched)
        next->sources.push_back({w.source->state(), {w.latency.begin(), w.latency.end()}});
    std::stable_sort(next->sources.begin(), next->sources.end(),
                     [](const SourceRow &a, const SourceRow &b) { return rank(a.state.reach) < rank(b.state.reach); });
    for (std::size_t i = m_events.size(); i-- > 0;)
        if (next->events.empty() || !goesOn(m_events.at(i), next->events.back()))
            next->events.push_back(m_events.at(i));
    for (const auto &f : m_figures)
        next->own.push_back({f.name, f.unit, {f.history.begin(), f.history.end()}});
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

HealthMonitor::KindState HealthMonitor::stateOf(signals::SourceKind kind) const
{
    KindState out;
    for (const auto &row : m_snapshot->sources) { // worst first: the first of the kind decides
        const auto &s = row.state;
        if (s.kind != kind || out.present)
            continue;
        out.present = true;
        out.reach = s.reach;
        out.why = s.name + QStringLiteral(": ") +
                  (s.reach == signals::Reachability::Up ? tr("answers")
                   : s.lastError                        ? s.lastError->summary
                                                        : tr("not asked yet"));
    }
    return out;
}

} // namespace wf::engine
