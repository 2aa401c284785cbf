// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationview.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>
#include <tuple>

namespace wf::engine {

namespace {

using signals::Reachability;
using signals::Severity;

constexpr std::size_t mostOfAKind = 100; // reasons and cardinality entries

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine", text);
}

QString words(const base::Error &error)
{
    return error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail;
}

int rank(Reachability reach)
{
    switch (reach) {
    case Reachability::Down:
        return 0;
    case Reachability::Degraded:
        return 1;
    case Reachability::Unknown:
        return 2;
    case Reachability::Up:
        break;
    }
    return 3;
}

StationTarget targetOf(const station::TargetState &target)
{
    StationTarget out;
    out.key = target.key;
    out.job = target.job;
    out.instance = target.labels.text("instance");
    out.address = target.url.isEmpty() ? target.labels.text("instance") : target.url.toDisplayString();
    out.foundIn = target.source;
    out.problem = target.lastError ? words(*target.lastError) : target.note;
    switch (target.health) {
    case station::TargetHealth::Up:
        out.reach = out.problem.isEmpty() && target.refused.empty() ? Reachability::Up : Reachability::Degraded;
        break;
    case station::TargetHealth::Down:
        out.reach = Reachability::Down;
        break;
    case station::TargetHealth::Unknown:
        break;
    }
    out.samples = target.kept;
    out.scrapes = target.scrapes;
    out.failures = target.failures;
    out.lastNs = target.lastScrapeNs;
    out.tookNs = target.lastDurationNs;
    out.intervalNs = target.intervalNs;
    return out;
}

std::vector<StationTarget> targetsOf(const station::ScrapeSnapshot &scrape)
{
    std::vector<StationTarget> out;
    for (const auto &target : scrape.targets)
        out.push_back(targetOf(target));
    std::stable_sort(out.begin(), out.end(),
                     [](const auto &a, const auto &b) { return rank(a.reach) < rank(b.reach); });
    return out;
}

std::optional<StationLogFile> journalOf(const station::journal::JournalState &journal)
{
    if (!journal.isRunning && journal.problem.isEmpty() && journal.lines == 0)
        return std::nullopt; // off
    StationLogFile out;
    out.path = tr("systemd journal");
    out.reach = !journal.problem.isEmpty() ? Reachability::Degraded
                : journal.isRunning        ? Reachability::Up
                                           : Reachability::Unknown;
    out.linesPerSecond = journal.linesPerSecond;
    out.lines = journal.lines;
    out.lastLineNs = journal.lastLineNs;
    out.format = tr("journal");
    out.problem = journal.problem;
    return out;
}

std::vector<StationLogFile> logsOf(const station::tail::TailState &tail, const station::journal::JournalState &journal)
{
    std::vector<StationLogFile> out;
    if (auto one = journalOf(journal))
        out.push_back(std::move(*one));
    for (const auto &file : tail.unreadable) {
        StationLogFile one;
        one.path = file.path;
        one.reach = Reachability::Down;
        one.problem = QStringList{file.reason, file.remedy}.join(u' ').trimmed();
        out.push_back(std::move(one));
    }
    for (const auto &file : tail.files) {
        StationLogFile one;
        one.path = file.path;
        one.reach = file.problem.isEmpty() ? Reachability::Up : Reachability::Degraded;
        one.position = file.position;
        one.lag = std::max<qint64>(0, file.lag());
        one.linesPerSecond = file.linesPerSecond;
        one.lines = file.lines;
        one.lastLineNs = file.lastLineNs;
        one.format = file.format;
        one.problem = file.problem;
        out.push_back(std::move(one));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) {
        return std::pair(rank(a.reach), -a.lastLineNs) < std::pair(rank(b.reach), -b.lastLineNs);
    });
    return out;
}

StationDoor doorOf(const QString &name, const station::SignalCounts &counts)
{
    StationDoor out;
    out.kind = StationDoor::Kind::Signal;
    out.name = name;
    out.requests = counts.requests;
    out.taken = counts.taken;
    out.lost = counts.refusedCount();
    out.dropped = counts.droppedCount();
    out.lastNs = counts.lastNs;
    out.reach = counts.requests == 0    ? Reachability::Unknown
                : counts.refusedCount() ? Reachability::Degraded
                                        : Reachability::Up;
    return out;
}

