// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/rulefiles.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace wf::engine {

using base::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleFiles", text);
}

QString systemText(int code)
{
    return QString::fromStdString(std::generic_category().message(code));
}

base::Error notWritten(const QString &path, const QString &why)
{
    return base::makeError(ErrorKind::Storage, tr("%1 was not written: %2.").arg(path, why),
                           tr("What was there before is unchanged."));
}

base::Error hasChanged(const QString &path)
{
    return base::makeError(ErrorKind::Invalid, tr("%1 was changed meanwhile.").arg(path));
}

// Behind symbolic links, also those that point to nothing yet.
QString targetOf(const QString &path)
{
    QFileInfo info(path);
    for (int links = 0; links < 40 && info.isSymLink(); ++links)
        info = QFileInfo(info.symLinkTarget());
    return info.absoluteFilePath();
}

#ifdef Q_OS_UNIX
// A neighbour that goes away unless it was renamed.
class Neighbour {
public:
    explicit Neighbour(const QString &beside)
        : m_path(QFile::encodeName(beside + QStringLiteral(".new-") +
                                   QString::number(QRandomGenerator::system()->generate64(), 36)))
    {
        m_fd = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        m_error = m_fd < 0 ? errno : 0;
    }
    ~Neighbour()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        if (m_error == 0 && !m_isRenamed)
            ::unlink(m_path.constData());
    }
    Neighbour(const Neighbour &) = delete;
    Neighbour &operator=(const Neighbour &) = delete;

    [[nodiscard]] int error() const { return m_error; }
    // 0, or what the system said.
    [[nodiscard]] int write(const QByteArray &text) const
    {
        qsizetype done = 0;
        while (done < text.size()) {
            const ssize_t n = ::write(m_fd, text.constData() + done, static_cast<std::size_t>(text.size() - done));
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return n < 0 ? errno : ENOSPC;
            done += n;
        }
        return 0;
    }
    [[nodiscard]] int takeAfter(const struct stat &former) const
    {
        struct stat own {};
        if (::fstat(m_fd, &own) != 0)
            return errno;
        const bool isOther = own.st_uid != former.st_uid || own.st_gid != former.st_gid;
        if (isOther && ::fchown(m_fd, former.st_uid, former.st_gid) != 0)
            return errno;
        return ::fchmod(m_fd, former.st_mode & 07777) == 0 ? 0 : errno;
    }
    // The server that reads it may be another user; rules are no secret.
    [[nodiscard]] int takeUsualMode() const { return ::fchmod(m_fd, 0644) == 0 ? 0 : errno; }
    [[nodiscard]] int flush() const { return ::fsync(m_fd) == 0 ? 0 : errno; }
    [[nodiscard]] int renameTo(const QByteArray &path)
    {
        if (::rename(m_path.constData(), path.constData()) != 0)
            return errno;
        m_isRenamed = true;
        return 0;
    }

private:
    QByteArray m_path;
    int m_fd = -1;
    int m_error = 0;
    bool m_isRenamed = false;
};

void flushFolderOf(const QString &path)
{
    const int fd =
        ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)::fsync(fd); // the rename stands; a file system that cannot flush folders says so here
    ::close(fd);
}
#endif

} // namespace

base::Result<QByteArray> readRuleBytes(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return base::makeError(ErrorKind::NotFound, tr("There is no file %1.").arg(path));
    if (!info.isFile())
        return base::makeError(ErrorKind::Storage, tr("%1 is no file.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(ErrorKind::Storage, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    QByteArray text = file.read(largestRuleFile + 1);
    if (file.error() != QFileDevice::NoError)
        return base::makeError(ErrorKind::Storage, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (text.size() > largestRuleFile)
        return base::makeError(ErrorKind::TooLarge, tr("%1 is larger than 4 MiB.").arg(path));
    return text;
}

base::Status canReplaceFile(const QString &path)
{
    const auto refuse = [](const QString &why) { return base::Status(base::makeError(ErrorKind::Storage, why)); };
    const QString target = targetOf(path);
    const QFileInfo info(target), folder(QFileInfo(target).absolutePath());
    if (info.exists() && !info.isFile())
        return refuse(tr("%1 is no file.").arg(path));
    if (!folder.isDir())
        return refuse(tr("There is no folder %1.").arg(folder.filePath()));
    if (info.exists() && !info.isWritable())
        return refuse(tr("You may not write %1.").arg(target));
    if (!folder.isWritable())
        return refuse(tr("You may not write in the folder %1.").arg(folder.filePath()));
    return base::Done{};
}

base::Status replaceRuleFile(const QString &path, const QByteArray &text, const std::function<bool()> &isStill)
{
#ifdef Q_OS_UNIX
    if (const auto may = canReplaceFile(path); !may)
        return may;
    const QString target = targetOf(path);
    const QByteArray native = QFile::encodeName(target);
    struct stat former {};
    const bool isThere = ::stat(native.constData(), &former) == 0;
    Neighbour neighbour(target);
    if (neighbour.error() != 0)
        return notWritten(path, systemText(neighbour.error()));
    if (const int code = neighbour.write(text); code != 0)
        return notWritten(path, systemText(code));
    if (const int code = isThere ? neighbour.takeAfter(former) : neighbour.takeUsualMode(); code != 0)
        return notWritten(path, tr("its owner and mode cannot be kept: %1").arg(systemText(code)));
    if (const int code = neighbour.flush(); code != 0)
        return notWritten(path, systemText(code));
    if (!isStill())
        return hasChanged(path);
    if (const int code = neighbour.renameTo(native); code != 0)
        return notWritten(path, systemText(code));
    flushFolderOf(target);
    return base::Done{};
#else
    if (!isStill())
        return hasChanged(path);
    const QString target = targetOf(path);
    QFile neighbour(target + QStringLiteral(".new-") + QString::number(QRandomGenerator::system()->generate64(), 36));
    std::error_code code;
    const auto native = [](const QString &name) { return std::filesystem::path(name.toStdU16String()); };
    const bool isWritten = neighbour.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered) &&
                           neighbour.write(text) == text.size() && neighbour.flush();
    const QString why = neighbour.errorString();
    neighbour.close();
    if (isWritten)
        std::filesystem::rename(native(neighbour.fileName()), native(target), code);
    if (isWritten && !code)
        return base::Done{};
    neighbour.remove();
    return notWritten(path, isWritten ? QString::fromStdString(code.message()) : why);
#endif
}

base::Status removeRuleFile(const QString &path, const std::function<bool()> &isStill)
{
    if (!isStill())
        return hasChanged(path);
    QFile file(targetOf(path));
    if (!file.remove())
        return base::makeError(ErrorKind::Storage, tr("%1 cannot be taken away: %2.").arg(path, file.errorString()));
    return base::Done{};
}

} // namespace wf::engine
