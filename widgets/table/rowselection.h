// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <functional>
#include <vector>

namespace wf::widgets {

// Which rows are selected, by key, so that it survives sorting, filtering and updates. Pure.
class RowSelection {
public:
    enum class Mode { Only, Toggle, Extend, Keep }; // Keep: another row is current, and what is selected stays
    using KeyAt = std::function<quint64(int)>;

    // rowOf gives -1 when the key is not shown.
    void choose(int row, Mode mode, const KeyAt &keyAt, const std::function<int(quint64)> &rowOf);
    void chooseAll(int rows, const KeyAt &keyAt);
    void clear();

    [[nodiscard]] bool contains(quint64 key) const { return m_keys.contains(key); }
    [[nodiscard]] const QSet<quint64> &keys() const { return m_keys; }
    [[nodiscard]] quint64 current() const { return m_current; } // 0 = none
    [[nodiscard]] bool hasCurrent() const { return m_hasCurrent; }

private:
    QSet<quint64> m_keys;
    quint64 m_current = 0;
    quint64 m_anchor = 0;
    bool m_hasCurrent = false;
};

} // namespace wf::widgets
