// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailengine.h"

#include "models/station/tail/machinelogs.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station::tail {

namespace {

constexpr std::size_t bytesPerVisit = 256 * 1024; // of one file, before the next one has its turn
constexpr qint64 sweepNs = base::nsPerSecond;     // all files are looked at, whatever the system tells
constexpr qint64 holdingLookNs = 200 * base::nsPerMs;
constexpr qint64 settleNs = 50 * base::nsPerMs; // between a rename and the new file
// Programs go on writing to a renamed file until they are told to open the new one.
constexpr qint64 rotatedQuietNs = 30 * base::nsPerSecond;

wire::logtext::Masker makeMasker(const wire::logtext::MaskRules &rules, QString &problem)
{
    if (auto masker = wire::logtext::Masker::create(rules))
        return std::move(*masker);
    else
        problem = masker.error().summary;
    auto builtIn = rules;
    builtIn.own.clear();
    return std::move(wire::logtext::Masker::create(builtIn)).value();
}

} // namespace

TailEngine::TailEngine(TailSettings settings, Intake &intake, const base::Clock &clock, const QString &positionPath)
    : m_settings(std::move(settings)),
      m_clock(clock),
      m_outlet(intake, clock, positionPath),
      m_masker(makeMasker(m_settings.masks, m_maskProblem)),
      m_added(m_settings.addedFile)
{
    for (const TailGroup &group : m_settings.groups)
        m_groups.push_back(std::make_shared<const TailGroup>(group));
    (void)m_added.refresh();
    m_groups.insert(m_groups.end(), m_added.groups().begin(), m_added.groups().end());
    if (m_settings.watchesMachine)
        for (TailGroup &group : machineLogGroups())
            m_groups.push_back(std::make_shared<const TailGroup>(std::move(group)));
    for (const auto &mark : m_outlet.restore())
        if (auto position = fromMark(mark)) {
            if (const auto group = groupOf(position->path))
                m_followedBefore.insert(group.get());
            m_known.emplace(position->id, std::move(*position));
        }
}

TailEngine::~TailEngine() = default;

qint64 TailEngine::step()
{
    const qint64 now = m_clock.monotonicNs();
    if (!m_outlet.isEmpty() && (now < m_outlet.retryNs() || !deliver()))
        return std::max<qint64>(0, m_outlet.retryNs() - now);
    const auto changes = m_watch.take();
    if (changes.isOther)
        m_rescanNs = std::min(m_rescanNs, now + settleNs);
    for (const std::string &path : changes.written)
        if (const auto named = m_names.find(path); named != m_names.end())
            m_waiting.insert(named->second);
    if (now >= m_rescanNs) {
        rescan();
        m_rescanNs = now + m_settings.rescanNs;
    }
    if (now >= m_sweepNs) {
        for (const auto &[id, file] : m_files)
            if (!file->isFinished)
                m_waiting.insert(id);
        m_sweepNs = now + sweepNs;
    }
    const bool hasMore = readFiles();
    if (!deliver())
        return std::max<qint64>(0, m_outlet.retryNs() - now);
    m_outlet.savePositions(false);
    updateRates();
    return hasMore ? 0 : waitNs(now);
}

qint64 TailEngine::waitNs(qint64 now) const
{
    qint64 next = std::min(m_rescanNs, m_sweepNs);
    if (!m_holding.empty())
        next = std::min(next, now + holdingLookNs);
    return std::max<qint64>(0, next - now);
}

bool TailEngine::readFiles()
{
    const auto turn = [this](const std::set<FileId> &ids) {
        for (const FileId &id : std::vector<FileId>(ids.begin(), ids.end())) {
            if (m_outlet.isFull())
                return;
            const auto found = m_files.find(id);
            if (found == m_files.end() || found->second->isFinished || !visit(*found->second))
                m_waiting.erase(id);
        }
    };
    turn(m_waiting);
    turn(m_holding);
    limitDescriptors();
    return !m_waiting.empty();
}

bool TailEngine::visit(TailedFile &file)
{
    const qint64 now = m_clock.monotonicNs();
    bool hasMore = false;
    const bool wasOpen = file.file().isOpen();
    const auto look = file.look(now);
    countOpened(!wasOpen && file.file().isOpen(), file);
    switch (look) {
    case TailedFile::Look::Gone:
        finishFile(file);
        return false;
    case TailedFile::Look::Truncated:
        wasTruncated(file);
        return !file.isFinished;
    case TailedFile::Look::Grown:
        hasMore = file.read(bytesPerVisit, now, m_records);
        break;
    case TailedFile::Look::Unchanged:
        break;
    }
    if (!hasMore)
        file.takeOld(now, m_records);
    handOver(file);
    const qint64 quietSince = std::max(file.quietSinceNs(), file.rotatedNs);
    if (!hasMore && file.isRotated && file.isReadToItsEnd() && now - quietSince >= rotatedQuietNs)
        finishFile(file);
    if (!file.isFinished && file.holdsLines())
        m_holding.insert(file.id());
    else
        m_holding.erase(file.id());
    return hasMore;
}

