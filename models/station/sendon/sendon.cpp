// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"

#include <algorithm>

namespace wf::station {

namespace {

constexpr std::chrono::seconds gatherTime{5};
constexpr qint64 retellNs = 60 * base::nsPerSecond; // as Prometheus does
constexpr std::size_t mostFamilies = 20'000;

} // namespace

struct SendOnIntake::Way {
    SendKind kind;
    std::shared_ptr<Outbox> outbox;
    std::unique_ptr<Sender> sender;
};

SendOnIntake::SendOnIntake(Intake &station, const std::vector<SendTarget> &targets, OutboxShelf &shelf,
                           const Sender::Environment &environment, QObject *parent)
    : QObject(parent), m_station(station), m_clock(environment.http.clock)
{
    for (const auto &target : targets) {
        auto outbox = shelf.outbox(target.key(), target.queueBytes);
        auto sender = std::make_unique<Sender>(target.kind, target.http, environment, outbox);
        sender->wake(); // something may lie there from before
        m_ways.push_back(std::make_unique<Way>(Way{target.kind, std::move(outbox), std::move(sender)}));
    }
    connect(&m_gather, &QTimer::timeout, this, &SendOnIntake::flush);
    m_gather.start(gatherTime);
}

SendOnIntake::~SendOnIntake() = default;

bool SendOnIntake::hasWay(SendKind kind) const
{
    return std::any_of(m_ways.begin(), m_ways.end(), [kind](const auto &way) { return way->kind == kind; });
}

// What an outbox cannot take is counted there.
void SendOnIntake::ship(SendKind kind, const std::vector<Parcelled> &parcels)
{
    const Outbox::Size most = routeOf(kind).most;
    for (const auto &way : m_ways) {
        if (way->kind != kind)
            continue;
        for (const auto &parcel : parcels)
            (void)way->outbox->push(parcel.body, parcel.size);
        const auto waiting = way->outbox->state();
        if (waiting.items >= most.items || waiting.weight >= most.weight)
            way->sender->wake();
    }
}

base::Result<Accepted> SendOnIntake::takeMetrics(MetricBatch batch)
{
    const bool isWritten = hasWay(SendKind::RemoteWrite);
    const bool isTold = hasWay(SendKind::OtlpMetrics);
    if (!isWritten && !isTold)
        return m_station.takeMetrics(std::move(batch));
    MetricBatch copy = batch;
    auto accepted = m_station.takeMetrics(std::move(batch));
    if (!accepted || accepted->taken == 0)
        return accepted;
    if (isTold)
        ship(SendKind::OtlpMetrics, parcelsOf(SendKind::OtlpMetrics, copy));
    if (isWritten) {
        copy.families = news(copy.families);
        ship(SendKind::RemoteWrite, parcelsOf(SendKind::RemoteWrite, copy));
    }
    return accepted;
}

std::vector<signals::MetricInfo> SendOnIntake::news(const std::vector<signals::MetricInfo> &families)
{
    const qint64 now = m_clock.monotonicNs();
    std::vector<signals::MetricInfo> news;
    const std::scoped_lock lock(m_mutex);
    if (m_toldNs.size() > mostFamilies)
        m_toldNs.clear();
    for (const auto &family : families) {
        const auto [told, isNew] = m_toldNs.try_emplace(family.name, now);
        if (!isNew && now - told->second < retellNs)
            continue;
        told->second = now;
        news.push_back(family);
    }
    return news;
}

base::Result<Accepted> SendOnIntake::takeLogs(std::vector<signals::LogLine> lines)
{
    return takeMarkedLogs(std::move(lines), {});
}

base::Result<Accepted> SendOnIntake::takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                    std::vector<signals::LogMark> marks)
{
    std::vector<signals::LogLine> copy;
    if (hasWay(SendKind::Loki) || hasWay(SendKind::OtlpLogs))
        copy = lines;
    auto accepted = marks.empty() ? m_station.takeLogs(std::move(lines))
                                  : m_station.takeMarkedLogs(std::move(lines), std::move(marks));
    if (accepted && accepted->taken > 0)
        for (const auto kind : {SendKind::Loki, SendKind::OtlpLogs})
            if (hasWay(kind))
                ship(kind, parcelsOf(kind, copy));
    return accepted;
}

base::Result<std::vector<signals::LogMark>> SendOnIntake::logMarks() const
{
    return m_station.logMarks();
}

base::Result<Accepted> SendOnIntake::takeSpans(std::vector<signals::Trace> traces)
{
    if (!hasWay(SendKind::OtlpTraces))
        return m_station.takeSpans(std::move(traces));
    const std::vector<signals::Trace> copy = traces;
    auto accepted = m_station.takeSpans(std::move(traces));
    if (accepted && accepted->taken > 0)
        ship(SendKind::OtlpTraces, parcelsOf(copy));
    return accepted;
}

void SendOnIntake::flush()
{
    for (const auto &way : m_ways)
        way->sender->wake();
}

void SendOnIntake::stop()
{
    m_gather.stop();
    for (const auto &way : m_ways)
        way->sender->stop();
}

std::vector<SenderState> SendOnIntake::states() const
{
    std::vector<SenderState> states;
    for (const auto &way : m_ways)
        states.push_back(way->sender->state());
    return states;
}

} // namespace wf::station
