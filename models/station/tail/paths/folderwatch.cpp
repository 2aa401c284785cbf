// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/folderwatch.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/inotify.h>
#include <unistd.h>

namespace wf::station::tail {

namespace {

constexpr uint32_t writes = IN_MODIFY | IN_CLOSE_WRITE;
constexpr uint32_t others = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

QString notWatched(int error)
{
    return QCoreApplication::translate("wf::station::tail",
                                       "New lines are looked for every second instead of being told by the system: %1. "
                                       "Raise fs.inotify.max_user_watches or follow fewer folders.")
        .arg(QString::fromStdString(std::generic_category().message(error)));
}

} // namespace

FolderWatch::FolderWatch() : m_fd(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{
    if (m_fd < 0)
        m_problem = notWatched(errno);
}

FolderWatch::~FolderWatch()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void FolderWatch::setFolders(const std::vector<std::string> &folders)
{
    if (m_fd < 0)
        return;
    m_problem.clear();
    std::erase_if(m_watches, [&](const auto &watch) {
        if (std::ranges::binary_search(folders, watch.first))
            return false;
        inotify_rm_watch(m_fd, watch.second);
        m_folders.erase(watch.second);
        return true;
    });
    for (const auto &folder : folders) {
        if (m_watches.contains(folder))
            continue;
        const int watch = inotify_add_watch(m_fd, folder.c_str(), writes | others);
        if (watch < 0) {
            if (errno == ENOSPC || errno == ENOMEM)
                m_problem = notWatched(errno);
            continue;
        }
        m_watches[folder] = watch;
        m_folders[watch] = folder;
    }
}

FolderWatch::Changes FolderWatch::take()
{
    Changes out;
    alignas(inotify_event) std::array<char, 64 * 1024> buffer{};
    for (ssize_t n = 0; m_fd >= 0 && (n = ::read(m_fd, buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(n);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof(event));
            const char *name = buffer.data() + at + sizeof(event);
            at += sizeof(event) + event.len;
            if (event.mask & (IN_IGNORED | IN_Q_OVERFLOW)) {
                // The folder is gone, perhaps to come again; or events were lost.
                if (const auto gone = m_folders.find(event.wd); gone != m_folders.end() && (event.mask & IN_IGNORED)) {
                    m_watches.erase(gone->second);
                    m_folders.erase(gone);
                }
                out.isOther = true;
                continue;
            }
            const auto folder = m_folders.find(event.wd);
            if (folder == m_folders.end() || event.len == 0)
                continue;
            if (event.mask & writes)
                out.written.push_back((folder->second == "/" ? "" : folder->second) + '/' + name);
            else
                out.isOther = true;
        }
    }
    std::ranges::sort(out.written);
    const auto [first, last] = std::ranges::unique(out.written);
    out.written.erase(first, last);
    return out;
}

} // namespace wf::station::tail
