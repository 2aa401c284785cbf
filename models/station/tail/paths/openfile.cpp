// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/openfile.h"

#include "models/base/clock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::station::tail {

namespace {

OpenFile::Info infoFrom(const struct stat &s)
{
    return {{static_cast<quint64>(s.st_dev), static_cast<quint64>(s.st_ino)},
            static_cast<qint64>(s.st_size),
            static_cast<qint64>(s.st_mtim.tv_sec) * base::nsPerSecond + s.st_mtim.tv_nsec,
            s.st_nlink > 0};
}

} // namespace

OpenFile::OpenFile(const std::string &path) : m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
{
}

OpenFile &OpenFile::operator=(OpenFile &&other) noexcept
{
    if (this != &other) {
        close();
        m_fd = std::exchange(other.m_fd, -1);
    }
    return *this;
}

void OpenFile::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

std::optional<OpenFile::Info> OpenFile::info() const
{
    struct stat s {};
    if (m_fd < 0 || fstat(m_fd, &s) != 0 || !S_ISREG(s.st_mode))
        return std::nullopt;
    return infoFrom(s);
}

std::optional<OpenFile::Info> infoOf(const std::string &path)
{
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0 || !S_ISREG(s.st_mode))
        return std::nullopt;
    return infoFrom(s);
}

} // namespace wf::station::tail
