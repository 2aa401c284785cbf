// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/contractfiles.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 largest = qint64{4} << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

QStringList filesOf(const QStringList &paths)
{
    QStringList out;
    for (const QString &path : paths) {
        const QDir folder(path);
        if (!QFileInfo(path).isDir()) {
            out << path;
            continue;
        }
        for (const QString &name :
             folder.entryList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name))
            out << folder.filePath(name);
    }
    return out;
}

wire::YamlNodePtr replaced(const wire::YamlNode &map, const std::map<std::string, wire::YamlNodePtr> &fields)
{
    std::vector<wire::YamlNode::Field> out;
    for (const auto &[key, value] : map.fields) {
        const auto found = fields.find(key->text);
        out.emplace_back(key, found == fields.end() ? value : found->second);
    }
    return wire::yamlMap(std::move(out));
}

} // namespace

ContractFiles loadContracts(const QStringList &paths, const wire::AgreementNames &known)
{
    ContractFiles out;
    wire::AgreementReader reader;
    for (const QString &path : filesOf(paths)) {
        QFile file(path);
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.read(largest + 1) : QByteArray();
        if (!file.isOpen() || file.error() != QFileDevice::NoError) {
            out.unreadable << QStringLiteral("%1: %2").arg(path, file.errorString());
            continue;
        }
        reader.add(wire::view(text), path); // tells when it is too long
        if (text.size() <= largest)
            out.texts.emplace(path, QString::fromUtf8(text));
    }
    out.definitions = reader.take(known);
    return out;
}

ContractCheck checkContract(const QString &text, const QString &fileName)
{
    const QByteArray utf8 = text.toUtf8();
    const auto read = wire::readAgreementFile(wire::view(utf8), fileName);
    ContractCheck out{!read.agreements.empty() &&
                          std::ranges::all_of(read.documents, &wire::AgreementDocument::isValid),
                      read.problems()};
    if (read.documents.empty())
        out.problems << tr("There is no agreement in this text");
    return out;
}

base::Status saveContract(const QString &path, const QString &before, const QString &after,
                          const wire::AgreementNames &known)
{
    const QByteArray text = after.toUtf8();
    const auto read = wire::readAgreementFile(wire::view(text), QFileInfo(path).fileName(), known);
    for (const auto &document : read.documents)
        if (!document.isValid())
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("The contract is not saved: %1").arg(read.problems().value(0)));
    if (read.agreements.empty())
        return base::makeError(base::ErrorKind::Invalid, tr("There is no agreement in this text"));
    QFile there(path);
    if (before.isEmpty() && there.exists())
        return base::makeError(base::ErrorKind::Invalid, tr("%1 is there already; choose another name").arg(path));
    if (!before.isEmpty() && (!there.open(QIODevice::ReadOnly) || QString::fromUtf8(there.read(largest)) != before))
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 was changed by somebody else meanwhile; open it again").arg(path));
    return base::writeFileSafely(path, text);
}

base::Result<QString> duplicatedContract(const QString &text, const QString &id, const QString &newId)
{
    const QByteArray utf8 = text.toUtf8();
    const auto yaml = wire::readYamlTree(wire::view(utf8));
    for (const auto &root : yaml.documents) {
        const wire::YamlNode *metadata = root->isMap() ? root->field("metadata") : nullptr;
        const wire::YamlNode *name = metadata ? metadata->field("name") : nullptr;
        if (!name || wire::toQString(name->text) != id)
            continue;
        const auto number = std::make_shared<wire::YamlNode>();
        number->kind = wire::YamlNode::Kind::Scalar;
        number->text = "1";
        const auto newMetadata =
            replaced(*metadata, {{"name", wire::yamlText(newId.toStdString())}, {"version", number}});
        return QString::fromStdString(wire::printYaml(*replaced(*root, {{"metadata", newMetadata}})));
    }
    return base::makeError(base::ErrorKind::Invalid, tr("There is no agreement %1 in this text").arg(id));
}

} // namespace wf::engine
