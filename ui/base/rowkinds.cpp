// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/rowkinds.h"

#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

namespace wf::ui {

RowKinds::RowKinds(QAbstractItemModel *rows, std::vector<int> kinds, int lead, QObject *parent, int end)
    : QIdentityProxyModel(parent), m_kinds(std::move(kinds)), m_lead(lead), m_end(end)
{
    setSourceModel(rows);
}

QVariant RowKinds::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == widgets::CellKindRole && section >= 0 && section < static_cast<int>(m_kinds.size()))
        return m_kinds[static_cast<std::size_t>(section)];
    if (role == widgets::LeadRole)
        return section == m_lead;
    if (role == widgets::EndRole)
        return section == m_end;
    return QIdentityProxyModel::headerData(section, orientation, role);
}

} // namespace wf::ui
