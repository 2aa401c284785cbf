// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/storeintake.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

void refuse(Accepted &accepted, qint64 count, const char *reason)
{
    if (count > 0)
        accepted.refuse(say(reason), {}, count);
}

} // namespace

qint64 IntakeCount::refusedCount() const
{
    qint64 sum = 0;
    for (const qint64 n : refused)
        sum += n;
    return sum;
}

StoreIntake::StoreIntake(std::shared_ptr<const StationStores> stores, std::shared_ptr<LineFeed> feed,
                         const base::Clock &clock)
    : m_stores(std::move(stores)), m_feed(std::move(feed)), m_clock(clock)
{
}

base::Result<Accepted> StoreIntake::takeMetrics(MetricBatch batch)
{
    const auto series = m_stores->series();
    if (!series)
        return series.error();
    std::vector<store::SeriesSample> samples;
    std::vector<signals::Exemplar> exemplars;
    samples.reserve(batch.points.size());
    for (auto &point : batch.points) {
        if (point.exemplar)
            exemplars.push_back(std::move(*point.exemplar));
        samples.push_back({std::move(point.labels), point.timeMs, point.value, std::move(point.histogram)});
    }
    const auto outcome = (*series)->appendMany(samples, exemplars, batch.families);
    if (!outcome)
        return outcome.error();
    Accepted accepted;
    accepted.taken = outcome->taken + outcome->repeated;
    for (const auto &refused : outcome->refused)
        accepted.refuse(refused.reason, refused.example, refused.count);
    count(&IntakeCounts::samples, &IntakeCounts::lastSampleNs, accepted);
    return accepted;
}

base::Result<Accepted> StoreIntake::takeLogs(std::vector<signals::LogLine> lines)
{
    return takeMarkedLogs(std::move(lines), {});
}

base::Result<Accepted> StoreIntake::takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                   std::vector<signals::LogMark> marks)
{
    const auto logs = m_stores->logs();
    if (!logs)
        return logs.error();
    qint64 bytes = 0;
    for (auto &line : lines) {
        bytes += static_cast<qint64>(line.text.size());
        if (line.level != signals::LogLevel::Unknown && !line.metadata.has("detected_level"))
            line.metadata = line.metadata.with("detected_level", signals::logLevelName(line.level).toStdString());
    }
    const auto appended = (*logs)->append(lines, marks);
    if (!appended)
        return appended.error();
    Accepted accepted;
    accepted.taken = appended->taken + appended->duplicates;
    // Marks come with lines that are read from files and the journal, whose past may be older than what is kept.
    if (marks.empty())
        refuse(accepted, appended->tooOld, "Too old: older than the station takes lines");
    else
        accepted.past = appended->tooOld;
    refuse(accepted, appended->tooNew, "From the future: the clock of its writer is ahead");
    refuse(accepted, appended->tooLong, "Longer than a line may be");
    count(&IntakeCounts::lines, &IntakeCounts::lastLineNs, accepted, bytes);
    if (!lines.empty() && m_feed->isHeard())
        m_feed->publish(std::make_shared<const std::vector<signals::LogLine>>(std::move(lines)));
    return accepted;
}

base::Result<std::vector<signals::LogMark>> StoreIntake::logMarks() const
{
    const auto logs = m_stores->logs();
    if (!logs)
        return logs.error();
    return (*logs)->marks();
}

base::Result<Accepted> StoreIntake::takeSpans(std::vector<signals::Trace> traces)
{
    const auto spans = m_stores->spans();
    if (!spans)
        return spans.error();
    const auto outcome = (*spans)->append(traces);
    if (!outcome)
        return outcome.error();
    Accepted accepted;
    accepted.taken = outcome->taken;
    for (const auto &refused : outcome->refused)
        accepted.refuse(refused.reason, refused.example, refused.count);
    count(&IntakeCounts::spans, &IntakeCounts::lastSpanNs, accepted);
    return accepted;
}

void StoreIntake::count(IntakeCount IntakeCounts::*kind, qint64 IntakeCounts::*last, const Accepted &accepted,
                        qint64 bytes)
{
    const std::scoped_lock lock(m_mutex);
    IntakeCount &one = m_counts.*kind;
    one.taken += accepted.taken;
    one.bytes += bytes;
    one.past += accepted.past;
    for (const auto &refusal : accepted.refused)
        one.refused[refusal.reason] += refusal.count;
    if (accepted.taken > 0)
        m_counts.*last = m_clock.nowNs();
}

IntakeCounts StoreIntake::counts() const
{
    const std::scoped_lock lock(m_mutex);
    return m_counts;
}

} // namespace wf::station
