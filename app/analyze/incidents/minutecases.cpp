// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/causecases.h"
#include "app/analyze/incidents/csvrows.h"
#include "app/analyze/incidents/daysignals.h"
#include "app/analyze/seriesfiles.h"
#include "models/wire/jaeger/jaeger.h"

#include <QDir>

#include <cmath>
#include <map>

namespace wf::app {

using analysis::CauseQuestion;
using analysis::ServiceFacts;

namespace {

constexpr double afterSeconds = 180;      // what is looked at of an incident
using Minutes = std::map<qint64, double>; // Unix second -> value

struct ServiceMinutes {
    Minutes cpu;
    Minutes memory;
    Minutes latency; // of what it serves, 90th percentile, seconds
};
struct CallMinutes {
    Minutes callers; // median latency as the caller sees it
    Minutes callee;  // as the callee sees it
};
struct Day {
    std::map<QString, ServiceMinutes> services;
    std::map<std::pair<QString, QString>, CallMinutes> links;
    QHash<QString, QStringList> calls;
    QString entry; // calls and is called by nobody
};

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

base::Status readMetrics(const QString &path, Day &day)
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
std::optional<Range> usualRange(const Day &day)
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
void alignClocks(Day &day)
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
base::Status readLinks(const QString &path, Day &day, Minutes CallMinutes::*side)
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

void noteCall(Day &day, const QString &caller, const QString &callee)
{
    if (caller != callee && !day.calls.value(caller).contains(callee))
        day.calls[caller].append(callee);
}

base::Status readCalls(const QDir &folder, Day &day)
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

QString entryOf(const Day &day)
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

std::optional<analysis::Deviation> judged(const Minutes &minutes, double atSecond, analysis::DeviationFloor floor)
{
    std::vector<double> before;
    std::vector<double> within;
    for (const auto &[second, value] : minutes) {
        if (static_cast<double>(second) < atSecond)
            before.push_back(value);
        else if (static_cast<double>(second) <= atSecond + afterSeconds)
            within.push_back(value);
    }
    return analysis::deviation(std::move(before), within, floor);
}

// What callers wait for and the callee does not know of. Both sides were read within the same minute, not at once.
std::optional<analysis::Deviation> judgedLink(const CallMinutes &call, double atSecond)
{
    const auto minuteOf = [](qint64 second) { return (second + 30) / 60; };
    QHash<qint64, double> callee;
    for (const auto &[second, seconds] : call.callee)
        callee.insert(minuteOf(second), seconds);
    Minutes gap;
    std::vector<double> usual;
    for (const auto &[second, seconds] : call.callers) {
        if (static_cast<double>(second) < atSecond)
            usual.push_back(seconds);
        if (const auto other = callee.constFind(minuteOf(second)); other != callee.constEnd())
            gap.emplace(second, seconds - *other);
    }
    if (usual.empty())
        return std::nullopt;
    std::nth_element(usual.begin(), usual.begin() + static_cast<std::ptrdiff_t>(usual.size() / 2), usual.end());
    return judged(gap, atSecond, {.ofMedian = 0.1, .absolute = 0.25 * usual[usual.size() / 2] + 0.001});
}

class MinuteCases final : public CauseCases {
public:
    explicit MinuteCases(QDir folder) : m_folder(std::move(folder)) {}

    base::Result<CauseQuestion> question(const QString & /*name*/, const QJsonObject &one) override
    {
        const auto day = dayOf(one.value(QStringLiteral("dir")).toString());
        if (!day)
            return day.error();
        DaySignals &minute = signalsOf(one.value(QStringLiteral("dir")).toString());
        const auto traced = minute.traced(one.value(QStringLiteral("traces")).toString());
        if (!traced)
            return traced.error();
        const auto errors = minute.errorLines(one.value(QStringLiteral("logs")).toString());
        if (!errors)
            return errors.error();
        const double at = one.value(QStringLiteral("inject_time")).toDouble();
        CauseQuestion question;
        question.symptomService = (*day)->entry;
        question.calls = traced->calls.isEmpty() ? (*day)->calls : traced->calls;
        std::map<QString, double> links;
        for (const auto &[ends, call] : (*day)->links)
            raise(links[ends.second], judgedLink(call, at));
        for (const auto &[service, minutes] : (*day)->services) {
            ServiceFacts facts;
            facts.service = service;
            facts.symptom = judged(minutes.latency, at, {}).value_or(analysis::Deviation{});
            raise(facts.saturation, judged(minutes.cpu, at, {}));
            // Memory grows for good reasons too: half as sure.
            if (auto memory = judged(minutes.memory, at, {.ofMedian = 0.02, .absolute = 0})) {
                memory->score /= 2;
                raise(facts.saturation, memory);
            }
            if (const auto link = links.find(service); link != links.end())
                facts.link = link->second;
            facts.stops = traced->stops.value(service);
            facts.errorLines = errors->value(service);
            question.services.push_back(std::move(facts));
        }
        return question;
    }

private:
    base::Result<const Day *> dayOf(const QString &name)
    {
        if (const auto known = m_days.find(name); known != m_days.end())
            return &known->second;
        if (name.isEmpty() || name.contains(QLatin1String("..")) || QDir::isAbsolutePath(name))
            return base::makeError(base::ErrorKind::NotUnderstood,
                                   QStringLiteral("A case needs \"dir\", a folder beside it"), name);
        const QDir folder(m_folder.filePath(name));
        Day day;
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
        return &m_days.emplace(name, std::move(day)).first->second;
    }

    DaySignals &signalsOf(const QString &name)
    {
        return m_signals.try_emplace(name, QDir(m_folder.filePath(name))).first->second;
    }

    QDir m_folder;
    std::map<QString, Day> m_days;
    std::map<QString, DaySignals> m_signals;
};

} // namespace

base::Result<std::unique_ptr<CauseCases>> openMinuteCases(const QString &folder)
{
    return std::unique_ptr<CauseCases>(std::make_unique<MinuteCases>(QDir(folder)));
}

} // namespace wf::app
