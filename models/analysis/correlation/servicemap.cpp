// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/servicemap.h"

namespace wf::analysis {

void ServiceMap::addCall(const QString &caller, const QString &callee)
{
    if (caller == callee || caller.isEmpty() || callee.isEmpty())
        return;
    m_neighbours[caller].insert(callee);
    m_neighbours[callee].insert(caller);
}

bool ServiceMap::areNeighbours(const QString &one, const QString &other) const
{
    const auto found = m_neighbours.constFind(one);
    return found != m_neighbours.constEnd() && found->contains(other);
}

QStringList ServiceMap::services() const
{
    QStringList out = m_neighbours.keys();
    out.sort();
    return out;
}

} // namespace wf::analysis
