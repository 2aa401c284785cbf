// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/seriescolors.h"

namespace wf::widgets {

SeriesColor SeriesColors::colorFor(const QString &labelValue)
{
    const auto known = m_indices.constFind(labelValue);
    if (known != m_indices.constEnd())
        return {SeriesColor::Palette, *known};
    const auto index = static_cast<int>(m_indices.size());
    m_indices.insert(labelValue, index);
    return {SeriesColor::Palette, index};
}

} // namespace wf::widgets
