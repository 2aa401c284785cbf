// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/folderlist.h"
#include "models/station/tail/tailengine.h"

#include <algorithm>

namespace wf::station::tail {

namespace {

constexpr qint64 copyWaitNs = 10 * base::nsPerSecond;
constexpr int openedBetweenCounts = 64;
constexpr qint64 forgetEveryNs = base::nsPerMinute;

std::vector<std::string> utf8(const QStringList &texts)
{
    std::vector<std::string> out;
    for (const QString &text : texts)
        out.push_back(text.toStdString());
    return out;
}

// As rotatedNames() finds them, without looking into the folder.
bool isRotatedNameOf(const std::string &path, const std::string &original)
{
    const auto dot = original.rfind('.');
    const auto slash = original.rfind('/');
    const std::string_view stem =
        std::string_view(original).substr(0, dot != std::string::npos && dot > slash ? dot : original.size());
    if (path == original || !path.starts_with(stem) || path.find('/', slash + 1) != std::string::npos)
        return false;
    const char next = path.size() > stem.size() ? path[stem.size()] : '\0';
    return next == '.' || next == '-' || next == '_';
}

} // namespace

std::vector<TailEngine::Found> TailEngine::expandGroups()
{
    std::vector<Found> out;
    std::vector<std::string> folders;
    std::set<FileId> seen;
    m_unreadable.clear();
    m_names.clear();
    m_isCut = false;
    for (const auto &group : m_groups) {
        auto expanded =
            expandGlobs(utf8(group->include), utf8(group->exclude), static_cast<std::size_t>(m_settings.mostFiles));
        m_isCut = m_isCut || expanded.isCut;
        folders.insert(folders.end(), expanded.folders.begin(), expanded.folders.end());
        m_unreadable.insert(m_unreadable.end(), expanded.unreadable.begin(), expanded.unreadable.end());
        for (const std::string &path : expanded.files) {
            if (isCompressedName(path))
                continue;
            const auto info = infoOf(path);
            if (!info)
                continue;
            m_names.emplace(path, info->id);
            if (seen.insert(info->id).second) // two names, or two groups, of one file
                out.push_back({path, *info, group});
        }
    }
    std::ranges::sort(folders);
    folders.erase(std::ranges::unique(folders).begin(), folders.end());
    m_watch.setFolders(folders);
    return out;
}

// What was added by hand since comes before the machine's groups, so that its service name holds.
std::set<GroupPtr> TailEngine::followAdded()
{
    const auto before = m_added.groups();
    if (!m_added.refresh())
        return {};
    const auto place = m_groups.begin() + static_cast<std::ptrdiff_t>(m_settings.groups.size());
    m_groups.insert(m_groups.erase(place, place + static_cast<std::ptrdiff_t>(before.size())), m_added.groups().begin(),
                    m_added.groups().end());
    for (const auto &group : m_added.groups())
        if (std::ranges::find(before, group) == before.end())
            m_fresh.insert(group);
    std::set<GroupPtr> removed(before.begin(), before.end());
    for (const auto &group : m_added.groups())
        removed.erase(group);
    return removed;
}

// Their files are read no further. Where they were left is remembered: another group may match them too, and who adds
// the path again goes on there.
void TailEngine::release(const std::set<GroupPtr> &removed)
{
    std::erase_if(m_postponed, [&](const Postponed &p) { return removed.contains(p.found.group); });
    std::erase_if(m_files, [&](const auto &one) {
        TailedFile &file = *one.second;
        if (!removed.contains(file.group()))
            return false;
        if (file.holdsLines() && !file.isFinished) {
            file.takeOld(m_clock.monotonicNs(), m_records);
            handOver(file);
        }
        m_holding.erase(one.first);
        m_known.insert_or_assign(one.first, file.position());
        return true;
    });
}

void TailEngine::rescan()
{
    if (const auto removed = followAdded(); !removed.empty())
        release(removed);
    const auto found = expandGroups();
    noticeRenames();
    // Files of the last run first: others may be copies of them.
    for (const bool wantsKnown : {true, false})
        for (const Found &one : found)
            if (m_known.contains(one.info.id) == wantsKnown || !wantsKnown)
                discover(one);
    if (m_isFirstScan)
        adoptLeftovers();
    m_isFirstScan = false;
    m_fresh.clear();
    settlePostponed();
    if (const qint64 now = m_clock.monotonicNs(); now >= m_forgetNs) {
        forgetGone();
        m_forgetNs = now + forgetEveryNs;
    }
}

void TailEngine::noticeRenames()
{
    for (const auto &[id, file] : m_files) {
        if (file->isRotated || file->isFinished)
            continue;
        const auto info = infoOf(file->path());
        if (info && info->id == id)
            continue;
        file->isRotated = true;
        file->rotatedNs = m_clock.monotonicNs();
        m_waiting.insert(id);
        if (const auto own = file->file().info())
            adoptUnseen(file->position(), own->changedNs, file->group());
    }
}

void TailEngine::discover(const Found &found)
{
    if (const auto followed = m_files.find(found.info.id); followed != m_files.end()) {
        TailedFile &file = *followed->second;
        if (file.path() == found.path)
            file.isRotated = false;
        if (!file.isFinished)
            return;
        const OpenFile again(found.path);
        if (isSameFile(again.fd(), file.position())) {
            file.isFinished = found.info.size <= file.position().offset;
            m_waiting.insert(found.info.id);
            return;
        }
        m_files.erase(followed); // the inode was used again
    }
    const auto isThis = [&](const Postponed &p) { return p.found.info.id == found.info.id; };
    if (std::ranges::any_of(m_postponed, isThis))
        return;
    if (m_files.size() >= static_cast<std::size_t>(m_settings.mostFiles)) {
        m_isCut = true;
        return;
    }
    OpenFile file(found.path);
    const auto info = file.info();
    if (!info || info->id != found.info.id)
        return;
    if (auto known = takeKnown(found, file))
        return followKnown(found, std::move(*known), std::move(file));
    if (!isFirstTimeOf(found.group) && isCopyInTheMaking(found, file)) {
        m_postponed.push_back({found, m_clock.monotonicNs()});
        return;
    }
    FilePosition position{found.info.id, startOf(found, file), {}, {}, found.path};
    m_outlet.mark(toMark(follow(found.group, std::move(position), std::move(file)).position()));
}

// Where the last run left it.
std::optional<FilePosition> TailEngine::takeKnown(const Found &found, const OpenFile &file)
{
    auto known = m_known.find(found.info.id);
    if (known == m_known.end()) // devices are numbered anew at every boot
        known = std::ranges::find_if(m_known, [&](const auto &one) {
            return one.second.id.inode == found.info.id.inode && one.second.path == found.path &&
                   one.second.id.device != found.info.id.device && isSameFile(file.fd(), one.second);
        });
    if (known == m_known.end())
        return std::nullopt;
    FilePosition position = std::move(known->second);
    m_known.erase(known);
    position.id = found.info.id;
    return position;
}

void TailEngine::followKnown(const Found &found, FilePosition known, OpenFile file)
{
    if (isSameFile(file.fd(), known)) {
        const bool isRotated = known.path != found.path;
        follow(found.group, std::move(known), std::move(file)).isRotated = isRotated;
        return;
    }
    // Truncated since, or another file with the same inode.
    const auto copiedNs = adoptCopyOf(known, found.group);
    m_outlet.mark(toMark(follow(found.group, {known.id, 0, {}, {}, found.path}, std::move(file)).position()));
    if (copiedNs)
        adoptUnseen(known, *copiedNs, found.group);
}

bool TailEngine::isFirstTimeOf(const GroupPtr &group) const
{
    return m_fresh.contains(group) || (m_isFirstScan && !m_followedBefore.contains(group.get()));
}

qint64 TailEngine::startOf(const Found &found, const OpenFile &file) const
{
    // What has no mark in a group that was followed before appeared since.
    if (!isFirstTimeOf(found.group) || found.group->start == StartAt::Beginning)
        return 0;
    const bool isOld = m_clock.nowNs() - found.info.changedNs > found.group->startAgeNs;
    if (found.group->start == StartAt::End || isOld)
        return found.info.size;
    const qint64 from = found.info.size - found.group->startBytes;
    return from <= 0 ? 0 : nextLineStart(file, from);
}

bool TailEngine::isCopyInTheMaking(const Found &found, const OpenFile &file) const
{
    return std::ranges::any_of(m_files, [&](const auto &one) {
        const TailedFile &original = *one.second;
        if (original.isFinished || original.isRotated || !isRotatedNameOf(found.path, original.path()))
            return false;
        if (original.file().isOpen())
            return isPrefixOf(file.fd(), original.file().fd());
        const OpenFile again(original.path());
        return again.isOpen() && isPrefixOf(file.fd(), again.fd());
    });
}

// A copy whose original was not truncated is a copy and nothing more: only what is added to it is new.
void TailEngine::settlePostponed()
{
    const qint64 now = m_clock.monotonicNs();
    std::vector<Postponed> ripe;
    std::erase_if(m_postponed, [&](const Postponed &p) {
        if (m_files.contains(p.found.info.id))
            return true;
        if (now - p.sinceNs < copyWaitNs)
            return false;
        ripe.push_back(p);
        return true;
    });
    for (const Postponed &p : ripe) {
        OpenFile file(p.found.path);
        const auto info = file.info();
        if (!info || info->id != p.found.info.id)
            continue;
        const qint64 offset = isCopyInTheMaking(p.found, file) ? info->size : p.found.info.size;
        m_outlet.mark(
            toMark(follow(p.found.group, {info->id, offset, {}, {}, p.found.path}, std::move(file)).position()));
    }
}

TailedFile &TailEngine::follow(const GroupPtr &group, FilePosition position, OpenFile file)
{
    const FileId id = position.id;
    auto &entry = m_files[id];
    entry = std::make_unique<TailedFile>(group, std::move(position), std::move(file));
    entry->state.position = entry->position().offset;
    m_waiting.insert(id);
    countOpened(true, *entry);
    return *entry;
}

// Files of the last run that no glob finds: renamed or copied while nobody watched.
void TailEngine::adoptLeftovers()
{
    const auto known = m_known;
    for (const auto &[id, position] : known) {
        const auto group = groupOf(position.path);
        if (!group)
            continue;
        OpenFile file(findInode(folderOf(position.path), id.inode));
        const auto info = file.info();
        if (info && info->id == id && isSameFile(file.fd(), position)) {
            if (!m_files.contains(id)) {
                TailedFile &renamed = follow(group, position, std::move(file));
                renamed.isRotated = true;
                renamed.rotatedNs = m_clock.monotonicNs();
            }
            adoptUnseen(position, info->changedNs, group);
        } else if (!adoptCopyOf(position, group)) {
            m_outlet.mark(forgettingMark(id));
        }
    }
    m_known.clear();
}

// Those that were written and rotated after the one that is known, and before the one that has its name now.
void TailEngine::adoptUnseen(const FilePosition &known, qint64 changedNs, const GroupPtr &group)
{
    const OpenFile current(known.path);
    for (const std::string &path : rotatedNames(known.path)) {
        OpenFile file(isNumberedNameOf(path, known.path) ? path : std::string());
        const auto info = file.info();
        if (!info || info->id == known.id || info->changedNs < changedNs || m_files.contains(info->id) ||
            m_known.contains(info->id))
            continue;
        // A copy of what is being followed is read there, or taken up when the truncation is noticed.
        if ((current.isOpen() && isPrefixOf(file.fd(), current.fd())) || isCopyOfFollowed(file, known.path))
            continue;
        TailedFile &unseen = follow(group, {info->id, 0, {}, {}, known.path}, std::move(file));
        unseen.isRotated = true;
        unseen.rotatedNs = m_clock.monotonicNs();
    }
}

bool TailEngine::isCopyOfFollowed(const OpenFile &file, const std::string &path) const
{
    return std::ranges::any_of(m_files, [&](const auto &one) {
        const TailedFile &original = *one.second;
        return original.path() == path && !original.isRotated && !original.isFinished &&
               isCopyOf(file.fd(), original.position());
    });
}

std::optional<qint64> TailEngine::adoptCopyOf(const FilePosition &old, const GroupPtr &group)
{
    for (const std::string &path : rotatedNames(old.path)) {
        OpenFile file(isCompressedName(path) ? std::string() : path);
        const auto info = file.info();
        if (!info || info->id == old.id || m_files.contains(info->id) || !isCopyOf(file.fd(), old))
            continue;
        if (m_known.contains(info->id)) // the last run had begun to read it
            return info->changedNs;
        std::erase_if(m_postponed, [&](const Postponed &p) { return p.found.info.id == info->id; });
        FilePosition position = old;
        position.id = info->id;
        TailedFile &copy = follow(group, std::move(position), std::move(file));
        copy.isRotated = true;
        copy.rotatedNs = m_clock.monotonicNs();
        m_outlet.mark(toMark(copy.position()));
        return info->changedNs;
    }
    return std::nullopt;
}

GroupPtr TailEngine::groupOf(const std::string &path) const
{
    for (const auto &group : m_groups)
        for (const QString &pattern : group->include)
            if (matchesGlob(pattern.toStdString(), path))
                return group;
    return nullptr;
}

// What was read to its end and is nowhere any more needs no mark.
void TailEngine::forgetGone()
{
    std::erase_if(m_files, [&](const auto &one) {
        const TailedFile &file = *one.second;
        if (!file.isFinished || !findInode(folderOf(file.path()), one.first.inode).empty())
            return false;
        m_outlet.mark(forgettingMark(one.first));
        return true;
    });
}

void TailEngine::countOpened(bool isOpened, const TailedFile &file)
{
    m_opened += isOpened ? 1 : 0;
    if (m_opened >= openedBetweenCounts)
        limitDescriptors(&file);
}

// Those nobody has written to for longest are closed first; they are opened again when they grow.
void TailEngine::limitDescriptors(const TailedFile *except)
{
    m_opened = 0;
    std::vector<TailedFile *> open;
    for (const auto &[id, file] : m_files)
        if (file->file().isOpen())
            open.push_back(file.get());
    const auto most = static_cast<std::size_t>(m_settings.mostOpen);
    if (open.size() <= most)
        return;
    std::ranges::sort(open, {}, &TailedFile::quietSinceNs);
    std::size_t tooMany = open.size() - most;
    for (TailedFile *file : open) {
        if (tooMany == 0)
            return;
        if (file->isRotated || file == except)
            continue;
        file->close();
        --tooMany;
    }
}

} // namespace wf::station::tail
