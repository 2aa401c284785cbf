// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/statuspage/exportsite.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

const QString marker = u".watchfloor-status-page"_s;

base::Error failed(const QString &path, const QString &why)
{
    return makeError(ErrorKind::Storage, u"The status page could not be written to %1"_s.arg(path), why);
}

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

base::Status writeNew(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    const auto failure = [&] { return failed(path, file.errorString()); };
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return failure();
    if (::fsync(file.handle()) != 0)
        return failed(path, systemError());
    // For a web server to read.
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther))
        return failure();
    return base::Done{};
}

bool isSame(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return QFileInfo(path).isFile() && !QFileInfo(path).isSymLink() && file.size() == bytes.size() &&
           file.open(QIODevice::ReadOnly) && file.readAll() == bytes;
}

// With its parents within the site; for a web server to enter, whatever our umask.
bool makeFolder(const QString &root, const QString &inside)
{
    QString path = root;
    QStringList parts = inside.split(u'/', Qt::SkipEmptyParts);
    parts.prepend({});
    for (const QString &part : parts) {
        path += part.isEmpty() ? QString() : QString(u'/' + part);
        const QByteArray name = QFile::encodeName(path);
        if (::mkdir(name.constData(), 0755) != 0 && errno != EEXIST)
            return false;
        if (::chmod(name.constData(), 0755) != 0)
            return false;
    }
    return true;
}

base::Status putFile(const QString &before, const QString &beside, const wire::SiteFile &file, ExportedSite &out)
{
    const QString path = beside + u'/' + file.path;
    if (!makeFolder(beside, file.path.section(u'/', 0, -2)))
        return failed(path, systemError());
    const QString old = before + u'/' + file.path;
    if (isSame(old, file.bytes) &&
        ::link(QFile::encodeName(old).constData(), QFile::encodeName(path).constData()) == 0) {
        ++out.kept;
        return base::Done{};
    }
    ++out.written;
    return writeNew(path, file.bytes);
}

base::Status swap(const QString &folder, const QString &beside)
{
    const QByteArray to = QFile::encodeName(folder), from = QFile::encodeName(beside);
    if (!QFileInfo::exists(folder))
        return ::rename(from.constData(), to.constData()) == 0 ? base::Status(base::Done{})
                                                               : base::Status(failed(folder, systemError()));
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_EXCHANGE) == 0)
        return base::Done{};
    // A file system that cannot exchange: for a moment there is no folder.
    const QByteArray aside = from + ".old";
    if (::rename(to.constData(), aside.constData()) != 0)
        return failed(folder, systemError());
    if (::rename(from.constData(), to.constData()) != 0) {
        const QString why = systemError();
        static_cast<void>(::rename(aside.constData(), to.constData()));
        return failed(folder, why);
    }
    static_cast<void>(::rename(aside.constData(), from.constData()));
    return base::Done{};
}

QString digestOf(const std::vector<wire::SiteFile> &files)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &file : files) {
        hash.addData(QByteArray(file.path.toUtf8() + '\0' + QByteArray::number(file.bytes.size()) + '\0'));
        hash.addData(file.bytes);
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

base::Result<ExportedSite> exportSite(const QString &folder, const std::vector<wire::SiteFile> &files)
{
    const QString target = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    const QDir there(target);
    if (QFileInfo(target).isSymLink() || (QFileInfo::exists(target) && !there.exists()))
        return makeError(ErrorKind::Invalid, u"%1 is no folder"_s.arg(folder));
    if (there.exists() && !there.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot) &&
        !there.exists(marker))
        return makeError(ErrorKind::Invalid,
                         u"%1 holds something else than a status page; name an empty or a new folder"_s.arg(folder));
    const QString beside = u"%1.new-%2"_s.arg(target, QString::number(::getpid()));
    QDir(beside).removeRecursively();
    if (!QDir().mkpath(beside))
        return failed(beside, u"the folder cannot be made"_s);
    ExportedSite out;
    out.sha256 = digestOf(files);
    std::vector<wire::SiteFile> all = files;
    all.push_back({marker, "Written by Watchfloor; this folder is replaced at every export.\n"});
    base::Status done = base::Done{};
    for (const auto &file : all)
        if (done.ok())
            done = putFile(target, beside, file, out);
    if (done.ok())
        done = swap(target, beside);
    QDir(beside).removeRecursively(); // what was written in vain, or the page as it was
    if (!done)
        return done.error();
    return out;
}

} // namespace wf::engine
