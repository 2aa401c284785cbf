// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/station/intake/intake.h"
#include "models/station/tail/addedgroups.h"
#include "models/station/tail/delivery/lineoutlet.h"
#include "models/station/tail/paths/folderwatch.h"
#include "models/station/tail/paths/globpaths.h"
#include "models/station/tail/tailedfile.h"
#include "models/station/tail/tailsettings.h"
#include "models/station/tail/tailstate.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace wf::station::tail {

// Follows the files of all groups, step by step; Tailer runs it on a thread of its own. A file is its inode: renamed,
// it is read to its end while the new one of its name is read from its beginning; truncated, what a copy of it has
// beyond the place reached is read from the copy; deleted, what its descriptor still shows. One thread; reads from the
// disk.
class TailEngine {
public:
    // `positionPath`: used when the intake keeps no marks.
    TailEngine(TailSettings settings, Intake &intake, const base::Clock &clock, const QString &positionPath);
    ~TailEngine();

    // One round: changes, new files, reading, handing over. How long to wait for the next one at most, 0: at once.
    [[nodiscard]] qint64 step();
    // Hands over what is complete and saves the positions. The next run goes on where the intake was left.
    void finish();
    // Readable when something changed; -1 when the system tells nothing.
    [[nodiscard]] int watchFd() const { return m_watch.fd(); }
    [[nodiscard]] TailState state() const;

private:
    struct Found { // by a group's globs
        std::string path;
        OpenFile::Info info;
        GroupPtr group;
    };
    struct Postponed { // perhaps a copy in the making: it waits for what happens to the original
        Found found;
        qint64 sinceNs = 0;
    };

    // Which files there are (taildiscovery.cpp).
    void rescan();
    [[nodiscard]] std::set<GroupPtr> followAdded(); // those that were removed
    void release(const std::set<GroupPtr> &removed);
    [[nodiscard]] std::vector<Found> expandGroups();
    [[nodiscard]] bool isFirstTimeOf(const GroupPtr &group) const;
    void noticeRenames();
    void discover(const Found &found);
    [[nodiscard]] std::optional<FilePosition> takeKnown(const Found &found, const OpenFile &file);
    void followKnown(const Found &found, FilePosition known, OpenFile file);
    [[nodiscard]] qint64 startOf(const Found &found, const OpenFile &file) const;
    [[nodiscard]] bool isCopyInTheMaking(const Found &found, const OpenFile &file) const;
    [[nodiscard]] bool isCopyOfFollowed(const OpenFile &file, const std::string &path) const;
    void settlePostponed();
    void adoptLeftovers();
    void adoptUnseen(const FilePosition &known, qint64 changedNs, const GroupPtr &group);
    // When the copy was written last; nothing when there is none.
    [[nodiscard]] std::optional<qint64> adoptCopyOf(const FilePosition &old, const GroupPtr &group);
    [[nodiscard]] GroupPtr groupOf(const std::string &path) const;
    TailedFile &follow(const GroupPtr &group, FilePosition position, OpenFile file);
    void forgetGone();
    void countOpened(bool isOpened, const TailedFile &file);
    void limitDescriptors(const TailedFile *except = nullptr);

    // What is in them (tailengine.cpp).
    bool readFiles(); // true: there is more
    bool visit(TailedFile &file);
    void wasTruncated(TailedFile &file);
    void finishFile(TailedFile &file);
    void handOver(TailedFile &file);
    bool deliver();
    void updateRates();
    [[nodiscard]] qint64 waitNs(qint64 now) const;

    TailSettings m_settings;
    const base::Clock &m_clock;
    LineOutlet m_outlet;
    QString m_maskProblem; // in front of what may set it
    wire::logtext::Masker m_masker;
    wire::logtext::Masker::Counts m_masked;
    AddedGroups m_added;
    std::vector<GroupPtr> m_groups;               // as configured, added by hand, of the machine
    std::set<GroupPtr> m_fresh;                   // added since the last scan: their files were there before
    std::set<const TailGroup *> m_followedBefore; // by the last run
    FolderWatch m_watch;

    std::map<FileId, std::unique_ptr<TailedFile>> m_files;
    std::map<std::string, FileId> m_names;  // what followed paths name
    std::map<FileId, FilePosition> m_known; // of the last run, or given up since; until their files are found
    std::vector<Postponed> m_postponed;
    std::vector<UnreadablePath> m_unreadable;
    bool m_isCut = false; // more files than may be followed
    bool m_isFirstScan = true;

    int m_opened = 0;           // since descriptors were counted last
    std::set<FileId> m_waiting; // written to, or not read to their end
    std::set<FileId> m_holding; // have lines that may belong to more
    std::set<FileId> m_touched; // have lines in the batch
    std::vector<wire::logtext::TextRecord> m_records;
    qint64 m_rescanNs = 0, m_sweepNs = 0, m_ratesNs = 0, m_forgetNs = 0; // monotonic, when next
    qint64 m_lines = 0, m_cutLines = 0, m_replaced = 0;
};

} // namespace wf::station::tail
