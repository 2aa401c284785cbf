// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace wf::station::tail {

// Changes in folders, told at once where the system can (inotify, local file systems); whoever uses it looks at the
// files now and then as well. One thread.
class FolderWatch {
public:
    FolderWatch();
    ~FolderWatch();
    FolderWatch(const FolderWatch &) = delete;
    FolderWatch &operator=(const FolderWatch &) = delete;

    // Watches these and no others.
    void setFolders(const std::vector<std::string> &folders);
    struct Changes {
        std::vector<std::string> written; // paths
        bool isOther = false;             // something appeared, went or was renamed
    };
    [[nodiscard]] Changes take();
    // To wait for; -1 when the system gave none.
    [[nodiscard]] int fd() const { return m_fd; }
    // Why not everything is watched; empty when it is.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    int m_fd = -1;
    std::map<std::string, int> m_watches;
    std::map<int, std::string> m_folders;
    QString m_problem;
};

} // namespace wf::station::tail
