// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/delivery/linerate.h"
#include "models/station/tail/linecutter.h"
#include "models/station/tail/paths/fileidentity.h"
#include "models/station/tail/paths/openfile.h"
#include "models/station/tail/recordreader.h"
#include "models/station/tail/tailsettings.h"
#include "models/station/tail/tailstate.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wf::station::tail {

// Where the first whole line behind `from` begins; `from` when there is none within a mebibyte.
[[nodiscard]] qint64 nextLineStart(const OpenFile &file, qint64 from);

// One file being followed: its inode, wherever it is renamed to. Reads records from where it stands; what becomes of
// them is told back by `commit`. One thread.
class TailedFile {
public:
    // `position.path` is the name its lines carry.
    TailedFile(std::shared_ptr<const TailGroup> group, FilePosition position, OpenFile file);

    [[nodiscard]] const FileId &id() const { return m_position.id; }
    [[nodiscard]] const std::string &path() const { return m_position.path; }
    [[nodiscard]] const FilePosition &position() const { return m_position; } // behind the last record given out
    [[nodiscard]] const OpenFile &file() const { return m_file; }
    [[nodiscard]] const std::shared_ptr<const TailGroup> &group() const { return m_group; }
    [[nodiscard]] RecordReader &reader() { return m_reader; }
    [[nodiscard]] const RecordReader &reader() const { return m_reader; }

    enum class Look { Unchanged, Grown, Truncated, Gone };
    // Opens it again when it was closed, at its path or where it was renamed to in the same folder.
    [[nodiscard]] Look look(qint64 monotonicNs);
    // At most about `budget` bytes; true when there is more.
    bool read(std::size_t budget, qint64 monotonicNs, std::vector<wire::logtext::TextRecord> &out);
    // Records nothing was added to for a while, and lines whose end does not come.
    void takeOld(qint64 monotonicNs, std::vector<wire::logtext::TextRecord> &out);
    // All there is, at the end of a file that nobody writes to any more.
    void takeRest(qint64 monotonicNs, std::vector<wire::logtext::TextRecord> &out);
    // The same inode from its beginning, after it was truncated.
    void restart();
    void close();

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] qint64 changedNs() const { return m_changedNs; }
    [[nodiscard]] bool isReadToItsEnd() const { return m_cutter.at() >= m_size; }
    [[nodiscard]] bool holdsLines() const { return m_joiner.isOpen() || m_cutter.hasPartial(); }
    [[nodiscard]] qint64 quietSinceNs() const { return m_grownNs; } // monotonic

    // Said by whoever follows it.
    bool isRotated = false;
    bool isFinished = false;
    qint64 rotatedNs = 0; // monotonic, when that was noticed
    TailedFileState state;
    LineRate rate;

private:
    void addLines(qint64 monotonicNs, std::vector<wire::logtext::TextRecord> &out);
    void give(wire::logtext::TextRecord record, std::vector<wire::logtext::TextRecord> &out);
    void updatePrints();
    [[nodiscard]] Print printBehind(qint64 offset) const;
    [[nodiscard]] bool beginsAsBefore() const;
    enum class Opening { Done, Gone, NotNow };
    [[nodiscard]] Opening reopen();

    std::shared_ptr<const TailGroup> m_group;
    FilePosition m_position;
    OpenFile m_file;
    LineCutter m_cutter;
    wire::logtext::LineJoiner m_joiner;
    RecordReader m_reader;
    std::vector<wire::logtext::TextLine> m_lines;
    Print m_behindHeld; // what `position().behind` becomes when the held record is given while the file is closed
    qint64 m_heldEnd = -1;
    qint64 m_size = 0;
    qint64 m_changedNs = 0;
    qint64 m_grownNs = 0;
};

} // namespace wf::station::tail
