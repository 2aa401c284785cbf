// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logmark.h"
#include "models/store/disk/appendfile.h"
#include "models/store/logs/loghead.h"

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace wf::store {

using LogMarks = std::map<std::string, std::string>; // origin → position
void applyMarks(LogMarks &marks, std::span<const signals::LogMark> news);
[[nodiscard]] std::vector<signals::LogMark> asList(const LogMarks &marks);

// A head and the journal that holds the same lines: <directory>/journal/<id>.wal
struct JournaledHead {
    std::unique_ptr<LogHead> head;
    std::shared_ptr<AppendFile> journal;
    qint64 openedNs = 0; // monotonic
};

class LogJournals {
public:
    explicit LogJournals(const QString &directory) : m_folder(directory + QStringLiteral("/journal")) {}

    struct Found {
        quint64 id = 0;
        QString path;
    };
    [[nodiscard]] base::Result<std::vector<Found>> list() const; // by id
    // Empty, with the marks as its first record.
    [[nodiscard]] base::Result<JournaledHead> create(quint64 id, const LogMarks &marks) const;
    // Reads everything back; `damagedBytes` were no records.
    [[nodiscard]] base::Result<JournaledHead> replay(const Found &found, LogMarks &marks, qint64 &damagedBytes) const;
    void remove(quint64 id) const;
    // As they are now, flushed to the disk.
    [[nodiscard]] base::Status copy(std::span<const quint64> ids, const LogJournals &to) const;

private:
    [[nodiscard]] QString pathOf(quint64 id) const;
    QString m_folder;
};

} // namespace wf::store
