// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/openslotext.h"

#include "models/base/duration.h"
#include "models/base/safefile.h"
#include "models/engine/objectives/check/objectivefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

using signals::Objective;
using signals::SliKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

using wire::yamlList;
using wire::yamlMap;
using wire::YamlNodePtr;
using Fields = std::vector<wire::YamlNode::Field>;

YamlNodePtr text(const QString &value)
{
    return wire::yamlText(value.toStdString());
}

// Numbers and truth values, written as they are.
YamlNodePtr plain(const QString &value)
{
    auto node = std::make_shared<wire::YamlNode>();
    node->kind = wire::YamlNode::Kind::Scalar;
    node->text = value.toStdString();
    return node;
}

void put(Fields &fields, const char *key, YamlNodePtr value)
{
    fields.emplace_back(wire::yamlText(key), std::move(value));
}

void put(Fields &fields, const char *key, const QString &value)
{
    if (!value.isEmpty())
        put(fields, key, text(value));
}

YamlNodePtr map(std::initializer_list<std::pair<const char *, YamlNodePtr>> all)
{
    Fields fields;
    for (const auto &[key, value] : all)
        put(fields, key, value);
    return yamlMap(std::move(fields));
}

YamlNodePtr source(const QString &query)
{
    return map({{"metricSource",
                 map({{"type", text(QStringLiteral("Prometheus"))}, {"spec", map({{"query", text(query)}})}})}});
}

YamlNodePtr indicator(const Objective &o)
{
    YamlNodePtr spec;
    if (o.kind == SliKind::Ratio) {
        const bool isGood = !o.goodQuery.isEmpty();
        spec =
            map({{"ratioMetric", map({{"counter", plain(o.counter ? QStringLiteral("true") : QStringLiteral("false"))},
                                      {isGood ? "good" : "bad", source(isGood ? o.goodQuery : o.badQuery)},
                                      {"total", source(o.totalQuery)}})}});
    } else
        spec = map({{"thresholdMetric", source(o.rawQuery)}});
    return map({{"metadata", map({{"name", text(o.id)}})}, {"spec", spec}});
}

YamlNodePtr labels(const base::Labels &all)
{
    Fields fields;
    for (const auto &[name, value] : all)
        fields.emplace_back(wire::yamlText(std::string(name)), wire::yamlText(std::string(value)));
    return yamlMap(std::move(fields));
}

} // namespace

base::Result<QByteArray> openSloText(const Objective &o)
{
    if (!o.rolling || (o.kind != SliKind::Ratio && o.kind != SliKind::Threshold) || o.timeslices)
        return base::makeError(base::ErrorKind::Unsupported,
                               tr("Only ratios and thresholds over rolling windows are written by the form"));
    Fields metadata;
    put(metadata, "name", o.id);
    put(metadata, "displayName", o.name);
    if (!o.labels.isEmpty())
        put(metadata, "labels", labels(o.labels));
    if (!o.annotations.isEmpty())
        put(metadata, "annotations", labels(o.annotations));
    Fields goal;
    put(goal, "displayName", o.name);
    if (o.kind == SliKind::Threshold) {
        put(goal, "op", o.thresholdOp);
        put(goal, "value", plain(QString::number(o.thresholdValue, 'g', 12)));
    }
    put(goal, "target", plain(QString::number(o.target, 'g', 12)));
    Fields spec;
    put(spec, "description", o.description);
    put(spec, "service", o.service);
    put(spec, "indicator", indicator(o));
    put(spec, "timeWindow",
        yamlList(
            {map({{"duration", text(base::promDuration(o.windowNs))}, {"isRolling", plain(QStringLiteral("true"))}})}));
    put(spec, "budgetingMethod", QStringLiteral("Occurrences"));
    put(spec, "objectives", yamlList({yamlMap(std::move(goal))}));
    const auto root = map({{"apiVersion", text(QStringLiteral("openslo/v1"))},
                           {"kind", text(QStringLiteral("SLO"))},
                           {"metadata", yamlMap(std::move(metadata))},
                           {"spec", yamlMap(std::move(spec))}});
    return QByteArray::fromStdString(wire::printYaml(*root));
}

base::Result<QString> saveObjective(const Objective &objective, const QString &folder)
{
    const auto written = openSloText(objective);
    if (!written)
        return written.error();
    const auto invalid = [](const QString &what, const QString &detail = {}) {
        return base::makeError(base::ErrorKind::Invalid, what, detail);
    };
    const auto checked = checkDefinitions({{objective.id, *written}});
    if (checked.objectives.size() != 1)
        return invalid(tr("The objective does not check"), checked.problems().join(u'\n'));
    const auto others = loadObjectives({folder});
    if (std::ranges::find(others.definitions.objectives, objective.id, &Objective::id) !=
        others.definitions.objectives.end())
        return invalid(tr("There is an objective %1 already: give this one another name").arg(objective.id));
    const QString path = QDir(folder).filePath(objective.id + QStringLiteral(".yaml"));
    if (QFileInfo::exists(path))
        return invalid(tr("%1 is there already").arg(path));
    if (auto status = base::writeFileSafely(path, *written); !status)
        return status.error();
    return path;
}

} // namespace wf::engine
