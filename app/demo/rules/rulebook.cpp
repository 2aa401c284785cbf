// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/rules/rulebook.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace wf::app::demo {

namespace {

bool copyAll(const QString &pattern, const QString &folder, QString *problem)
{
    if (folder.isEmpty())
        return true;
    const QDir book(QStringLiteral(":/halcyon"));
    bool good = QDir().mkpath(folder);
    for (const QString &name : book.entryList({pattern}, QDir::Files, QDir::Name)) {
        QFile from(book.filePath(name));
        QSaveFile to(QDir(folder).filePath(name));
        good = good && from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly) &&
               to.write(from.readAll()) >= 0 && to.commit();
    }
    if (!good)
        *problem = QCoreApplication::translate("Shop", "The files cannot be written to %1.").arg(folder);
    return good;
}

} // namespace

bool writeRules(const QString &folder, QString *problem)
{
    return copyAll(QStringLiteral("*.rules.yml"), folder, problem);
}

bool writeObjectives(const QString &folder, QString *problem)
{
    return copyAll(QStringLiteral("*.slo.yaml"), folder, problem);
}

bool writeAgreements(const QString &folder, QString *problem)
{
    return copyAll(QStringLiteral("*.sla.yaml"), folder, problem);
}

bool writeTelling(const QString &folder, QString *problem)
{
    return copyAll(tellingFile, folder, problem) && copyAll(QStringLiteral("*.ics"), folder, problem);
}

} // namespace wf::app::demo
