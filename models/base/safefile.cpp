// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString systemText()
{
    return QString::fromStdString(std::generic_category().message(errno));
}

bool flushFolder([[maybe_unused]] const QString &folder)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool ok = ::fsync(fd) == 0;
    ::close(fd);
    return ok;
#else
    return true;
#endif
}

bool flushFile([[maybe_unused]] QFile &file)
{
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return file.flush();
#endif
}

std::filesystem::path nativePath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

} // namespace

SafeFile::SafeFile(QString path) : m_path(std::move(path)) {}

SafeFile::~SafeFile()
{
    if (!m_temporary.fileName().isEmpty()) {
        m_temporary.close();
        m_temporary.remove();
    }
}

Status SafeFile::fail(const QString &system)
{
    m_error = makeError(ErrorKind::Storage,
                        QCoreApplication::translate("wf::base", "%1 was not written: %2").arg(m_path, system),
                        QCoreApplication::translate("wf::base", "What was there before is unchanged."));
    return *m_error;
}

Status SafeFile::open()
{
    const QFileInfo info(m_path);
    if (info.isSymLink())
        return fail(QCoreApplication::translate("wf::base", "it is a symbolic link"));
    if (info.exists() && !info.isFile())
        return fail(QCoreApplication::translate("wf::base", "it is not a file"));
    const QString suffix = u".new-"_s + QString::number(QRandomGenerator::system()->generate64(), 36);
    m_temporary.setFileName(m_path + suffix);
    if (!m_temporary.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, ownerOnly)) {
        const QString system = m_temporary.errorString();
        m_temporary.setFileName({});
        return fail(system);
    }
    return Done{};
}

Status SafeFile::write(QByteArrayView bytes)
{
    if (m_error)
        return *m_error;
    if (!m_temporary.isOpen())
        return fail(QCoreApplication::translate("wf::base", "it is not open"));
    if (m_temporary.write(bytes.data(), bytes.size()) != bytes.size())
        return fail(m_temporary.error() == QFileDevice::NoError
                        ? QCoreApplication::translate("wf::base", "the disk is full")
                        : m_temporary.errorString());
    return Done{};
}

Status SafeFile::commit()
{
    if (m_error)
        return *m_error;
    if (!m_temporary.isOpen())
        return fail(QCoreApplication::translate("wf::base", "it is not open"));
    if (!flushFile(m_temporary))
        return fail(systemText());
    m_temporary.close();
    std::error_code code;
    std::filesystem::rename(nativePath(m_temporary.fileName()), nativePath(m_path), code);
    if (code)
        return fail(QString::fromStdString(code.message()));
    m_temporary.setFileName({});
    if (!flushFolder(QFileInfo(m_path).absolutePath()))
        return fail(systemText());
    return Done{};
}

Status writeFileSafely(const QString &path, QByteArrayView bytes)
{
    SafeFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = file.write(bytes); !written)
        return written;
    return file.commit();
}

Status ensurePrivateFolder(const QString &path)
{
    const auto refuse = [&](const QString &why) {
        return Status(
            makeError(ErrorKind::Storage,
                      QCoreApplication::translate("wf::base", "The folder %1 cannot be used: %2").arg(path, why)));
    };
    const QFileInfo info(path);
    if (info.isSymLink())
        return refuse(QCoreApplication::translate("wf::base", "it is a symbolic link"));
    constexpr QFile::Permissions ownerFolder = ownerOnly | QFile::ExeOwner;
    if (!info.exists()) {
        if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !QDir().mkdir(path, ownerFolder))
            return refuse(systemText());
        return Done{};
    }
    if (!info.isDir())
        return refuse(QCoreApplication::translate("wf::base", "it is not a folder"));
#ifdef Q_OS_UNIX
    if (info.ownerId() != ::geteuid())
        return refuse(QCoreApplication::translate("wf::base", "it belongs to somebody else"));
#endif
    if (!QFile::setPermissions(path, ownerFolder))
        return refuse(systemText());
    return Done{};
}

} // namespace wf::base
