// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/verifyfolder.h"

#include "models/store/disk/frames.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

namespace wf::store {

namespace {

void verifyLog(const QString &path, const FolderCheck &check, VerifyReport &report)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        report.damaged.push_back({path, file.errorString()});
        return;
    }
    const QByteArray bytes = file.readAll();
    qint64 unknown = 0;
    const auto frames =
        readFrames({bytes.constData(), static_cast<std::size_t>(bytes.size())}, [&](std::string_view record) {
            if (check.isRecord && !check.isRecord(record))
                unknown += static_cast<qint64>(record.size());
        });
    report.chunks += frames.records;
    if (const qint64 lost = frames.damagedBytes + unknown; lost > 0)
        report.damaged.push_back(
            {path, QCoreApplication::translate("wf::store", "%1 bytes of the log cannot be read.").arg(lost)});
}

} // namespace

VerifyReport verifyFolder(const QString &folder, const FolderCheck &check, std::stop_token stop)
{
    VerifyReport report;
    QDirIterator it(folder, check.parts + QStringList{QStringLiteral("*.log")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext() && !stop.stop_requested()) {
        const QString path = it.next();
        ++report.files;
        if (path.endsWith(QLatin1String(".log")))
            verifyLog(path, check, report);
        else
            check.checkPart(path, stop, report);
    }
    return report;
}

} // namespace wf::store
