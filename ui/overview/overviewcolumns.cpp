// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "widgets/base/controls/celldelegate.h"

#include <cmath>

namespace wf::ui {

namespace {

using widgets::CellKind;
using Column = items::RowColumn<OverviewRow>;

QVariant kindOr(CellKind kind, int role, const QVariant &other)
{
    return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : other;
}

signals::Severity toneOf(const OverviewRow &r, double value, double warnAt, double criticalAt)
{
    if (!std::isfinite(value) || r.fleet.severity > signals::Severity::Warning)
        return signals::Severity::Ok; // nothing fires: a number alone claims nothing
    return value >= criticalAt ? signals::Severity::Critical
           : value >= warnAt   ? signals::Severity::Warning
                               : signals::Severity::Ok;
}

QVariant numberCell(double value, base::Unit unit, signals::Severity tone, int role)
{
    if (role == Qt::DisplayRole)
        return std::isfinite(value) ? base::formatValue(value, unit) : QString();
    if (role == widgets::ToneRole && tone <= signals::Severity::Warning)
        return static_cast<int>(tone);
    return kindOr(CellKind::Number, role, {});
}

Column nameColumn()
{
    return {OverviewPage::tr("Service"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return r.fleet.service;
                if (role == widgets::SeverityRole)
                    return static_cast<int>(r.fleet.severity);
                return kindOr(CellKind::Severity, role, {});
            }};
}

Column regionColumn(const QString &region)
{
    return {region, Qt::AlignHCenter, [region](const OverviewRow &r, int role) -> QVariant {
                const auto it = std::find_if(r.fleet.regions.begin(), r.fleet.regions.end(),
                                             [&](const auto &p) { return p.first == region; });
                if (it == r.fleet.regions.end())
                    return kindOr(CellKind::Text, role, {});
                if (role == widgets::SeverityRole)
                    return static_cast<int>(it->second);
                if (role == Qt::AccessibleTextRole)
                    return signals::severityName(it->second);
                return kindOr(CellKind::Severity, role, {});
            }};
}

Column statesColumn()
{
    return {OverviewPage::tr("State"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                if (role == widgets::SeveritiesRole) {
                    std::vector<int> cells;
                    for (const auto s : r.fleet.states)
                        cells.push_back(static_cast<int>(s));
                    return QVariant::fromValue(cells);
                }
                return kindOr(CellKind::States, role, {});
            }};
}

Column trendColumn()
{
    return {OverviewPage::tr("p99 trend"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                if (role == widgets::NumbersRole)
                    return QVariant::fromValue(r.fleet.p99Trend);
                if (role == widgets::ToneRole && r.fleet.severity <= signals::Severity::Warning)
                    return static_cast<int>(r.fleet.severity);
                return kindOr(CellKind::Spark, role, {});
            }};
}

Column saturationColumn()
{
    return {OverviewPage::tr("Most saturated"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                const double v = r.fleet.saturation;
                if (!std::isfinite(v))
                    return kindOr(CellKind::Text, role, {});
                if (role == Qt::DisplayRole)
                    return QString(QString::number(v * 100, 'f', 0) + QStringLiteral("\u2009% ") +
                                   r.fleet.saturationOf);
                if (role == widgets::FractionRole)
                    return v;
                if (role == widgets::ToneRole && v >= 0.8)
                    return static_cast<int>(v >= 0.95 ? signals::Severity::Critical : signals::Severity::Warning);
                return kindOr(CellKind::Bar, role, {});
            }};
}

Column budgetColumn()
{
    return {OverviewPage::tr("Budget left"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                if (!r.hasBudget)
                    return kindOr(CellKind::Text, role, {});
                if (role == Qt::DisplayRole)
                    return base::formatValue(r.budget.left, base::Unit::Ratio);
                if (role == widgets::FractionRole)
                    return r.budget.left;
                if (role == widgets::ToneRole)
                    return static_cast<int>(r.budget.asOfNs ? signals::Severity::Unknown : r.budget.severity);
                if (role == Qt::AccessibleTextRole && r.budget.asOfNs)
                    return OverviewPage::tr("%1 at %2")
                        .arg(base::formatValue(r.budget.left, base::Unit::Ratio), base::timeOfDay(r.budget.asOfNs));
                return kindOr(CellKind::Budget, role, {});
            }};
}

Column deployColumn()
{
    return {OverviewPage::tr("Last deploy"), Qt::AlignLeft, [](const OverviewRow &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return r.deploy;
                return kindOr(CellKind::Text, role, {});
            }};
}

} // namespace

std::vector<Column> OverviewPage::columns(const QStringList &regions) const
{
    std::vector<Column> out{nameColumn()};
    for (const QString &region : regions)
        out.push_back(regionColumn(region));
    out.push_back(statesColumn());
    out.push_back({tr("Requests"), Qt::AlignRight, [](const OverviewRow &r, int role) {
                       return numberCell(r.fleet.requestsPerSecond, base::Unit::PerSecond, signals::Severity::Ok, role);
                   }});
    out.push_back(
        {tr("Errors"), Qt::AlignRight, [](const OverviewRow &r, int role) {
             if (role == Qt::DisplayRole &&
                 std::isfinite(r.fleet.errorRatio)) // two decimals in tables: columns compare
                 return QVariant(QString::number(r.fleet.errorRatio * 100, 'f', 2) + QStringLiteral("\u2009%"));
             return numberCell(r.fleet.errorRatio, base::Unit::Ratio, toneOf(r, r.fleet.errorRatio, 0.002, 0.01), role);
         }});
    out.push_back({tr("p99"), Qt::AlignRight, [](const OverviewRow &r, int role) {
                       return numberCell(r.fleet.p99Seconds, base::Unit::Seconds,
                                         toneOf(r, r.fleet.p99Seconds, 1e9, 1e9), role);
                   }});
    out.push_back(trendColumn());
    out.push_back(saturationColumn());
    out.push_back(budgetColumn());
    out.push_back(deployColumn());
    return out;
}

} // namespace wf::ui
