// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>

namespace wf::support {

// An item model as text that reads well in a diff: one line a row, children indented by two, columns joined by " | ",
// roles after the first in brackets. `rows` bounds each level; what is left out is counted.
[[nodiscard]] QString snapshot(const QAbstractItemModel &model, const QList<int> &roles = {Qt::DisplayRole},
                               int rows = 1000);

} // namespace wf::support
