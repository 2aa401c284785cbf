// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertreport.h"

#include "models/base/timetext.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace wf::app {

using engine::Handling;
using engine::WatchedAlert;
using signals::Severity;

namespace {

QString whereOf(const WatchedAlert &alert)
{
    QStringList parts{alert.region, alert.instance};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QJsonObject asJson(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

bool isOpen(const WatchedAlert &alert)
{
    return alert.handling == Handling::Open;
}

} // namespace

base::Result<AlertReport> reportAlerts(const engine::AlertSnapshotPtr &snapshot, const QString &filter, qint64 nowNs)
{
    const auto parsed = engine::parseAlertFilter(filter);
    if (parsed.error)
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("The filter is not understood at character %1: %2")
                                   .arg(parsed.error->position + 1)
                                   .arg(parsed.error->message));
    AlertReport out{engine::AlertIndex::build(snapshot), {}, nowNs};
    out.rows = out.index->rows(parsed.filter, {}, nowNs);
    return out;
}

std::vector<QStringList> alertTable(const AlertReport &report)
{
    std::vector<QStringList> out{{QStringLiteral("SEVERITY"), QStringLiteral("ALERT"), QStringLiteral("SERVICE"),
                                  QStringLiteral("WHERE"), QStringLiteral("STATE"), QStringLiteral("OWNER"),
                                  QStringLiteral("SINCE"), QStringLiteral("SUMMARY")}};
    for (const quint32 row : report.rows) {
        const WatchedAlert &one = report.index->alert(row);
        out.push_back({signals::severityName(report.index->severity(row)), one.alert.name(), one.service, whereOf(one),
                       engine::handlingName(one.handling), one.owner, base::isoTime(one.alert.startsNs),
                       QString::fromUtf8(summaryOf(one))});
    }
    return out;
}

QJsonArray alertsAsJson(const AlertReport &report)
{
    QJsonArray out;
    for (const quint32 row : report.rows) {
        const WatchedAlert &one = report.index->alert(row);
        QJsonObject json{{QStringLiteral("fingerprint"), one.alert.fingerprint},
                         {QStringLiteral("severity"), signals::severityName(report.index->severity(row))},
                         {QStringLiteral("service"), one.service},
                         {QStringLiteral("state"), engine::handlingName(one.handling)},
                         {QStringLiteral("owner"), one.owner},
                         {QStringLiteral("note"), one.note},
                         {QStringLiteral("since"), base::isoTime(one.alert.startsNs)},
                         {QStringLiteral("labels"), asJson(one.alert.labels)},
                         {QStringLiteral("annotations"), asJson(one.alert.annotations)},
                         {QStringLiteral("sources"), QJsonArray::fromStringList(one.sources)}};
        if (one.alert.value)
            json.insert(QStringLiteral("value"), *one.alert.value);
        out.append(json);
    }
    return out;
}

std::vector<QStringList> alertDetails(const WatchedAlert &alert, qint64 nowNs)
{
    std::vector<QStringList> out{
        {QStringLiteral("alert"), alert.alert.name()},
        {QStringLiteral("fingerprint"), alert.alert.fingerprint},
        {QStringLiteral("severity"), signals::severityName(alert.alert.severity())},
        {QStringLiteral("state"), engine::handlingName(alert.handling)},
        {QStringLiteral("since"), base::isoTime(alert.alert.startsNs) + QStringLiteral(" (") +
                                      base::ageText(nowNs - alert.alert.startsNs) + u')'},
    };
    const auto add = [&out](const QString &name, const QString &value) {
        if (!value.isEmpty())
            out.push_back({name, value});
    };
    add(QStringLiteral("owner"), alert.owner);
    add(QStringLiteral("note"), alert.note);
    if (alert.heldUntilNs > 0)
        add(QStringLiteral("held until"), base::isoTime(alert.heldUntilNs));
    if (alert.alert.value)
        add(QStringLiteral("value"), QString::number(*alert.alert.value));
    if (alert.rule)
        add(QStringLiteral("rule"), alert.rule->query);
    add(QStringLiteral("sources"), alert.sources.join(QStringLiteral(", ")));
    for (const auto &[name, value] : alert.alert.labels)
        add(QStringLiteral("label ") + QString::fromStdString(name), QString::fromStdString(value));
    for (const auto &[name, value] : alert.alert.annotations)
        add(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

std::vector<QStringList> alertCounts(const AlertReport &report)
{
    struct Counts {
        int all = 0;
        int open = 0;
        int critical = 0;
        int warning = 0;
        qint64 oldestNs = 0;
    };
    std::map<QString, Counts> services;
    for (const quint32 row : report.rows) {
        const WatchedAlert &one = report.index->alert(row);
        Counts &counts = services[one.service];
        ++counts.all;
        counts.open += isOpen(one) ? 1 : 0;
        counts.critical += report.index->severity(row) == Severity::Critical ? 1 : 0;
        counts.warning += report.index->severity(row) == Severity::Warning ? 1 : 0;
        if (counts.oldestNs == 0 || one.alert.startsNs < counts.oldestNs)
            counts.oldestNs = one.alert.startsNs;
    }
    std::vector<std::pair<QString, Counts>> ordered(services.begin(), services.end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto &a, const auto &b) {
        return std::tuple(-a.second.critical, -a.second.open, -a.second.all) <
               std::tuple(-b.second.critical, -b.second.open, -b.second.all);
    });
    std::vector<QStringList> out{{QStringLiteral("SERVICE"), QStringLiteral("ALERTS"), QStringLiteral("OPEN"),
                                  QStringLiteral("CRITICAL"), QStringLiteral("WARNING"), QStringLiteral("OLDEST")}};
    for (const auto &[service, counts] : ordered)
        out.push_back({service.isEmpty() ? QStringLiteral("(none)") : service, QString::number(counts.all),
                       QString::number(counts.open), QString::number(counts.critical), QString::number(counts.warning),
                       base::isoTime(counts.oldestNs)});
    return out;
}

QStringList unansweredSources(const engine::AlertSnapshot &snapshot)
{
    QStringList out;
    for (const auto &source : snapshot.sources)
        if (source.error && source.alertSource)
            out << source.name + QStringLiteral(": ") + source.error->summary;
    return out;
}

QString noSuchAlert(const QString &wanted, const engine::AlertSnapshot &snapshot)
{
    const QStringList missing = unansweredSources(snapshot);
    return missing.isEmpty()
               ? QStringLiteral("No alert %1 fires now.").arg(wanted)
               : QStringLiteral("It is not known whether %1 fires. %2").arg(wanted, missing.join(QLatin1Char('\n')));
}

int alertExitCode(const AlertReport &report)
{
    int worst = 0;
    for (const quint32 row : report.rows)
        if (isOpen(report.index->alert(row)))
            worst = std::max(worst, report.index->severity(row) == Severity::Critical ? 2 : 1);
    return worst;
}

} // namespace wf::app
