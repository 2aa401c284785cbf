// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/objectivecolumns.h"

#include "models/base/duration.h"
#include "ui/objectives/burnwindows.h"
#include "widgets/base/celldelegate.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace wf::ui {

namespace {

using Row = engine::ObjectiveState;
using widgets::CellKind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

QVariant kindOf(CellKind kind)
{
    return static_cast<int>(kind);
}

items::RowColumn<Row> text(const QString &title, std::function<QString(const Row &)> what)
{
    return {title, Qt::AlignLeft, [what = std::move(what)](const Row &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(r);
                return role == widgets::CellKindRole ? kindOf(CellKind::Text) : QVariant();
            }};
}

// Coloured by the rule that looks at this window, when it is over its factor.
items::RowColumn<Row> burn(const QString &title, qint64 lengthNs)
{
    return {title, Qt::AlignRight, [lengthNs](const Row &r, int role) -> QVariant {
                const double value = r.burn(lengthNs);
                if (role == Qt::DisplayRole)
                    return burnText(value);
                if (role == widgets::CellKindRole)
                    return kindOf(CellKind::Number);
                if (role == widgets::ToneRole)
                    for (const auto &alert : r.report.alerts)
                        if (alert.rule.longNs == lengthNs && value > alert.rule.factor)
                            return static_cast<int>(alert.rule.page ? signals::Severity::Critical
                                                                    : signals::Severity::Warning);
                return {};
            }};
}

// How much of the budget went since the oldest incident that still goes on.
double justSpent(const Row &r)
{
    double points = 0;
    for (const auto &one : r.spent.incidents)
        points += one.incident.isOpen ? one.points : 0;
    return points / 100;
}

QVariant budgetCell(const Row &r, int role)
{
    if (!r.isKnown())
        return role != Qt::DisplayRole ? QVariant() : r.error ? QVariant(tr("not known")) : QVariant(tr("no traffic"));
    switch (role) {
    case Qt::DisplayRole:
        return percentText(r.left(), 1);
    case widgets::FractionRole:
        return r.left();
    case widgets::MarkRole:
        return 1 - r.policies.freeze.freezeAtPercent / 100;
    case widgets::NumbersRole:
        return QVariant::fromValue(std::vector<double>{justSpent(r)});
    case widgets::ToneRole:
        return static_cast<int>(r.severity);
    case widgets::CellKindRole:
        return kindOf(CellKind::Budget);
    default:
        return {};
    }
}

// Burn over five minutes, at every step of the last hour.
std::vector<double> burnOfTheLastHour(const Row &r)
{
    const auto &recent = r.report.recent;
    if (recent.stepNs <= 0)
        return {};
    auto all = analysis::slidingBurn(recent, r.objective.target, 5 * base::nsPerMinute);
    const auto steps = static_cast<std::size_t>(base::nsPerHour / recent.stepNs);
    if (all.size() > steps)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(steps));
    return all;
}

} // namespace

QString percentText(double share, int decimals)
{
    return std::isfinite(share) ? QString(QString::number(share * 100, 'f', decimals) + QStringLiteral("\u2009%"))
                                      .replace(u'-', QChar(0x2212))
                                : QStringLiteral("\u2013");
}

QString targetText(const signals::Objective &o)
{
    QString out = QString::number(o.target * 100, 'g', 6) + QStringLiteral("\u2009%");
    double seconds = o.kind == signals::SliKind::NativeLatency ? o.thresholdValue : 0;
    // Of classic histograms the bucket that is counted as good.
    if (const qsizetype le = o.goodQuery.indexOf(QLatin1String("le=\"")); le >= 0 && o.goodQuery.contains(u"seconds"))
        seconds = o.goodQuery.mid(le + 4, o.goodQuery.indexOf(u'"', le + 4) - le - 4).toDouble();
    if (seconds > 0 && seconds < 1e9)
        out += tr(" under %1").arg(base::humanDuration(static_cast<qint64>(seconds * 1e9)));
    return out;
}

QString budgetEnds(const Row &r, qint64 nowNs)
{
    const auto &in = r.report.exhaustedInNs;
    if (!r.isKnown())
        return QStringLiteral("\u2013");
    if (r.left() <= 0)
        return tr("spent");
    if (!in || *in > r.objective.windowNs)
        return tr("not expected");
    const QDateTime at = QDateTime::fromMSecsSinceEpoch((nowNs + *in) / base::nsPerMs, Qt::UTC);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC);
    if (at.date() == now.date() && *in < 3 * base::nsPerHour)
        return tr("%1 today").arg(at.toString(QStringLiteral("HH:mm")));
    if (*in < 2 * base::nsPerDay)
        return tr("in %1").arg(base::humanDuration(*in - *in % base::nsPerMinute));
    return at.toString(QStringLiteral("d MMM"));
}

std::vector<items::RowColumn<Row>> objectiveColumns(const base::Clock &clock)
{
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Objective"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.title();
                           if (role == widgets::SeverityRole)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole ? kindOf(CellKind::Severity) : QVariant();
                       }});
    columns.push_back(text(tr("Target"), [](const Row &r) { return targetText(r.objective); }));
    columns.push_back({tr("Budget left"), Qt::AlignLeft, budgetCell});
    columns.push_back(burn(tr("Burn 1 h"), base::nsPerHour));
    columns.push_back(burn(tr("6 h"), 6 * base::nsPerHour));
    columns.push_back({tr("Burn, last hour"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == widgets::NumbersRole)
                               return QVariant::fromValue(burnOfTheLastHour(r));
                           if (role == widgets::ToneRole)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole ? kindOf(CellKind::Spark) : QVariant();
                       }});
    columns.push_back({tr("Budget ends"), Qt::AlignLeft, [&clock](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return budgetEnds(r, clock.nowNs());
                           if (role == widgets::ToneRole && r.severity <= signals::Severity::Warning)
                               return static_cast<int>(r.severity);
                           return role == widgets::CellKindRole ? kindOf(CellKind::Text) : QVariant();
                       }});
    columns.push_back(text(tr("Owner"), [](const Row &r) {
        return r.objective.owner.isEmpty() ? r.objective.service : r.objective.owner;
    }));
    return columns;
}

} // namespace wf::ui
