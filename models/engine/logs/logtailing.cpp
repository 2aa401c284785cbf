// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logtailing.h"

namespace wf::engine {

namespace {
constexpr qint64 rateWindowNs = 5 * base::nsPerSecond;
}

LogTailing::LogTailing(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent)
    : QObject(parent),
      m_sources(sources),
      m_clock(clock),
      m_throttle(std::chrono::milliseconds(100), [this] { handOn(); })
{
}

void LogTailing::start(const QString &expr, qint64 fromNs)
{
    stop();
    m_state.isOn = true;
    for (auto *source : m_sources.logs)
        follow(*source, expr, fromNs);
    Q_EMIT changed();
}

void LogTailing::stop()
{
    m_follows.clear();
    m_throttle.cancel();
    m_waiting = base::RingBuffer<signals::LogLine>(mostWaiting);
    m_arrivals.clear();
    const bool wasOn = m_state.isOn;
    m_state = {};
    if (wasOn)
        Q_EMIT changed();
}

void LogTailing::follow(sources::LogSource &source, const QString &expr, qint64 fromNs)
{
    auto &follow = m_follows.emplace_back(std::make_unique<Follow>());
    follow->tail = source.tail(expr, fromNs);
    auto *one = follow.get();
    connect(one->tail.get(), &sources::LogTail::lines, this, [this](const std::vector<signals::LogLine> &batch) {
        for (const auto &line : batch)
            m_waiting.push(line);
        m_arrivals.emplace_back(m_clock.monotonicNs(), static_cast<qint64>(batch.size()));
        m_throttle.trigger();
    });
    connect(one->tail.get(), &sources::LogTail::dropped, this, [this](qint64 count, base::TimeRange where) {
        Q_EMIT marked({signals::LogBreak::Kind::Dropped, where, count});
        m_throttle.trigger();
    });
    connect(one->tail.get(), &sources::LogTail::gap, this, [this](base::TimeRange where) {
        Q_EMIT marked({signals::LogBreak::Kind::Gap, where, 0});
        m_throttle.trigger();
    });
    connect(one->tail.get(), &sources::LogTail::connectedChanged, this,
            [this, one](bool connected, const QString &reason) {
                one->isConnected = connected;
                m_state.reason = connected ? QString() : reason;
                m_throttle.trigger();
            });
}

void LogTailing::setPaused(bool paused)
{
    if (!m_state.isOn || m_state.isPaused == paused)
        return;
    m_state.isPaused = paused;
    m_throttle.cancel();
    handOn();
}

void LogTailing::count()
{
    const qint64 now = m_clock.monotonicNs();
    while (!m_arrivals.empty() && m_arrivals.front().first < now - rateWindowNs)
        m_arrivals.pop_front();
    qint64 recent = 0;
    for (const auto &[at, n] : m_arrivals)
        recent += n;
    m_state.linesPerSecond = static_cast<double>(recent) * base::nsPerSecond / rateWindowNs;
    m_state.isConnected = false;
    m_state.dropped = 0;
    m_state.gaps = 0;
    for (const auto &f : m_follows) {
        const auto c = f->tail->counters();
        m_state.isConnected = m_state.isConnected || f->isConnected;
        m_state.dropped += c.droppedByServer;
        m_state.gaps += c.gaps;
    }
}

void LogTailing::handOn()
{
    m_state.lost = static_cast<qint64>(m_waiting.dropped());
    if (!m_state.isPaused && m_waiting.size() > 0) {
        std::vector<signals::LogLine> batch;
        batch.reserve(m_waiting.size());
        for (std::size_t i = 0; i < m_waiting.size(); ++i)
            batch.push_back(m_waiting.at(i));
        m_waiting = base::RingBuffer<signals::LogLine>(mostWaiting);
        if (m_state.lost > 0)
            Q_EMIT marked(
                {signals::LogBreak::Kind::Dropped, {batch.front().timeNs - 1, batch.front().timeNs}, m_state.lost});
        m_state.newLines = 0;
        Q_EMIT lines(batch);
    }
    m_state.newLines = static_cast<qint64>(m_waiting.size());
    count();
    Q_EMIT changed();
}

} // namespace wf::engine
