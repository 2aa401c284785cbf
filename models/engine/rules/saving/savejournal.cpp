// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/savejournal.h"

#include "models/base/safefile.h"
#include "models/engine/rules/saving/rulefiles.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestRecord = 64 * 1024;

QJsonObject asJson(const SaveRecord &record)
{
    const RuleHome &home = record.home;
    return {{u"id"_s, record.id},
            {u"time"_s, QString::number(record.timeNs)}, // nanoseconds do not fit into a JSON number
            {u"actor"_s, record.actor},
            {u"kind"_s, ruleHomeKindName(home.kind)},
            {u"source"_s, home.source},
            {u"source_name"_s, home.sourceName},
            {u"namespace"_s, home.nameSpace},
            {u"file"_s, home.file},
            {u"over_logs"_s, home.isOverLogs},
            {u"group"_s, record.group},
            {u"rule"_s, record.rule},
            {u"what"_s, record.what},
            {u"fingerprint"_s, QString::fromLatin1(record.fingerprint.toHex())},
            {u"had_before"_s, !record.backup.isEmpty()},
            {u"settled"_s, record.isSettled},
            {u"taken_back"_s, record.isTakenBack}};
}

SaveRecord recordOf(const QJsonObject &json)
{
    SaveRecord out;
    out.id = json[u"id"].toString();
    out.timeNs = json[u"time"].toString().toLongLong();
    out.actor = json[u"actor"].toString();
    const QString kind = json[u"kind"].toString();
    out.home.kind = kind == ruleHomeKindName(RuleHomeKind::Own)     ? RuleHomeKind::Own
                    : kind == ruleHomeKindName(RuleHomeKind::Ruler) ? RuleHomeKind::Ruler
                                                                    : RuleHomeKind::File;
    out.home.source = json[u"source"].toString();
    out.home.sourceName = json[u"source_name"].toString();
    out.home.nameSpace = json[u"namespace"].toString();
    out.home.file = json[u"file"].toString();
    out.home.isOverLogs = json[u"over_logs"].toBool();
    out.group = json[u"group"].toString();
    out.rule = json[u"rule"].toString();
    out.what = json[u"what"].toString();
    out.fingerprint = QByteArray::fromHex(json[u"fingerprint"].toString().toLatin1());
    out.isSettled = json[u"settled"].toBool();
    out.isTakenBack = json[u"taken_back"].toBool();
    return out;
}

} // namespace

QString SaveJournal::pathOf(const QString &id, const char *ending) const
{
    return QDir(m_folder).filePath(id + QLatin1StringView(ending));
}

base::Status SaveJournal::write(const SaveRecord &record) const
{
    return base::writeFileSafely(pathOf(record.id, ".json"), QJsonDocument(asJson(record)).toJson());
}

base::Status SaveJournal::begin(SaveRecord &record, const std::optional<QByteArray> &before) const
{
    if (auto folder = base::ensurePrivateFolder(m_folder); !folder)
        return folder;
    record.isSettled = false;
    record.backup = before ? pathOf(record.id, ".yml") : QString();
    if (before)
        if (auto kept = base::writeFileSafely(record.backup, *before); !kept)
            return kept;
    auto written = write(record);
    if (!written)
        drop(record);
    return written;
}

base::Status SaveJournal::settle(SaveRecord &record) const
{
    record.isSettled = true;
    return write(record);
}

void SaveJournal::drop(const SaveRecord &record) const
{
    QFile::remove(pathOf(record.id, ".json"));
    QFile::remove(pathOf(record.id, ".yml"));
}

base::Status SaveJournal::markTakenBack(const QString &id) const
{
    for (SaveRecord &record : all())
        if (record.id == id) {
            record.isTakenBack = true;
            return write(record);
        }
    return base::Done{};
}

std::vector<SaveRecord> SaveJournal::all() const
{
    std::vector<SaveRecord> out;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name | QDir::Reversed)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly) || file.size() > largestRecord)
            continue;
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        SaveRecord record = recordOf(json);
        if (record.id + u".json"_s != name)
            continue;
        if (json[u"had_before"].toBool())
            record.backup = pathOf(record.id, ".yml");
        out.push_back(std::move(record));
    }
    return out;
}

base::Result<std::optional<QByteArray>> SaveJournal::before(const SaveRecord &record) const
{
    if (record.backup.isEmpty())
        return std::optional<QByteArray>();
    auto text = readRuleBytes(record.backup);
    if (!text)
        return text.error();
    return std::optional(std::move(*text));
}

} // namespace wf::engine
