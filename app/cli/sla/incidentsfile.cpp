// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sla/slasource.h"
#include "models/wire/numbers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

base::Error invalid(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

// Nothing when it is not there; an error when it is no time.
base::Result<std::optional<qint64>> timeOf(const QJsonObject &json, const QString &key, qsizetype number)
{
    const QString text = json.value(key).toString();
    if (text.isEmpty())
        return std::optional<qint64>();
    const auto ns = wire::parseRfc3339(text.toStdString());
    if (!ns || *ns <= 0)
        return invalid(
            u"Incident %1: %2 must be a time like 2026-05-14T01:53:00Z, not %3"_s.arg(number).arg(key, text.left(60)));
    return std::optional(*ns);
}

} // namespace

base::Result<std::vector<analysis::IncidentFact>> readIncidents(const QByteArray &json, qint64 nowNs)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isArray())
        return invalid(
            problem.error == QJsonParseError::NoError
                ? u"Incidents are a JSON list of {id, title, service, severity, start, end, acknowledged}"_s
                : u"The incidents are no JSON: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    std::vector<analysis::IncidentFact> out;
    const QJsonArray list = document.array();
    if (list.size() > 100'000)
        return base::makeError(base::ErrorKind::TooLarge, u"There are more than 100000 incidents"_s);
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject one = list.at(i).toObject();
        const auto start = timeOf(one, u"start"_s, i + 1);
        const auto end = timeOf(one, u"end"_s, i + 1);
        const auto acknowledged = timeOf(one, u"acknowledged"_s, i + 1);
        for (const auto *time : {&start, &end, &acknowledged})
            if (!*time)
                return time->error();
        const QString id = one.value(u"id"_s).toString();
        const QString service = one.value(u"service"_s).toString();
        if (id.isEmpty() || service.isEmpty() || !*start)
            return invalid(u"Incident %1 needs id, service and start"_s.arg(i + 1));
        const bool isOpen = !end->has_value();
        const base::TimeRange range{**start, end->value_or(std::max(**start, nowNs))};
        if (range.endNs < range.startNs)
            return invalid(u"Incident %1 ends before it begins"_s.arg(id.left(60)));
        out.push_back({id, one.value(u"title"_s).toString(), one.value(u"cause"_s).toString(), service,
                       one.value(u"severity"_s).toString(), range, isOpen, *acknowledged});
    }
    return out;
}

} // namespace wf::app
