// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/engine/bundle/bundlejson_p.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace wf::engine::bundlejson {

using namespace Qt::StringLiterals;

namespace {

const QString format = u"watchfloor-incident-bundle"_s;
const QString snapshotFormat = u"watchfloor-dashboard-snapshot"_s;
constexpr qsizetype mostListed = 1000;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Bundle", text);
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    for (const auto &one : value.toArray())
        if (one.isString() && out.size() < mostListed)
            out << one.toString();
    return out;
}

QJsonObject toJson(const SubjectRules &rules)
{
    return {{u"service"_s, QJsonArray::fromStringList(rules.service)},
            {u"region"_s, QJsonArray::fromStringList(rules.region)},
            {u"instance"_s, QJsonArray::fromStringList(rules.instance)},
            {u"version"_s, QJsonArray::fromStringList(rules.version)},
            {u"operation"_s, QJsonArray::fromStringList(rules.operation)}};
}

SubjectRules rulesOf(const QJsonObject &json)
{
    SubjectRules out;
    const auto take = [&json](const QString &name, QStringList &into) {
        if (const QStringList texts = textsOf(json[name]); !texts.isEmpty())
            into = texts;
    };
    take(u"service"_s, out.service);
    take(u"region"_s, out.region);
    take(u"instance"_s, out.instance);
    take(u"version"_s, out.version);
    take(u"operation"_s, out.operation);
    return out;
}

qint64 momentOf(const QJsonValue &value, bool &isGood)
{
    bool ok = false;
    const qint64 ns = base::parseIsoTime(value.toString(), &ok);
    isGood = isGood && ok && ns > 0;
    return ok ? ns : 0;
}

base::Error notOne(const QString &what)
{
    return base::makeError(base::ErrorKind::NotUnderstood, say("This is not an incident bundle of Watchfloor."), what);
}

void takeLists(const QJsonObject &json, BundleManifest &out)
{
    for (const auto &value : json[u"contents"_s].toArray()) {
        const auto one = value.toObject();
        if (static_cast<qsizetype>(out.contents.size()) < mostListed)
            out.contents.push_back({one[u"what"_s].toString(), one[u"kept"_s].toInteger(), one[u"of"_s].toInteger(-1)});
    }
    out.isMasked = json[u"masked"_s].isArray();
    for (const auto &value : json[u"masked"_s].toArray()) {
        const auto one = value.toObject();
        if (static_cast<qsizetype>(out.masks.size()) < mostListed)
            out.masks.push_back(
                {one[u"kind"_s].toString(), one[u"times"_s].toInteger(), one[u"distinct"_s].toInteger()});
    }
}

} // namespace

QJsonObject toJson(const BundleManifest &manifest)
{
    QJsonArray contents;
    for (const auto &one : manifest.contents) {
        QJsonObject json{{u"what"_s, one.what}, {u"kept"_s, one.kept}};
        if (one.all >= 0)
            json.insert(u"of"_s, one.all);
        contents.append(json);
    }
    QJsonArray masks;
    for (const auto &one : manifest.masks)
        masks.append(QJsonObject{{u"kind"_s, one.kind}, {u"times"_s, one.times}, {u"distinct"_s, one.distinct}});
    return {{u"format"_s, manifest.isDashboard ? snapshotFormat : format},
            {u"version"_s, manifest.version},
            {u"program"_s, manifest.program},
            {u"incident"_s, manifest.incident},
            {u"title"_s, manifest.title},
            {u"severity"_s, manifest.severity},
            {u"environment"_s, manifest.environment},
            {u"taken_by"_s, manifest.takenBy},
            {u"taken"_s, base::isoTime(manifest.takenNs)},
            {u"from"_s, base::isoTime(manifest.range.startNs)},
            {u"until"_s, base::isoTime(manifest.range.endNs)},
            {u"contents"_s, contents},
            {u"missing"_s, QJsonArray::fromStringList(manifest.missing)},
            {u"masked"_s, manifest.isMasked ? QJsonValue(masks) : QJsonValue()},
            {u"subjects"_s, toJson(manifest.subjects)},
            {u"look"_s, manifest.look}};
}

base::Result<BundleManifest> manifestFrom(const QByteArray &text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject())
        return notOne(problem.errorString());
    const auto json = document.object();
    BundleManifest out;
    out.isDashboard = json[u"format"_s].toString() == snapshotFormat;
    if (!out.isDashboard && json[u"format"_s].toString() != format)
        return notOne(say("Its manifest names another format."));
    out.version = json[u"version"_s].toInt();
    if (out.version > BundleManifest::newestVersion)
        return base::makeError(
            base::ErrorKind::Unsupported,
            say("This bundle was written by a newer Watchfloor (format %1, this one reads %2): update to open it.")
                .arg(out.version)
                .arg(BundleManifest::newestVersion));
    bool isGood = out.version >= 1;
    out.program = json[u"program"_s].toString();
    out.incident = out.isDashboard ? 0 : json[u"incident"_s].toInteger();
    out.title = json[u"title"_s].toString();
    out.severity = json[u"severity"_s].toString();
    out.environment = json[u"environment"_s].toString();
    out.takenBy = json[u"taken_by"_s].toString();
    out.takenNs = momentOf(json[u"taken"_s], isGood);
    out.range = {momentOf(json[u"from"_s], isGood), momentOf(json[u"until"_s], isGood)};
    if (!isGood || (out.incident <= 0 && !out.isDashboard) || out.range.endNs < out.range.startNs)
        return notOne(say("Its manifest lacks the incident, the time it was taken or its range."));
    takeLists(json, out);
    out.missing = textsOf(json[u"missing"_s]);
    out.subjects = rulesOf(json[u"subjects"_s].toObject());
    out.look = json[u"look"_s].toObject();
    return out;
}

} // namespace wf::engine::bundlejson
