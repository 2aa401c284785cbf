// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <memory>
#include <string_view>

namespace wf::store {

// A file that grows at its end. What append() has written survives the end of this process at once, and a loss of power
// after sync(). Errors are ErrorKind::Storage; isDiskFull() tells a full disk from the rest. append() by one thread at
// a time; sync() by any.
class AppendFile {
public:
    // Made with mode 0600 when missing, cut to `keepBytes` when longer. Refuses links.
    [[nodiscard]] static base::Result<std::unique_ptr<AppendFile>> open(const QString &path, qint64 keepBytes);
    ~AppendFile();
    AppendFile(const AppendFile &) = delete;
    AppendFile &operator=(const AppendFile &) = delete;

    // Wholly or not at all: a write that comes short is cut off again.
    [[nodiscard]] base::Status append(std::string_view bytes);
    [[nodiscard]] base::Status sync();
    // Why the last append() failed.
    [[nodiscard]] bool diskWasFull() const { return m_diskFull; }
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    AppendFile(QString path, int fd, qint64 size) : m_path(std::move(path)), m_fd(fd), m_size(size) {}

    QString m_path;
    int m_fd;
    qint64 m_size;
    bool m_diskFull = false;
    bool m_hasTail = false; // bytes past m_size that could not be cut off yet
};

// From the number of a failed system call: "The disk is full: %1 cannot be written", or what the system said.
[[nodiscard]] base::Error writeError(const QString &path, int number);
[[nodiscard]] bool meansDiskFull(int number);

} // namespace wf::store
