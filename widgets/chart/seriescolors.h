// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/chartdata.h"

#include <QHash>

namespace wf::widgets {

// Series colours stay with their label value as long as the application runs: "eu-west" is 1 everywhere. One for all
// charts, owned by the composition root and handed down. GUI thread.
class SeriesColors {
public:
    // The next free colour for a value that was never seen.
    [[nodiscard]] SeriesColor colorFor(const QString &labelValue);

private:
    QHash<QString, int> m_indices;
};

} // namespace wf::widgets