StationDoor portOf(StationDoor::Kind kind, const net::server::Listening &port)
{
    StationDoor out;
    out.kind = kind;
    const quint16 number = port.port ? port.port : port.endpoint.port;
    out.name = port.endpoint.address + u':' + QString::number(number);
    out.reach = port.trouble ? Reachability::Down : Reachability::Up;
    out.problem = port.trouble ? words(*port.trouble) : QString();
    return out;
}

StationDoor receiverOf(const station::SenderState &receiver)
{
    StationDoor out;
    out.kind = StationDoor::Kind::SendOn;
    out.name = receiver.name;
    out.requests = receiver.retries;
    out.taken = receiver.sentItems;
    out.lost = receiver.refusedItems;
    out.dropped = receiver.waiting.droppedItems;
    out.waiting = receiver.waiting.items;
    out.waitingBytes = receiver.waiting.bytes;
    out.lastNs = receiver.lastOkNs;
    out.problem = receiver.lastError         ? words(*receiver.lastError)
                  : receiver.waiting.trouble ? words(*receiver.waiting.trouble)
                                             : receiver.lastRefusal;
    out.reach = receiver.lastError                ? Reachability::Down
                : out.lost > 0 || out.dropped > 0 ? Reachability::Degraded
                : out.taken > 0                   ? Reachability::Up
                                                  : Reachability::Unknown;
    return out;
}

// What goes out: the read APIs, off unless the station's file opens them, and the receivers it names.
void addWaysOut(std::vector<StationDoor> &out, const station::DoorsState &doors)
{
    StationDoor off;
    off.kind = StationDoor::Kind::Serve;
    off.reach = Reachability::Unknown;
    if (!doors.served)
        out.push_back(std::move(off));
    else
        for (const auto &port : doors.served->ports) {
            out.push_back(portOf(StationDoor::Kind::Serve, port));
            out.back().requests = doors.served->requests.requests;
            out.back().lost = doors.served->requests.refused;
        }
    for (const auto &receiver : doors.sendOn)
        out.push_back(receiverOf(receiver));
}

std::vector<StationDoor> doorsOf(const station::StationState &state)
{
    std::vector<StationDoor> out;
    if (state.receive) {
        for (const auto &port : state.receive->ports)
            out.push_back(portOf(StationDoor::Kind::Port, port));
        const auto &counts = state.receive->counts;
        out.push_back(doorOf(tr("Metrics pushed"), counts.metrics));
        out.push_back(doorOf(tr("Logs pushed"), counts.logs));
        out.push_back(doorOf(tr("Traces pushed"), counts.traces));
    }
    for (const auto &group : state.ruleGroups) {
        StationDoor one;
        one.kind = StationDoor::Kind::Rules;
        one.name = group.name;
        one.requests = group.counters.evaluations;
        one.taken = group.counters.samples;
        one.lost = group.counters.failures + group.counters.missed;
        one.lastNs = group.counters.lastStartNs;
        one.tookNs = group.counters.lastTookNs;
        one.reach = one.lastNs == 0               ? Reachability::Unknown
                    : group.counters.failures > 0 ? Reachability::Degraded
                                                  : Reachability::Up;
        out.push_back(std::move(one));
    }
    addWaysOut(out, state.doors);
    return out;
}

void addRefused(std::vector<StationProblem> &out, const QString &where, const station::IntakeCount &count)
{
    for (auto it = count.refused.begin(); it != count.refused.end(); ++it)
        out.push_back({Severity::Warning, where, it.key(), it.value()});
}

