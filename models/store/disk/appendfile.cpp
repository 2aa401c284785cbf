// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/appendfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

} // namespace

bool meansDiskFull(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

base::Error writeError(const QString &path, int number)
{
    const QString name = QFileInfo(path).fileName();
    return base::makeError(base::ErrorKind::Storage,
                           meansDiskFull(number)
                               ? tr("The disk is full: %1 cannot be written. Make room on it.").arg(name)
                               : tr("%1 cannot be written").arg(name),
                           QString::fromLocal8Bit(std::strerror(number)));
}

base::Result<std::unique_ptr<AppendFile>> AppendFile::open(const QString &path, qint64 keepBytes)
{
    const int fd =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return writeError(path, errno);
    struct stat info {};
    if (::fstat(fd, &info) != 0 || (info.st_size > keepBytes && ::ftruncate(fd, keepBytes) != 0)) {
        const int number = errno;
        ::close(fd);
        return writeError(path, number);
    }
    return std::unique_ptr<AppendFile>(new AppendFile(path, fd, std::min<qint64>(info.st_size, keepBytes)));
}

AppendFile::~AppendFile()
{
    ::close(m_fd);
}

base::Status AppendFile::append(std::string_view bytes)
{
    m_diskFull = false;
    if (m_hasTail && ::ftruncate(m_fd, m_size) != 0)
        return writeError(m_path, errno);
    m_hasTail = false;
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto wrote = ::write(m_fd, bytes.data() + done, bytes.size() - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0) {
            const int number = wrote < 0 ? errno : ENOSPC;
            m_diskFull = meansDiskFull(number);
            m_hasTail = done > 0 && ::ftruncate(m_fd, m_size) != 0;
            return writeError(m_path, number);
        }
        done += static_cast<std::size_t>(wrote);
    }
    m_size += static_cast<qint64>(bytes.size());
    return base::Done{};
}

base::Status AppendFile::sync()
{
    if (::fdatasync(m_fd) != 0)
        return writeError(m_path, errno);
    return base::Done{};
}

} // namespace wf::store
