// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/minuteday.h"

#include "app/analyze/incidents/csvrows.h"
#include "app/analyze/seriesfiles.h"
#include "models/wire/jaeger/jaeger.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace wf::app {

namespace {

// Several pods of a service: the worst of them.
void note(Minutes &minutes, qint64 second, const QByteArray &cell)
{
    const double value = cellNumber(cell);
    if (std::isnan(value))
        return;
    const auto [at, isNew] = minutes.try_emplace(second, value);
    if (!isNew)
        at->second = std::max(at->second, value);
}

base::Status readMetrics(const QString &path, MinuteDay &day)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    const int time = rows->column("timestamp");
    const int service = rows->column("service");
    const int cpu = rows->column("CpuUsage(m)");
    const int memory = rows->column("MemoryUsage(Mi)");
    const int latency = rows->column("PodServerLatencyP90(s)");
    if (std::min({time, service, cpu, memory, latency}) < 0)
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("%1 lacks a column: timestamp, service, CpuUsage(m), MemoryUsage(Mi), "
                                              "PodServerLatencyP90(s)")
                                   .arg(path));
    std::vector<QByteArray> cells;
    const auto cell = [&cells](int column) { return cells[static_cast<std::size_t>(column)]; };
    while (rows->next(cells)) {
        ServiceMinutes &minutes = day.services[QString::fromUtf8(cell(service))];
        const qint64 second = cell(time).toLongLong();
        note(minutes.cpu, second, cell(cpu));
        note(minutes.memory, second, cell(memory));
        note(minutes.latency, second, cell(latency));
    }
    return base::Done{};
}

using Range = std::pair<qint64, qint64>; // Unix seconds, both within

std::optional<Range> rangeOf(const ServiceMinutes &minutes)
{
    if (minutes.cpu.empty())
        return std::nullopt;
    return Range{minutes.cpu.begin()->first, minutes.cpu.rbegin()->first};
}

// The middle one of all services' beginnings and ends.
std::optional<Range> usualRange(const MinuteDay &day)
{
    std::vector<qint64> begins;
    std::vector<qint64> ends;
    for (const auto &[service, minutes] : day.services)
        if (const auto range = rangeOf(minutes)) {
            begins.push_back(range->first);
            ends.push_back(range->second);
        }
    if (begins.empty())
        return std::nullopt;
    const auto middle = [](std::vector<qint64> &values) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    return Range{middle(begins), middle(ends)};
}

// A service none of whose minutes is one of the others' has a clock that is wrong by a constant (one of the public
// files is off by six years): it begins when they do.
void alignClocks(MinuteDay &day)
{
    const auto usual = usualRange(day);
    for (auto &[service, minutes] : day.services) {
        const auto range = rangeOf(minutes);
        if (!range || (range->first <= usual->second && range->second >= usual->first))
            continue;
        for (Minutes ServiceMinutes::*values :
             {&ServiceMinutes::cpu, &ServiceMinutes::memory, &ServiceMinutes::latency}) {
            Minutes moved;
            for (const auto &[second, value] : minutes.*values)
                moved.emplace(second - range->first + usual->first, value);
            minutes.*values = std::move(moved);
        }
    }
}

// Columns caller_callee; a day may lack the file.
base::Status readLinks(const QString &path, MinuteDay &day, Minutes CallMinutes::*side)
{
    if (existingTextFile(path).isEmpty())
        return base::Done{};
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    std::vector<QByteArray> cells;
    while (rows->next(cells))
        for (std::size_t i = 1; i < cells.size(); ++i) {
            const QList<QByteArray> ends = rows->head()[i].split('_');
            if (ends.size() == 2)
                note(day.links[{QString::fromUtf8(ends[0]), QString::fromUtf8(ends[1])}].*side, cells[0].toLongLong(),
                     cells[i]);
        }
    return base::Done{};
}

void noteCall(MinuteDay &day, const QString &caller, const QString &callee)
{
    if (caller != callee && !day.calls.value(caller).contains(callee))
        day.calls[caller].append(callee);
}

base::Status readCalls(const QDir &folder, MinuteDay &day)
{
    const QString known = folder.filePath(QStringLiteral("dependency.csv"));
    if (!existingTextFile(known).isEmpty()) {
        auto rows = CsvRows::open(known);
        if (!rows)
            return rows.error();
        std::vector<QByteArray> cells;
        while (rows->next(cells))
            noteCall(day, QString::fromUtf8(cells[0]), QString::fromUtf8(cells.at(1)));
        return base::Done{};
    }
    const QString quiet = folder.filePath(QStringLiteral("traces/faultfree.json"));
    if (existingTextFile(quiet).isEmpty())
        return base::Done{};
    const auto text = readTextFile(quiet);
    if (!text)
        return text.error();
    const auto traces = wire::jaeger::decodeSharedTraces(*text);
    if (!traces)
        return traces.error();
    for (const auto &trace : *traces)
        for (const auto &span : trace.spans)
            if (span.parent >= 0)
                noteCall(day, trace.service(trace.spans[static_cast<std::size_t>(span.parent)]), trace.service(span));
    return base::Done{};
}

QString entryOf(const MinuteDay &day)
{
    QString best;
    qsizetype most = 0;
    for (auto one = day.calls.cbegin(); one != day.calls.cend(); ++one) {
        const bool isCalled = std::any_of(day.calls.cbegin(), day.calls.cend(),
                                          [&one](const QStringList &callees) { return callees.contains(one.key()); });
        if (!isCalled && (one->size() > most || (one->size() == most && one.key() < best))) {
            best = one.key();
            most = one->size();
        }
    }
    return best;
}

} // namespace

base::Result<MinuteDay> readMinuteDay(const QDir &folder)
{
    MinuteDay day;
    base::Status status = readMetrics(folder.filePath(QStringLiteral("metrics.csv")), day);
    if (status)
        status = readLinks(folder.filePath(QStringLiteral("source_50.csv")), day, &CallMinutes::callers);
    if (status)
        status = readLinks(folder.filePath(QStringLiteral("destination_50.csv")), day, &CallMinutes::callee);
    if (status)
        status = readCalls(folder, day);
    if (!status)
        return status.error();
    alignClocks(day);
    day.entry = entryOf(day);
    return day;
}

} // namespace wf::app