// What sampling drops on purpose, what did not get past the receiver, lines that were shortened.
void addLeftOut(std::vector<StationProblem> &out, const station::StationState &state)
{
    addRefused(out, tr("Samples"), state.counts.samples);
    addRefused(out, tr("Log lines"), state.counts.lines);
    addRefused(out, tr("Spans"), state.counts.spans);
    if (state.counts.lines.past > 0)
        out.push_back({Severity::Info, tr("Log files"), tr("Lines older than a week when first read, left out"),
                       state.counts.lines.past});
    if (state.receive) {
        const auto &counts = state.receive->counts;
        for (const auto &[where, what] :
             {std::pair(tr("Metrics pushed"), &counts.metrics), std::pair(tr("Logs pushed"), &counts.logs),
              std::pair(tr("Traces pushed"), &counts.traces)}) {
            for (const auto &refusal : what->refused)
                out.push_back({Severity::Warning, where, refusal.reason, refusal.count});
            for (const auto &refusal : what->dropped)
                out.push_back({Severity::Info, where, refusal.reason, refusal.count});
        }
        if (state.receive->server.turnedAway > 0)
            out.push_back({Severity::Warning, tr("Receiver"), tr("Connections turned away, too many at once"),
                           state.receive->server.turnedAway});
    }
    for (const auto &receiver : state.doors.sendOn)
        for (auto it = receiver.refusedFor.begin(); it != receiver.refusedFor.end(); ++it)
            if (it.value() > 0)
                out.push_back({Severity::Warning, tr("To %1").arg(receiver.name), tr("Refused by it: %1").arg(it.key()),
                               it.value()});
    if (state.tail.cutLines > 0)
        out.push_back({Severity::Info, tr("Log files"), tr("Lines longer than the limit, cut"), state.tail.cutLines});
    if (state.tail.replacedBytes > 0)
        out.push_back(
            {Severity::Info, tr("Log files"), tr("Bytes that were not UTF-8, replaced"), state.tail.replacedBytes});
    QMap<QString, qint64> masked;
    for (const auto *rules : {&state.tail.masked, &state.journal.masked})
        for (const auto &[rule, count] : *rules)
            masked[rule] += count;
    for (auto it = masked.begin(); it != masked.end(); ++it)
        if (it.value() > 0)
            out.push_back({Severity::Info, tr("Masked"), it.key(), it.value()});
    if (state.scrape->droppedCount > 0)
        out.push_back(
            {Severity::Info, tr("Targets"), tr("Found and dropped by relabelling"), state.scrape->droppedCount});
}

std::vector<StationProblem> problemsOf(const station::StationState &state)
{
    std::vector<StationProblem> out;
    for (const auto &error : state.storeErrors)
        out.push_back({Severity::Critical, tr("Stores"), words(error), 0});
    for (const auto &problem : state.configProblems)
        out.push_back({Severity::Warning, tr("Settings"), problem, 0});
    for (const auto &problem : state.scrape->problems)
        out.push_back({Severity::Warning, tr("Targets"), problem, 0});
    for (const auto &problem : state.tail.problems)
        out.push_back({Severity::Warning, tr("Log files"), problem, 0});
    if (state.tail.isWaiting || state.journal.isWaiting)
        out.push_back({Severity::Warning, tr("Log files"),
                       tr("Reading waits: the stores take no more for now. Nothing is lost."), 0});
    addLeftOut(out, state);
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) {
        return std::tuple(a.severity, a.count > 0, -a.count) < std::tuple(b.severity, b.count > 0, -b.count);
    });
    return out;
}

std::vector<StationCardinality> cardinalityOf(const std::vector<store::CardinalityEntry> &entries)
{
    std::vector<StationCardinality> out;
    for (const auto &entry : entries) {
        if (out.size() == mostOfAKind)
            break;
        const double largest = static_cast<double>(std::max<qint64>(1, entries.front().count));
        out.push_back({entry.name, entry.count, static_cast<double>(entry.count) / largest});
    }
    return out;
}

StationKept keptOf(const station::KeptSignal &signal, const store::RetentionPolicy &policy, qint64 onDisk, qint64 nowNs)
{
    StationKept out;
    out.signal = signal.kind;
    out.policy = {policy.hotNs, policy.warmNs, policy.keepNs, policy.totalBytes};
    out.exceptions = static_cast<int>(policy.shares.size());
    std::vector<KeptPiece> pieces;
    qint64 sealed = 0;
    for (const auto &pile : signal.piles) {
        const auto tier = static_cast<std::size_t>(pile.tier);
        pieces.push_back({tier, pile.range.startNs, pile.range.endNs, pile.bytes});
        out.tiers.at(tier) += pile.bytes;
        sealed += pile.bytes;
        out.oldestNs = out.oldestNs ? std::min(out.oldestNs, pile.range.startNs) : pile.range.startNs;
    }
    out.unsealedBytes = std::max<qint64>(0, onDisk - sealed);
    out.bytes = sealed + out.unsealedBytes;
    out.forecast = forecastSize(pieces, out.unsealedBytes, out.policy, nowNs);
    return out;
}

