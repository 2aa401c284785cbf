// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/bytesource.h"

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

base::Error readError(const QString &path, int number)
{
    return base::makeError(
        number == ENOENT ? base::ErrorKind::NotFound : base::ErrorKind::Storage,
        QCoreApplication::translate("wf::store", "%1 cannot be read").arg(QFileInfo(path).fileName()),
        number ? QString::fromLocal8Bit(std::strerror(number))
               : QCoreApplication::translate("wf::store", "It is shorter than it should be."));
}

class PlainBytes final : public ByteSource {
public:
    PlainBytes(QString path, int fd, qint64 size) : m_path(std::move(path)), m_fd(fd), m_size(size) {}
    ~PlainBytes() override { ::close(m_fd); }
    PlainBytes(const PlainBytes &) = delete;
    PlainBytes &operator=(const PlainBytes &) = delete;

    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] base::Status read(qint64 offset, std::span<char> to) const override
    {
        while (!to.empty()) {
            const auto got = ::pread(m_fd, to.data(), to.size(), offset);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return readError(m_path, got < 0 ? errno : 0);
            to = to.subspan(static_cast<std::size_t>(got));
            offset += got;
        }
        return base::Done{};
    }
    void expect(qint64 offset, qint64 bytes) const override
    {
        ::posix_fadvise(m_fd, offset, bytes, POSIX_FADV_WILLNEED);
    }

private:
    QString m_path;
    int m_fd;
    qint64 m_size;
};

} // namespace

base::Result<std::shared_ptr<const ByteSource>> openBytes(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return readError(path, errno);
    struct stat info {};
    if (::fstat(fd, &info) != 0) {
        const int number = errno;
        ::close(fd);
        return readError(path, number);
    }
    return std::shared_ptr<const ByteSource>(std::make_shared<PlainBytes>(path, fd, info.st_size));
}

} // namespace wf::store
