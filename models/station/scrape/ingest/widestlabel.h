// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

#include <vector>

namespace wf::station {

// The label with the most different values, and how many: what makes a target explode. Name and metric are left out.
struct WidestLabel {
    QString name;
    qint64 values = 0;
    QString metric; // where most of them are
};
[[nodiscard]] WidestLabel widestLabel(const std::vector<base::Labels> &series);

} // namespace wf::station
