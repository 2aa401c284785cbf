// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/objectivetext.h"

#include "models/base/safefile.h"
#include "models/engine/objectives/check/objectivefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 mostBytes = qint64{4} << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

wire::YamlNodePtr number(double value)
{
    auto node = std::make_shared<wire::YamlNode>();
    node->kind = wire::YamlNode::Kind::Scalar;
    node->text = QString::number(value, 'g', 12).toStdString();
    return node;
}

wire::YamlNode::Field field(const char *key, wire::YamlNodePtr value)
{
    return {wire::yamlText(key), std::move(value)};
}

wire::YamlNode::Field field(const char *key, const QString &value)
{
    return field(key, wire::yamlText(value.toStdString()));
}

} // namespace

std::vector<wire::SloProblem> problemsOfText(const QStringList &paths, const QString &path, const QByteArray &text)
{
    std::vector<SloText> texts;
    for (const QString &other : loadObjectives(paths).files)
        if (QFileInfo(other) != QFileInfo(path))
            if (const auto read = objectiveText(other))
                texts.push_back({other, *read});
    texts.push_back({path, text});
    const auto all = checkDefinitions(texts);
    std::vector<wire::SloProblem> out;
    for (const wire::SloDocument &document : all.documents)
        if (document.file == path)
            std::ranges::copy_if(document.problems, std::back_inserter(out), [](const wire::SloProblem &one) {
                return one.weight != wire::SloProblem::Weight::Note;
            });
    return out;
}

base::Result<QByteArray> objectiveText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, tr("%1 cannot be read").arg(path), file.errorString());
    QByteArray text = file.read(mostBytes + 1);
    if (text.size() > mostBytes)
        return base::makeError(base::ErrorKind::TooLarge, tr("%1 is larger than 4 MiB").arg(path));
    return text;
}

base::Status replaceObjectiveText(const QString &path, const QByteArray &before, const QByteArray &after)
{
    const auto now = objectiveText(path);
    if (!now)
        return now.error();
    if (*now != before)
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 was written by somebody else meanwhile: open it again").arg(path));
    return base::writeFileSafely(path, after);
}

QByteArray compositeText(const wire::SloComposite &composite)
{
    std::vector<wire::YamlNodePtr> parts;
    for (const auto &part : composite.parts)
        parts.push_back(composite.isWeighted
                            ? wire::yamlMap({field("name", part.objective), field("weight", number(part.weight))})
                            : wire::yamlText(part.objective.toStdString()));
    std::vector<wire::YamlNode::Field> spec;
    if (!composite.displayName.isEmpty())
        spec.push_back(field("displayName", composite.displayName));
    if (!composite.service.isEmpty())
        spec.push_back(field("service", composite.service));
    if (!composite.owner.isEmpty())
        spec.push_back(field("owner", composite.owner));
    if (composite.isWeighted)
        spec.push_back(field("by", QStringLiteral("weight")));
    if (composite.target)
        spec.push_back(field("target", number(*composite.target)));
    spec.push_back(field("objectives", wire::yamlList(std::move(parts))));
    const auto root =
        wire::yamlMap({field("apiVersion", QStringLiteral("watchfloor/v1")), field("kind", QStringLiteral("Composite")),
                       field("metadata", wire::yamlMap({field("name", composite.name)})),
                       field("spec", wire::yamlMap(std::move(spec)))});
    return QByteArray::fromStdString(wire::printYaml(*root));
}

base::Result<QString> saveComposite(const wire::SloComposite &composite, const QStringList &paths,
                                    const QString &folder)
{
    const QString path = QDir(folder).filePath(composite.name + QStringLiteral(".yaml"));
    const QByteArray text = compositeText(composite);
    if (composite.name.contains(u'/') || composite.name.isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("A composite needs a name without slashes"));
    if (QFileInfo::exists(path))
        return base::makeError(base::ErrorKind::Invalid, tr("%1 is there already").arg(path));
    for (const wire::SloProblem &problem : problemsOfText(paths, path, text))
        if (problem.weight == wire::SloProblem::Weight::Error)
            return base::makeError(base::ErrorKind::Invalid, problem.what);
    if (auto status = base::writeFileSafely(path, text); !status)
        return status.error();
    return path;
}

} // namespace wf::engine
