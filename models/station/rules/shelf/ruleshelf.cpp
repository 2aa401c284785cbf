// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/shelf/ruleshelf.h"

#include "models/base/safefile.h"
#include "models/wire/yaml/rules/rulefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace wf::station {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 largest = qint64{4} << 20;
constexpr qsizetype longestName = 200; // of a file, in bytes

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

// A name nobody can lead out of the folder with.
QString encoded(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name, {}, "."));
}

QString decoded(const QString &name)
{
    return QUrl::fromPercentEncoding(name.toLatin1());
}

} // namespace

const QString RuleShelf::folderName = u"own-rules"_s;

RuleShelf RuleShelf::ofStation(const QString &directory)
{
    return RuleShelf(QDir(directory).filePath(folderName));
}

base::Result<QString> RuleShelf::pathOf(const QString &nameSpace, const QString &group) const
{
    const QString folder = encoded(nameSpace), file = encoded(group);
    for (const QString &name : {folder, file})
        if (name.isEmpty() || name.size() > longestName)
            return base::makeError(ErrorKind::Invalid,
                                   name.isEmpty() ? tr("Namespace and group need a name.")
                                                  : tr("A name of this length cannot be kept: %1").arg(name.left(40)));
    return QDir(m_folder).filePath(folder + u'/' + file + u".yml"_s);
}

base::Result<QByteArray> RuleShelf::group(const QString &nameSpace, const QString &group) const
{
    const auto path = pathOf(nameSpace, group);
    if (!path)
        return path.error();
    QFile file(*path);
    if (!file.exists())
        return base::makeError(ErrorKind::NotFound, tr("The station keeps no group %1 in %2.").arg(group, nameSpace));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(ErrorKind::Storage, tr("%1 could not be read: %2").arg(*path, file.errorString()));
    return file.read(largest + 1);
}

base::Status RuleShelf::put(const QString &nameSpace, const QByteArray &yaml) const
{
    const wire::RuleFile file = wire::readRuleFile({yaml.constData(), static_cast<std::size_t>(yaml.size())});
    const bool isOne = file.isYaml && !file.hasErrors() && file.documents.size() == 1 && file.groupCount() == 1 &&
                       file.documents.front().form == wire::RuleDocument::Form::OneGroup && yaml.size() <= largest;
    if (!isOne)
        return base::makeError(ErrorKind::Invalid, tr("That is no group of rules."),
                               file.problems.empty() ? QString() : file.problems.front().what);
    const auto path = pathOf(nameSpace, wire::toQString(file.documents.front().groups.front().name.text));
    if (!path)
        return path.error();
    for (const QString &folder : {m_folder, QFileInfo(*path).absolutePath()})
        if (auto made = base::ensurePrivateFolder(folder); !made)
            return made;
    return base::writeFileSafely(*path, yaml);
}

base::Status RuleShelf::remove(const QString &nameSpace, const QString &group) const
{
    const auto path = pathOf(nameSpace, group);
    if (!path)
        return path.error();
    QFile file(*path);
    if (file.exists() && !file.remove())
        return base::makeError(ErrorKind::Storage, tr("%1 could not be removed: %2").arg(*path, file.errorString()));
    return base::Done{};
}

base::Status RuleShelf::snapshot(const QString &folder) const
{
    for (const auto &one : all()) {
        QFile file(one.path);
        if (!file.open(QIODevice::ReadOnly)) {
            if (!file.exists()) // removed meanwhile
                continue;
            return base::makeError(ErrorKind::Storage,
                                   tr("%1 could not be read: %2").arg(one.path, file.errorString()));
        }
        const QString to = QDir(folder).filePath(QDir(m_folder).relativeFilePath(one.path));
        if (auto made = base::ensurePrivateFolder(QFileInfo(to).absolutePath()); !made)
            return made;
        if (auto written = base::writeFileSafely(to, file.readAll()); !written)
            return written;
    }
    return base::Done{};
}

std::vector<RuleShelf::Kept> RuleShelf::all() const
{
    std::vector<Kept> out;
    for (const QString &folder : QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir nameSpace(QDir(m_folder).filePath(folder));
        for (const QString &name : nameSpace.entryList({u"*.yml"_s}, QDir::Files, QDir::Name))
            out.push_back({decoded(folder), nameSpace.filePath(name)});
    }
    return out;
}

} // namespace wf::station
