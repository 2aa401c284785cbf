// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/export/objectivesexport.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

QString number(double value, int digits)
{
    return std::isfinite(value) ? QString::number(value, 'f', digits) : QString();
}

QJsonValue json(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

const QStringList head{u"objective"_s,    u"name"_s,    u"service"_s,      u"owner"_s,        u"target_percent"_s,
                       u"window"_s,       u"state"_s,   u"good_percent"_s, u"left_percent"_s, u"left_events"_s,
                       u"left_minutes"_s, u"burn_1h"_s, u"burn_6h"_s,      u"spent_at"_s,     u"advice"_s};

QStringList cellsOf(const ObjectiveState &s)
{
    const auto &r = s.report;
    const QString spentAt =
        r.exhaustedInNs && s.isKnown() ? base::isoTime(r.window.endNs + *r.exhaustedInNs) : QString();
    return {s.objective.id,
            s.title(),
            s.objective.service,
            s.objective.owner,
            number(s.objective.target * 100, 4),
            base::promDuration(s.objective.windowNs),
            signals::severityName(s.severity),
            number(r.compliance * 100, 5),
            number(r.left * 100, 2),
            number(r.leftEvents, 1),
            number(r.leftMinutes, 1),
            number(s.burn(base::nsPerHour), 3),
            number(s.burn(6 * base::nsPerHour), 3),
            spentAt,
            s.freeze.reason};
}

QString csvCell(QString cell)
{
    if (!cell.isEmpty() && u"=+-@\t\r"_s.contains(cell.front())) {
        bool isNumber = false;
        cell.toDouble(&isNumber);
        if (!isNumber)
            cell.prepend(u'\'');
    }
    if (cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n') || cell.contains(u'\r'))
        return u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
    return cell;
}

// Nothing of it is read as markup.
QString markdownCell(const QString &cell)
{
    QString out;
    for (const QChar c : base::visibleText(cell, 300)) {
        if (u"\\|`*_[]<>#!&"_s.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QByteArray asCsv(const ObjectivesSnapshot &snapshot)
{
    QString out = head.join(u',') + u"\r\n"_s;
    for (const ObjectiveState &s : snapshot.objectives) {
        QStringList cells;
        for (const QString &cell : cellsOf(s))
            cells << csvCell(cell);
        out += cells.join(u',') + u"\r\n"_s;
    }
    return out.toUtf8();
}

QByteArray asMarkdown(const ObjectivesSnapshot &snapshot)
{
    QString out = tr("# Objectives at %1").arg(base::isoTime(snapshot.asOfNs)) + u"\n\n| "_s + head.join(u" | "_s) +
                  u" |\n|"_s + u" --- |"_s.repeated(head.size()) + u'\n';
    for (const ObjectiveState &s : snapshot.objectives) {
        QStringList cells;
        for (const QString &cell : cellsOf(s))
            cells << markdownCell(cell);
        out += u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
    }
    return out.toUtf8();
}

QByteArray asJson(const ObjectivesSnapshot &snapshot)
{
    QJsonArray list;
    for (const ObjectiveState &s : snapshot.objectives) {
        const auto &r = s.report;
        QJsonArray incidents;
        for (const BudgetTaken &one : s.spent.incidents)
            incidents.append(QJsonObject{{u"title"_s, one.incident.title},
                                         {u"start"_s, base::isoTime(one.incident.range.startNs)},
                                         {u"end"_s, base::isoTime(one.incident.range.endNs)},
                                         {u"open"_s, one.incident.isOpen},
                                         {u"points"_s, json(one.points)}});
        QJsonObject one;
        const QStringList cells = cellsOf(s);
        for (qsizetype i = 0; i < head.size(); ++i)
            one[head.at(i)] = cells.at(i);
        one[u"target_percent"_s] = s.objective.target * 100;
        one[u"good_percent"_s] = json(r.compliance * 100);
        one[u"left_percent"_s] = json(r.left * 100);
        one[u"left_events"_s] = json(r.leftEvents);
        one[u"left_minutes"_s] = json(r.leftMinutes);
        one[u"burn_1h"_s] = json(s.burn(base::nsPerHour));
        one[u"burn_6h"_s] = json(s.burn(6 * base::nsPerHour));
        one[u"incidents"_s] = incidents;
        one[u"problems"_s] = QJsonArray::fromStringList(r.problems);
        one[u"notes"_s] = QJsonArray::fromStringList(r.notes);
        list.append(one);
    }
    return QJsonDocument(QJsonObject{{u"at"_s, base::isoTime(snapshot.asOfNs)},
                                     {u"objectives"_s, list},
                                     {u"problems"_s, QJsonArray::fromStringList(snapshot.problems)}})
        .toJson();
}

} // namespace

QByteArray exported(const ObjectivesSnapshot &snapshot, ExportForm form)
{
    switch (form) {
    case ExportForm::Csv:
        return asCsv(snapshot);
    case ExportForm::Json:
        return asJson(snapshot);
    case ExportForm::Markdown:
        break;
    }
    return asMarkdown(snapshot);
}

QString freezeNotice(const ObjectiveState &s)
{
    const QString budget = std::isfinite(s.left()) ? QString::number(s.left() * 100, 'f', 1) + u" %"_s : tr("unknown");
    return tr("%1 (%2): %3 of the budget left. %4 Allowed: %5.")
        .arg(s.title(), s.objective.service, budget, s.freeze.reason, s.freeze.allowed);
}

} // namespace wf::engine
