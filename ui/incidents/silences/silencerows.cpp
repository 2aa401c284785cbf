// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/silencerows.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/engine/notify/escalate/runnersign.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::ui {

QString matchersText(const std::vector<signals::Matcher> &matchers)
{
    QStringList out;
    for (const auto &m : matchers)
        out << m.toString();
    return out.join(u' ');
}

SilenceRows::SilenceRows(const base::Clock &clock, QObject *parent) : QAbstractTableModel(parent), m_clock(clock) {}

void SilenceRows::setSnapshot(const engine::AlertSnapshotPtr &snapshot)
{
    std::vector<Row> next;
    const qint64 now = m_clock.nowNs();
    QHash<QString, int> held;
    for (const auto &entry : snapshot->alerts)
        for (const auto &id : entry.alert.silencedBy)
            ++held[id];
    for (const auto &silence : snapshot->silences)
        if (silence.state != signals::SilenceState::Expired && silence.endsNs > now && !engine::isRunnerSign(silence)) {
            next.push_back({qHash(silence.id), silence, held.value(silence.id)});
        }
    std::sort(next.begin(), next.end(), [](const Row &a, const Row &b) {
        return std::tie(a.silence.endsNs, a.silence.id) < std::tie(b.silence.endsNs, b.silence.id);
    });
    if (next == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(next);
    endResetModel();
}

const signals::Silence *SilenceRows::silence(quint64 key) const
{
    const int row = rowOf(key);
    return row < 0 ? nullptr : &m_rows[static_cast<std::size_t>(row)].silence;
}

int SilenceRows::rowOf(quint64 key) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [key](const Row &r) { return r.key == key; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

int SilenceRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SilenceRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant SilenceRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == widgets::CellKindRole)
        return static_cast<int>(section == Alerts ? widgets::CellKind::Number
                                                  : (section == What || section == Ends ? widgets::CellKind::Mono
                                                                                        : widgets::CellKind::Text));
    if (role == widgets::LeadRole)
        return section == Kind;
    if (role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Kind"), tr("Where"), tr("By"), tr("Why"), tr("Ends"), tr("Alerts")}.value(section);
}

QString SilenceRows::text(const Row &row, int column) const
{
    switch (column) {
    case Kind:
        return row.silence.isAcknowledgement()
                   ? tr("Acknowledged")
                   : (row.silence.state == signals::SilenceState::Pending ? tr("Planned") : tr("Silenced"));
    case What:
        return matchersText(row.silence.matchers);
    case By:
        return row.silence.createdBy;
    case Why:
        return engine::readableComment(row.silence.comment);
    case Ends:
        return base::dayAndTime(row.silence.endsNs, m_clock.nowNs());
    default:
        return base::groupedInteger(row.alerts);
    }
}

QVariant SilenceRows::data(const QModelIndex &index, int role) const
{
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case widgets::RowKeyRole:
        return row.key;
    case widgets::GroupRole:
        return false;
    case widgets::DimmedRole:
        return row.alerts == 0;
    case widgets::IconRole:
        return index.column() == Kind ? QVariant(row.silence.isAcknowledgement() ? u"sev-ack"_s : u"sev-silenced"_s)
                                      : QVariant();
    case widgets::AccessibleRowRole:
        return tr("%1 until %2, by %3, %4").arg(text(row, What), text(row, Ends), text(row, By), text(row, Why));
    default:
        return {};
    }
}

} // namespace wf::ui
