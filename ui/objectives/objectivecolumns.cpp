// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/objectivecolumns.h"

#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"

#include <QCoreApplication>

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

std::vector<items::RowColumn<ObjectiveRow>> objectiveColumns(const base::Clock &clock)
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
    std::vector<items::RowColumn<ObjectiveRow>> out;
    for (auto &column : columns)
        out.push_back({column.title, column.alignment,
                       [data = std::move(column.data)](const ObjectiveRow &r, int role) { return data(*r, role); }});
    return out;
}

} // namespace wf::ui
