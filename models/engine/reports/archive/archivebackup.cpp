// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safefile.h"
#include "models/engine/reports/archive/reportarchive.h"
#include "models/store/audit/audittrail.h"
#include "models/store/audit/trailrestore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr qint64 mostBytes = qint64{512} << 20;
const QString issuedFolder = u"/issued"_s; // named by their hash
const QString outboxFolder = u"/outbox"_s; // MailOutbox

QStringList documentsIn(const QString &folder)
{
    return QDir(folder).entryList({u"*.json"_s}, QDir::Files | QDir::NoSymLinks, QDir::Name);
}

base::Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes)
        return makeError(ErrorKind::Storage, u"%1 cannot be read"_s.arg(path), file.errorString());
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return makeError(ErrorKind::Storage, u"%1 cannot be read"_s.arg(path), file.errorString());
    return bytes;
}

// Files that are there already stay as they are.
base::Status copyDocuments(const QString &from, const QString &to)
{
    if (const auto made = base::ensurePrivateFolder(to); !made)
        return made;
    for (const QString &name : documentsIn(from)) {
        const QString target = to + u'/' + name;
        if (QFile::exists(target))
            continue;
        const auto bytes = bytesOf(from + u'/' + name);
        if (!bytes)
            return bytes.error();
        if (const auto written = base::writeFileSafely(target, *bytes); !written)
            return written;
    }
    return base::Done{};
}

base::Status areAsNamed(const QString &folder)
{
    for (const QString &name : documentsIn(folder)) {
        const auto bytes = bytesOf(folder + u'/' + name);
        if (!bytes)
            return bytes.error();
        const QByteArray hash = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex();
        if (name != QString::fromLatin1(hash) + u".json"_s)
            return makeError(ErrorKind::Invalid,
                             u"The report %1 of the backup was changed: nothing is restored"_s.arg(name.left(12)));
    }
    return base::Done{};
}

} // namespace

base::Status ReportArchive::backup(const QString &folder) const
{
    if (const auto made = base::ensurePrivateFolder(folder); !made)
        return made;
    if (!QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
        return makeError(ErrorKind::Invalid, u"%1 is not empty: a backup gets a folder of its own"_s.arg(folder));
    // The book first: every report it names is there already.
    if (const auto copied = m_trail->snapshot(folder); !copied)
        return copied;
    for (const QString &part : {issuedFolder, outboxFolder})
        if (const auto copied = copyDocuments(m_folder + part, folder + part); !copied)
            return copied;
    return base::Done{};
}

base::Status ReportArchive::restore(const QString &backup, const QString &folder, const base::Clock &clock)
{
    if (const auto checked = areAsNamed(backup + issuedFolder); !checked)
        return checked;
    if (const auto made = base::ensurePrivateFolder(folder); !made)
        return made;
    if (const auto restored = store::restoreTrail(backup, folder + u"/reports.db"_s, clock); !restored)
        return restored;
    for (const QString &part : {issuedFolder, outboxFolder})
        if (const auto copied = copyDocuments(backup + part, folder + part); !copied)
            return copied;
    const auto archive = open(folder, clock);
    if (!archive)
        return archive.error();
    const auto issued = (*archive)->issued();
    if (!issued)
        return issued.error();
    for (const IssuedReport &one : *issued)
        if (const auto report = (*archive)->load(one.sha256); !report)
            return report.error();
    return base::Done{};
}

} // namespace wf::engine