void TailEngine::wasTruncated(TailedFile &file)
{
    const FilePosition old = file.position();
    const auto copiedNs = adoptCopyOf(old, file.group());
    if (!copiedNs) {
        file.takeRest(m_clock.monotonicNs(), m_records);
        handOver(file);
    }
    m_holding.erase(file.id());
    const auto named = infoOf(file.path());
    if (file.isRotated || !named || named->id != file.id()) {
        // Its inode is another file by now, which is found by its own name.
        file.close();
        file.isFinished = true;
        return;
    }
    file.restart();
    m_outlet.mark(toMark(file.position()));
    if (copiedNs)
        adoptUnseen(old, *copiedNs, file.group());
}

void TailEngine::finishFile(TailedFile &file)
{
    file.takeRest(m_clock.monotonicNs(), m_records);
    handOver(file);
    file.close();
    file.isFinished = true;
    m_holding.erase(file.id());
}

void TailEngine::handOver(TailedFile &file)
{
    if (m_records.empty())
        return;
    const qint64 now = m_clock.nowNs();
    for (auto &record : m_records) {
        file.state.cutLines += record.cutBytes > 0;
        file.state.replacedBytes += record.replaced;
        m_cutLines += record.cutBytes > 0;
        m_replaced += record.replaced;
        auto line = file.reader().read(std::move(record), m_masker, m_masked, now, file.changedNs());
        file.state.lastLineNs = std::max(file.state.lastLineNs, line.timeNs);
        m_outlet.add(std::move(line));
    }
    file.state.lines += static_cast<qint64>(m_records.size());
    m_lines += static_cast<qint64>(m_records.size());
    m_records.clear();
    m_outlet.mark(toMark(file.position()));
    m_touched.insert(file.id());
}

bool TailEngine::deliver()
{
    if (!m_outlet.deliver())
        return false;
    for (const FileId &id : m_touched)
        if (const auto file = m_files.find(id); file != m_files.end())
            file->second->state.position = file->second->position().offset;
    m_touched.clear();
    return true;
}

void TailEngine::finish()
{
    for (const auto &[id, file] : m_files)
        if (file->holdsLines() && !file->isFinished) {
            file->takeOld(m_clock.monotonicNs(), m_records);
            handOver(*file);
        }
    deliver();
    m_outlet.savePositions(true);
}

void TailEngine::updateRates()
{
    const qint64 now = m_clock.monotonicNs();
    if (now < m_ratesNs)
        return;
    m_ratesNs = now + base::nsPerSecond;
    for (const auto &[id, file] : m_files)
        if (!file->isFinished)
            file->rate.update(file->state.lines, now);
}

TailState TailEngine::state() const
{
    TailState out;
    for (const auto &[id, file] : m_files) {
        if (file->isFinished)
            continue;
        TailedFileState one = file->state;
        one.bytes = file->size();
        one.linesPerSecond = file->rate.perSecond();
        one.format = file->reader().format();
        one.isRotated = file->isRotated;
        out.files.push_back(std::move(one));
    }
    std::ranges::sort(out.files, {}, &TailedFileState::path);
    for (const auto &path : m_unreadable)
        out.unreadable.push_back(explained(path));
    const auto names = m_masker.names();
    for (std::size_t i = 0; i < m_masked.size(); ++i)
        out.masked.emplace_back(QString::fromStdString(names[i]), m_masked[i]);
    out.lines = m_lines;
    out.refusedLines = m_outlet.refused();
    out.cutLines = m_cutLines;
    out.replacedBytes = m_replaced;
    out.isWaiting = m_outlet.isWaiting();
    for (const QString &problem : {m_outlet.problem(), m_watch.problem(), m_maskProblem, m_added.problem()})
        if (!problem.isEmpty())
            out.problems << problem;
    if (m_isCut)
        out.problems << QCoreApplication::translate("wf::station::tail",
                                                    "More than %1 files match; the others are not followed. Raise "
                                                    "logs.max_files or match fewer.")
                            .arg(m_settings.mostFiles);
    return out;
}

} // namespace wf::station::tail
