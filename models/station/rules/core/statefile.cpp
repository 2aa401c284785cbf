// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/statefile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

QJsonArray asJson(const base::Labels &labels)
{
    QJsonArray out;
    for (const auto &[name, value] : labels) {
        out.append(QString::fromStdString(name));
        out.append(QString::fromStdString(value));
    }
    return out;
}
base::Labels labelsOf(const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    std::vector<base::Labels::Pair> pairs;
    for (qsizetype i = 0; i + 1 < array.size(); i += 2)
        pairs.emplace_back(array[i].toString().toStdString(), array[i + 1].toString().toStdString());
    return base::Labels(std::move(pairs));
}
// Nanoseconds do not fit into a JSON number.
QString timeText(qint64 ns)
{
    return QString::number(ns);
}
qint64 timeOf(const QJsonValue &json)
{
    return json.toString().toLongLong();
}

QJsonObject asJson(const ActiveAlert &alert)
{
    return {{u"labels"_s, asJson(alert.labels)},           {u"annotations"_s, asJson(alert.annotations)},
            {u"phase"_s, static_cast<int>(alert.phase)},   {u"value"_s, QString::number(alert.value, 'g', 17)},
            {u"active"_s, timeText(alert.activeAtNs)},     {u"fired"_s, timeText(alert.firedAtNs)},
            {u"resolved"_s, timeText(alert.resolvedAtNs)}, {u"kept"_s, timeText(alert.keepFiringSinceNs)},
            {u"sent"_s, timeText(alert.lastSentNs)},       {u"valid"_s, timeText(alert.validUntilNs)}};
}
ActiveAlert alertOf(const QJsonObject &json)
{
    ActiveAlert alert;
    alert.labels = labelsOf(json[u"labels"]);
    alert.annotations = labelsOf(json[u"annotations"]);
    alert.phase = static_cast<AlertPhase>(std::clamp(json[u"phase"].toInt(), 0, static_cast<int>(AlertPhase::Firing)));
    alert.value = json[u"value"].toString().toDouble();
    alert.activeAtNs = timeOf(json[u"active"]);
    alert.firedAtNs = timeOf(json[u"fired"]);
    alert.resolvedAtNs = timeOf(json[u"resolved"]);
    alert.keepFiringSinceNs = timeOf(json[u"kept"]);
    alert.lastSentNs = timeOf(json[u"sent"]);
    alert.validUntilNs = timeOf(json[u"valid"]);
    if (alert.resolvedAtNs == 0)
        alert.lastSentNs = 0; // told again at once: whoever listened may have forgotten it meanwhile
    return alert;
}

QString ruleKey(const RuleSpec &rule)
{
    return QString::fromUtf8(QByteArray::fromStdString(rule.identity()).toHex());
}

void adoptRule(RuleGroup::Entry &entry, const RuleSpec &rule, const QJsonObject &json, qint64 savedNs, qint64 nowNs,
               const RestoreOptions &options)
{
    std::vector<ActiveAlert> alerts;
    for (const auto &one : json[u"alerts"].toArray()) {
        ActiveAlert alert = alertOf(one.toObject());
        if (alert.labels.isEmpty())
            continue;
        if (alert.phase == AlertPhase::Pending)
            alert.activeAtNs = restoredActiveSince(alert.activeAtNs, savedNs, nowNs, rule.forNs, options.graceNs);
        alerts.push_back(std::move(alert));
    }
    entry.alerting.adopt(std::move(alerts));
    entry.alerting.setRestored(true);
    for (const auto &labels : json[u"series"].toArray())
        entry.series.insert(labelsOf(labels));
}

} // namespace

QJsonObject groupState(const RuleGroup &group)
{
    QJsonObject rules;
    for (std::size_t i = 0; i < group.entries().size(); ++i) {
        const auto &entry = group.entries()[i];
        if (group.spec().rules[i].kind != signals::RuleKind::Alerting || !entry.alerting.isRestored())
            continue;
        QJsonArray alerts;
        for (const auto &[labels, alert] : entry.alerting.alerts())
            alerts.append(asJson(alert));
        QJsonArray series;
        for (const auto &labels : entry.series)
            series.append(asJson(labels));
        rules.insert(ruleKey(group.spec().rules[i]), QJsonObject{{u"alerts"_s, alerts}, {u"series"_s, series}});
    }
    return rules;
}

QByteArray encodeRuleState(const std::map<QString, QJsonObject> &groups, qint64 nowNs)
{
    QJsonObject all;
    for (const auto &[key, rules] : groups)
        all.insert(key, rules);
    return QJsonDocument(
               QJsonObject{{u"kind"_s, u"watchfloor rule state"_s}, {u"saved"_s, timeText(nowNs)}, {u"groups"_s, all}})
        .toJson(QJsonDocument::Compact);
}

base::Result<SavedRuleState> readRuleState(const QByteArray &bytes, qint64 nowNs, const RestoreOptions &options)
{
    const QJsonObject root = QJsonDocument::fromJson(bytes).object();
    SavedRuleState out{timeOf(root[u"saved"]), root[u"groups"].toObject()};
    if (root[u"kind"].toString() != u"watchfloor rule state"_s || out.savedNs <= 0)
        return base::makeError(base::ErrorKind::NotUnderstood,
                               tr("The state of the rules could not be read; alerts start anew"));
    if (nowNs - out.savedNs > options.outageToleranceNs)
        return base::makeError(base::ErrorKind::NotUnderstood,
                               tr("The state of the rules is too old; alerts start anew"));
    return out;
}

void adoptRuleState(const SavedRuleState &saved, RuleGroup &group, qint64 nowNs, const RestoreOptions &options)
{
    const QJsonObject rules = saved.groups[group.spec().key()].toObject();
    for (std::size_t i = 0; i < group.entries().size(); ++i) {
        const auto found = rules.find(ruleKey(group.spec().rules[i]));
        if (found != rules.end())
            adoptRule(group.entries()[i], group.spec().rules[i], found->toObject(), saved.savedNs, nowNs, options);
    }
}

} // namespace wf::station
