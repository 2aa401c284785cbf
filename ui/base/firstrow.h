// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QPersistentModelIndex>

namespace wf::ui {

// Keeps the first row of a list current until somebody chooses another: lists arrive piece by piece and are sorted
// worst first, so what was first at the beginning seldom is what matters.
class FirstRow {
public:
    // After the rows changed; true when it moved the current row.
    bool follow(QAbstractItemView &view)
    {
        const QModelIndex current = view.currentIndex();
        const QAbstractItemModel *model = view.model();
        const bool isChosen = current.isValid() && current != m_ours;
        if (isChosen || model == nullptr || model->rowCount() == 0 || current.row() == 0)
            return false;
        view.setCurrentIndex(model->index(0, 0));
        m_ours = view.currentIndex();
        return true;
    }

private:
    QPersistentModelIndex m_ours;
};

} // namespace wf::ui
