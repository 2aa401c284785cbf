// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/alertrows.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/incidents/incident.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

using namespace Qt::StringLiterals;

namespace wf::ui {

using engine::AlertColumn;
using engine::Handling;
using items::AlertList;
using widgets::CellKind;

namespace {

constexpr qint64 newsAfterNs = 20 * base::nsPerSecond; // by then the list was asked for again

AlertColumn columnOf(int section)
{
    return static_cast<AlertColumn>(section + 1);
}

} // namespace

QString whereText(const engine::WatchedAlert &alert)
{
    QStringList parts;
    for (const QString &part : {alert.region, alert.instance})
        if (!part.isEmpty())
            parts << part;
    return parts.join(u", "_s);
}

AlertRows::AlertRows(AlertList &list, const engine::AckDesk &desk, const engine::NoiseWatch &noise,
                     const base::Clock &clock, QObject *parent)
    : QIdentityProxyModel(parent), m_list(list), m_desk(desk), m_noise(noise), m_clock(clock)
{
    setSourceModel(&m_list);
}

void AlertRows::refreshOperations()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant AlertRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const AlertColumn column = columnOf(section);
    if (role == widgets::CellKindRole) {
        if (column == AlertColumn::Severity)
            return static_cast<int>(CellKind::Severity);
        if (column == AlertColumn::Value)
            return static_cast<int>(CellKind::Number);
        return static_cast<int>(column == AlertColumn::Since ? CellKind::Mono : CellKind::Text);
    }
    if (role == widgets::LeadRole)
        return column == AlertColumn::Alert;
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Severity"), tr("Alert"), tr("Service"), tr("Where"),  tr("Since"),
                             tr("Value"),    tr("State"), tr("Owner"),   tr("Summary")};
    return titles.value(section);
}

QString AlertRows::stateText(const engine::WatchedAlert &alert) const
{
    if (const auto *op = m_desk.snapshot()->forAlert(alert.alert.fingerprint); op && alert.handling == Handling::Open) {
        if (op->state == store::OpState::NeedsAttention)
            return tr("not sent");
        if (op->state == store::OpState::Queued || op->state == store::OpState::Sending)
            return tr("queued");
        if (op->stands() && op->acknowledgement && op->verifiedAtNs + newsAfterNs > m_clock.nowNs())
            return op->createdBy; // the list of alerts was asked for before
    }
    const qint64 now = m_clock.nowNs();
    switch (alert.handling) {
    case Handling::Acknowledged:
        return alert.owner;
    case Handling::Silenced:
        return alert.heldUntilNs != 0 ? tr("to %1").arg(base::dayAndTime(alert.heldUntilNs, now)) : tr("muted");
    case Handling::Inhibited:
        return tr("inhibited");
    case Handling::Pending:
        return tr("pending");
    case Handling::Open:
        return m_noise.find(alert.key) ? tr("quiet") : alert.onlyRuleKnows() ? tr("rule only") : tr("firing");
    }
    return {};
}

QVariant AlertRows::stateIcon(const engine::WatchedAlert &alert) const
{
    switch (alert.handling) {
    case Handling::Acknowledged:
        return u"sev-ack"_s;
    case Handling::Silenced:
    case Handling::Inhibited:
        return u"sev-silenced"_s;
    default:
        return {};
    }
}

QString AlertRows::text(const engine::WatchedAlert &alert, const QModelIndex &index) const
{
    switch (columnOf(index.column())) {
    case AlertColumn::Severity:
        return signals::severityName(alert.alert.severity());
    case AlertColumn::Alert:
        return engine::calledAs(alert);
    case AlertColumn::Service:
        return alert.service;
    case AlertColumn::Where:
        return whereText(alert);
    case AlertColumn::Since:
        return base::dayAndTime(alert.alert.startsNs, m_clock.nowNs());
    case AlertColumn::Value:
        return alert.alert.value ? base::formatValue(*alert.alert.value, base::Unit::None) : QString();
    case AlertColumn::State:
        return index.data(AlertList::ResolvedRole).toBool() ? tr("resolved") : stateText(alert);
    case AlertColumn::Owner:
        return alert.owner;
    default:
        return index.data(AlertList::SummaryTextRole).toString();
    }
}

QString AlertRows::spoken(const engine::WatchedAlert &alert, const QModelIndex &index) const
{
    QStringList parts{signals::severityName(alert.alert.severity()),
                      engine::calledAs(alert),
                      alert.service,
                      whereText(alert),
                      tr("since %1").arg(base::dayAndTime(alert.alert.startsNs, m_clock.nowNs())),
                      engine::handlingName(alert.handling),
                      index.data(AlertList::SummaryTextRole).toString()};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant AlertRows::groupData(const QModelIndex &index, int role) const
{
    const QString value = index.data(AlertList::GroupValueRole).toString();
    const int open = index.data(AlertList::GroupOpenRole).toInt();
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? (value.isEmpty() ? tr("without %1").arg(m_list.groupBy()) : value) : QString();
    case widgets::SecondLineRole:
        return open > 0 ? tr("%n open", nullptr, open) : tr("all held");
    case widgets::SeverityRole:
        return index.data(AlertList::GroupWorstRole);
    case widgets::AccessibleRowRole:
        return tr("%1, %n alerts", nullptr, index.data(AlertList::GroupSizeRole).toInt()).arg(value);
    case widgets::GroupCountRole:
        return index.data(AlertList::GroupSizeRole);
    case widgets::GroupCollapsedRole:
        return index.data(AlertList::GroupClosedRole);
    default:
        return {};
    }
}

QVariant AlertRows::data(const QModelIndex &index, int role) const
{
    if (role == widgets::RowKeyRole)
        return QIdentityProxyModel::data(index, AlertList::KeyRole);
    const auto *alert = QIdentityProxyModel::data(index, AlertList::AlertRole).value<const engine::WatchedAlert *>();
    if (role == widgets::GroupRole)
        return alert == nullptr;
    if (!alert)
        return role < Qt::UserRole + 100 && role >= Qt::UserRole ? QIdentityProxyModel::data(index, role)
                                                                 : groupData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        return text(*alert, index);
    case widgets::SeverityRole:
        return static_cast<int>(alert->alert.severity());
    case widgets::DimmedRole:
        return alert->handling > Handling::Pending || index.data(AlertList::ResolvedRole).toBool();
    case widgets::IconRole:
        return columnOf(index.column()) == AlertColumn::State ? stateIcon(*alert) : QVariant();
    case widgets::AccessibleRowRole:
        return spoken(*alert, index);
    case widgets::ToneRole:
    case Qt::ToolTipRole:
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

} // namespace wf::ui
