// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailedfile.h"

#include "models/station/tail/paths/folderlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace wf::station::tail {

using wire::logtext::TextEncoding;
using wire::logtext::TextLine;
using wire::logtext::TextRecord;

namespace {

constexpr qint64 behindBytes = 256;
// Programs write lines in pieces; one whose end does not come for so long is taken as it is.
constexpr qint64 partialWaitNs = 30 * base::nsPerSecond;

TextEncoding encodingOfFile(const OpenFile &file)
{
    std::array<char, 4> first{};
    const ssize_t n = pread(file.fd(), first.data(), first.size(), 0);
    std::size_t mark = 0;
    return wire::logtext::encodingOf({first.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))}, mark);
}

QString cannotOpen()
{
    return QCoreApplication::translate("wf::station::tail",
                                       "It cannot be opened for now: %1. It is tried again every second.")
        .arg(QString::fromStdString(std::generic_category().message(errno)));
}

} // namespace

TailedFile::TailedFile(std::shared_ptr<const TailGroup> group, FilePosition position, OpenFile file)
    : m_group(std::move(group)),
      m_position(std::move(position)),
      m_file(std::move(file)),
      m_cutter(m_group->mostLineBytes, m_position.offset),
      m_joiner(m_group->join),
      m_reader(*m_group, m_position.path)
{
    state.path = QString::fromStdString(m_position.path);
    if (m_position.offset > 0)
        m_cutter.setEncoding(encodingOfFile(m_file));
    updatePrints();
}

qint64 nextLineStart(const OpenFile &file, qint64 from)
{
    const auto encoding = encodingOfFile(file);
    std::string bytes(std::size_t{1} << 20, '\0');
    const ssize_t n = pread(file.fd(), bytes.data(), bytes.size(), from - 1);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    for (auto at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 1)) {
        const qint64 place = from - 1 + static_cast<qint64>(at);
        if (encoding == TextEncoding::Utf8 || (encoding == TextEncoding::Utf16Be && place % 2 == 1))
            return place + 1;
        if (encoding == TextEncoding::Utf16Le && place % 2 == 0)
            return place + 2;
    }
    return encoding == TextEncoding::Utf8 ? from : from / 2 * 2;
}

bool TailedFile::beginsAsBefore() const
{
    return printAt(m_file.fd(), 0, m_position.beginning.length) == m_position.beginning;
}

void TailedFile::updatePrints()
{
    if (!m_file.isOpen()) {
        if (m_position.offset == m_heldEnd)
            m_position.behind = m_behindHeld;
        return;
    }
    if (m_position.beginning.length < mostPrintBytes)
        m_position.beginning = extended(m_file.fd(), m_position.beginning);
    m_position.behind = printBehind(m_position.offset);
}

Print TailedFile::printBehind(qint64 offset) const
{
    const qint64 length = std::min(behindBytes, offset);
    return printAt(m_file.fd(), offset - length, length);
}

void TailedFile::close()
{
    m_heldEnd = m_joiner.openEnd();
    if (m_file.isOpen() && m_heldEnd >= 0)
        m_behindHeld = printBehind(m_heldEnd);
    m_file.close();
}

TailedFile::Opening TailedFile::reopen()
{
    if (m_file.isOpen())
        return Opening::Done;
    std::string place = path();
    if (const auto there = infoOf(place); !there || there->id != id())
        place = findInode(folderOf(path()), id().inode);
    if (place.empty())
        return Opening::Gone;
    OpenFile file(place);
    if (!file.isOpen()) // too many open files, or rights that were taken away
        return errno == ENOENT ? Opening::Gone : Opening::NotNow;
    const auto info = file.info();
    if (!info || info->id != id())
        return Opening::Gone;
    m_file = std::move(file);
    return Opening::Done;
}

TailedFile::Look TailedFile::look(qint64 monotonicNs)
{
    if (!m_file.isOpen()) {
        // While it is closed its size and time of change tell whether it must be opened.
        const auto there = infoOf(path());
        if (there && there->id == id() && there->size == m_size && there->changedNs == m_changedNs)
            return Look::Unchanged;
        const Opening opened = reopen();
        state.problem = opened == Opening::NotNow ? cannotOpen() : QString();
        if (opened != Opening::Done)
            return opened == Opening::Gone ? Look::Gone : Look::Unchanged;
    }
    const auto info = m_file.info();
    if (!info)
        return Look::Gone;
    if (info->size == m_size && info->changedNs == m_changedNs)
        return isReadToItsEnd() ? Look::Unchanged : Look::Grown;
    const bool isShorter = info->size < m_cutter.at();
    if (isShorter || !beginsAsBefore())
        return Look::Truncated;
    if (info->size > m_size)
        m_grownNs = monotonicNs;
    m_size = info->size;
    m_changedNs = info->changedNs;
    return isReadToItsEnd() ? Look::Unchanged : Look::Grown;
}

bool TailedFile::read(std::size_t budget, qint64 monotonicNs, std::vector<TextRecord> &out)
{
    std::array<char, 64 * 1024> buffer;
    const std::size_t given = out.size();
    std::size_t have = 0;
    while (have < budget) {
        const ssize_t n = pread(m_file.fd(), buffer.data(), buffer.size(), m_cutter.at());
        // What was read counts only when the file was not truncated and written anew meanwhile.
        if (n <= 0 || !beginsAsBefore())
            break;
        const std::size_t taken = m_cutter.feed({buffer.data(), static_cast<std::size_t>(n)}, m_lines);
        addLines(monotonicNs, out);
        have += taken;
        if (taken < static_cast<std::size_t>(n))
            break;
    }
    m_size = std::max(m_size, m_cutter.at());
    if (out.size() > given || m_position.beginning.length < mostPrintBytes)
        updatePrints();
    return have >= budget;
}

void TailedFile::addLines(qint64 monotonicNs, std::vector<TextRecord> &out)
{
    for (TextLine &line : m_lines)
        if (auto record = m_joiner.add(std::move(line), monotonicNs))
            give(std::move(*record), out);
    m_lines.clear();
}

void TailedFile::give(TextRecord record, std::vector<TextRecord> &out)
{
    m_position.offset = record.end;
    out.push_back(std::move(record));
}

void TailedFile::takeOld(qint64 monotonicNs, std::vector<TextRecord> &out)
{
    const std::size_t given = out.size();
    if (m_cutter.hasPartial() && monotonicNs - m_grownNs >= partialWaitNs) {
        m_cutter.takePartial(m_lines);
        addLines(monotonicNs, out);
    }
    if (auto record = m_joiner.takeIfOld(monotonicNs))
        give(std::move(*record), out);
    if (out.size() > given)
        updatePrints();
}

void TailedFile::takeRest(qint64 monotonicNs, std::vector<TextRecord> &out)
{
    m_cutter.takePartial(m_lines);
    addLines(monotonicNs, out);
    if (auto record = m_joiner.take())
        give(std::move(*record), out);
    updatePrints();
}

void TailedFile::restart()
{
    m_position.offset = 0;
    m_position.beginning = m_position.behind = {};
    m_cutter = LineCutter(m_group->mostLineBytes);
    m_joiner = wire::logtext::LineJoiner(m_group->join);
    m_lines.clear();
    m_size = m_changedNs = 0;
    updatePrints();
}

} // namespace wf::station::tail
