// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/contractfiles.h"

#include "models/base/safefile.h"
#include "models/base/yamlfiles.h"

#include <QCoreApplication>
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
    for (const QString &path : base::yamlFilesOf(paths)) {
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

ContractCheck checkContract(const QString &text, const wire::AgreementNames &known)
{
    const QByteArray utf8 = text.toUtf8();
    const auto read = wire::readAgreementFile(wire::view(utf8), {}, known);
    ContractCheck out{
        !read.agreements.empty() && std::ranges::all_of(read.documents, &wire::AgreementDocument::isValid), {}};
    for (const auto &document : read.documents)
        for (const auto &one : document.problems)
            out.problems.push_back(
                {one.place.line, one.place.column, one.weight == wire::FileProblem::Weight::Error, one.what});
    if (read.documents.empty())
        out.problems.push_back({1, 1, true, tr("There is no agreement in this text")});
    return out;
}

QString newContractText(const QString &id)
{
    return QStringLiteral(R"(apiVersion: watchfloor/v1
kind: Agreement
metadata:
  name: %1
  version: 1
spec:
  title: Service agreement
  promised: by-us            # or to-us
  provider: {name: We, contact: service@example.com}
  customer: {name: A customer, contact: it@example.com}
  services: [checkout]       # as they are called in the window
  timeZone: UTC
  settlement: month          # day, week, month, quarter, year
  validity: {from: 2026-01-01, until: 2027-12-31}
  fee: {amount: 1000.00, currency: EUR, partial: prorated}
  cap: {percent: 30}
  clauses:
    - id: availability
      name: Availability
      text: of the time without critical incidents
      measure: downtime      # or events and slices of an objective, response
      severity: critical
      target: 99.9
      tiers:
        - {below: 99.9, notBelow: 99.5, credit: 5 %}
        - {below: 99.5, credit: 10 %}
  notices:
    - {id: breach, on: breach, within: 24h, to: customer}
)")
        .arg(id);
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