StationBackup backupOf(const station::CareState &care)
{
    StationBackup out;
    out.isRunning = care.isBackingUp;
    out.folder = care.backupFolder;
    if (care.backups.empty())
        return out;
    const auto &last = care.backups.front();
    out.path = last.path;
    out.files = last.files;
    out.bytes = last.bytes;
    out.madeNs = last.madeNs;
    out.verifiedNs = last.verifiedNs;
    out.damaged = last.damaged;
    return out;
}

} // namespace

int StationSnapshot::targetsUp() const
{
    return static_cast<int>(std::count_if(targets.begin(), targets.end(), [](const StationTarget &t) {
        return t.reach == Reachability::Up || t.reach == Reachability::Degraded;
    }));
}

signals::Severity StationSnapshot::worst() const
{
    Severity worst = Severity::Ok;
    for (const auto &problem : problems)
        if (problem.count == 0)
            worst = std::min(worst, problem.severity);
    for (const auto &target : targets)
        if (target.reach == Reachability::Down)
            worst = std::min(worst, Severity::Warning);
    if (backup.damaged > 0)
        worst = std::min(worst, Severity::Warning);
    for (const auto &door : doors)
        if (door.reach == Reachability::Down)
            worst = std::min(worst, Severity::Warning);
    return worst;
}

StationSnapshot viewOf(const station::StationState &state)
{
    StationSnapshot out;
    out.isOpen = state.isOpen;
    out.directory = state.directory;
    out.configFile = state.configFile;
    out.targets = targetsOf(*state.scrape);
    out.targetsDropped = state.scrape->droppedCount;
    out.logs = logsOf(state.tail, state.journal);
    out.doors = doorsOf(state);
    out.problems = problemsOf(state);
    out.seriesByMetric = cardinalityOf(state.series.seriesByMetric);
    out.valuesByLabel = cardinalityOf(state.series.valuesByLabel);
    out.samplesTaken = state.counts.samples.taken;
    out.linesTaken = state.counts.lines.taken;
    out.spansTaken = state.counts.spans.taken;
    out.samplesPerSecond = state.samplesPerSecond;
    out.linesPerSecond = state.linesPerSecond;
    out.spansPerSecond = state.spansPerSecond;
    out.activeSeries = state.series.activeSeries;
    out.seriesBytes = state.seriesBytes;
    out.logBytes = state.logBytes;
    out.spanBytes = state.spanBytes;
    out.freeBytes = state.freeBytes;
    if (state.series.blockSamples > 0)
        out.bytesPerSample =
            static_cast<double>(state.series.chunkBytes) / static_cast<double>(state.series.blockSamples);
    const qint64 oldestSampleNs = state.series.oldestMs * base::nsPerMs;
    out.kept = {out.bytes(), oldestSampleNs && state.spans.oldestNs ? std::min(oldestSampleNs, state.spans.oldestNs)
                                                                    : std::max(oldestSampleNs, state.spans.oldestNs)};
    if (state.care)
        out.backup = backupOf(*state.care);
    out.asOfNs = state.asOfNs;
    return out;
}

std::vector<StationKept> keptOf(const station::StationState &state)
{
    std::vector<StationKept> out;
    if (!state.care)
        return out;
    for (const auto &signal : state.care->kept) {
        const auto policy = state.care->policies.find(signal.kind);
        const qint64 onDisk = signal.kind == u"series" ? state.seriesBytes
                              : signal.kind == u"logs" ? state.logBytes
                                                       : state.spanBytes;
        out.push_back(keptOf(signal, policy == state.care->policies.end() ? store::RetentionPolicy() : policy->second,
                             onDisk, state.asOfNs));
    }
    return out;
}

} // namespace wf::engine
