// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::store {

// One writer a folder: holds flock() on a file in it. The system lets go when the process ends, however it ends; a lock
// file that merely lies there means nothing. (QLockFile can be killed between making its file and writing into it, and
// then nobody gets the lock any more.)
class FolderLock {
public:
    explicit FolderLock(QString path) : m_path(std::move(path)) {}
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

    // False: somebody has it, or the file cannot be made. The file has mode 0600; a link is refused.
    [[nodiscard]] bool tryLock();

private:
    QString m_path;
    int m_fd = -1;
};

} // namespace wf::store
