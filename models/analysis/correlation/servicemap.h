// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace wf::analysis {

// Who calls whom, from traces, labels and annotations.
class ServiceMap {
public:
    void addCall(const QString &caller, const QString &callee);
    // One calls the other, whichever way.
    [[nodiscard]] bool areNeighbours(const QString &one, const QString &other) const;
    [[nodiscard]] bool isEmpty() const { return m_neighbours.isEmpty(); }
    // Sorted.
    [[nodiscard]] QStringList services() const;
    // Both directions.
    [[nodiscard]] QSet<QString> neighboursOf(const QString &service) const { return m_neighbours.value(service); }

private:
    QHash<QString, QSet<QString>> m_neighbours;
};

} // namespace wf::analysis
