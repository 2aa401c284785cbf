// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowselection.h"

#include <algorithm>

namespace wf::widgets {

void RowSelection::choose(int row, Mode mode, const KeyAt &keyAt, const std::function<int(quint64)> &rowOf)
{
    const quint64 key = keyAt(row);
    if (mode == Mode::Extend && m_hasCurrent) {
        const int from = rowOf(m_anchor);
        if (from >= 0) {
            m_keys.clear();
            for (int r = std::min(from, row); r <= std::max(from, row); ++r)
                m_keys.insert(keyAt(r));
            m_current = key;
            return;
        }
    }
    if (mode == Mode::Keep && m_hasCurrent) {
        m_current = key;
        return;
    }
    if (mode == Mode::Toggle) {
        if (!m_keys.remove(key))
            m_keys.insert(key);
    } else {
        m_keys = {key};
    }
    m_current = m_anchor = key;
    m_hasCurrent = true;
}

void RowSelection::chooseAll(int rows, const KeyAt &keyAt)
{
    for (int row = 0; row < rows; ++row)
        m_keys.insert(keyAt(row));
}

void RowSelection::clear()
{
    m_keys.clear();
    m_current = m_anchor = 0;
    m_hasCurrent = false;
}

} // namespace wf::widgets
