// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/corrections/correction.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Corrections", text);
}

base::Error invalid(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

const QString localFormat = u"yyyy-MM-ddTHH:mm:ss"_s;

} // namespace

std::vector<Correction> correctionsOf(const wire::SloDefinitions &definitions)
{
    std::vector<Correction> out;
    for (const auto &c : definitions.corrections)
        out.push_back({c.name, c.name, c.objectives, *c.window, c.reason, c.approvedBy, c.file, {}, 0, {}, {}, 0});
    return out;
}

base::Result<Correction> correctionOf(const NewCorrection &made)
{
    if (made.reason.trimmed().isEmpty())
        return invalid(tr("A correction needs a reason: why does this time not count?"));
    if (made.approvedBy.trimmed().isEmpty())
        return invalid(tr("A correction needs somebody who approved it"));
    base::RecurringWindow::Spec spec;
    spec.first = made.first;
    spec.zone = made.timeZone.isEmpty() ? QTimeZone::utc() : QTimeZone(made.timeZone.toUtf8());
    spec.lengthNs = made.lengthNs;
    if (!spec.zone.isValid())
        return invalid(tr("%1 is no time zone of the IANA list, like Europe/Zurich").arg(made.timeZone.left(120)));
    if (!spec.first.isValid())
        return invalid(tr("Write when the correction begins as 2026-05-14T02:00:00, in its time zone"));
    if (!made.rrule.isEmpty()) {
        auto rule = base::parseRecurrenceRule(made.rrule);
        if (!rule)
            return rule.error();
        spec.rule = std::move(*rule);
    }
    auto window = base::RecurringWindow::of(std::move(spec));
    if (!window)
        return window.error();
    const QString name = made.name.trimmed().isEmpty() ? made.reason.left(60) : made.name.trimmed().left(200);
    return Correction{{},
                      name,
                      made.objectives,
                      std::move(*window),
                      made.reason.trimmed().left(2000),
                      made.approvedBy.trimmed().left(200),
                      {},
                      {},
                      0,
                      {},
                      {},
                      0};
}

QJsonObject toJson(const Correction &c)
{
    const auto &spec = c.window.spec();
    return {{u"id"_s, c.id},
            {u"name"_s, c.name},
            {u"objectives"_s, QJsonArray::fromStringList(c.objectives)},
            {u"start"_s, spec.first.toString(localFormat)},
            {u"seconds"_s, static_cast<double>(spec.lengthNs) / 1e9},
            {u"time_zone"_s, QString::fromUtf8(spec.zone.id())},
            {u"rrule"_s, spec.rule ? base::recurrenceText(*spec.rule) : QString()},
            {u"reason"_s, c.reason},
            {u"approved_by"_s, c.approvedBy}};
}

std::optional<Correction> correctionFrom(const QJsonObject &json)
{
    NewCorrection made;
    made.name = json[u"name"_s].toString();
    for (const auto &one : json[u"objectives"_s].toArray())
        made.objectives << one.toString();
    made.first = QDateTime::fromString(json[u"start"_s].toString(), localFormat);
    made.lengthNs = static_cast<qint64>(std::clamp(json[u"seconds"_s].toDouble(), 0.0, 4e8) * 1e9);
    made.timeZone = json[u"time_zone"_s].toString();
    made.rrule = json[u"rrule"_s].toString();
    made.reason = json[u"reason"_s].toString();
    made.approvedBy = json[u"approved_by"_s].toString();
    auto read = correctionOf(made);
    if (!read)
        return std::nullopt;
    read->id = json[u"id"_s].toString();
    return std::move(*read);
}

std::vector<Excluded> excludedBy(const std::vector<Correction> &corrections, const signals::Objective &objective,
                                 base::TimeRange reach)
{
    std::vector<Excluded> out;
    for (const Correction &c : corrections)
        if (c.holds() && c.isAbout(objective.id))
            for (const auto &range : c.window.within(reach))
                out.push_back({range, c.name, c.reason, c.approvedBy});
    std::ranges::stable_sort(out, {}, [](const Excluded &one) { return one.range.startNs; });
    return out;
}

base::TimeRange reachOf(const signals::Objective &objective, const ComputeOptions &options, qint64 atNs)
{
    qint64 longest = objective.rolling ? objective.windowNs : objective.windowNs * 2;
    longest = std::max(longest, options.recentNs);
    for (const auto &rule : options.rules)
        longest = std::max(longest, rule.longNs);
    return {atNs - longest, atNs};
}

} // namespace wf::engine
