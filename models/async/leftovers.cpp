// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/leftovers.h"

#include <QThreadPool>

#include <algorithm>

namespace wf::async {

namespace {

constexpr int afterAllElse = -1;

}

void Leftovers::keep(std::shared_ptr<const void> value)
{
    if (value)
        m_values.push_back(std::move(value));
}

void Leftovers::sweep()
{
    // Nobody but the owner's thread can take another reference to what only this holds.
    const auto mine = std::ranges::partition(m_values, [](const auto &value) { return value.use_count() > 1; });
    if (mine.empty())
        return;
    std::vector<std::shared_ptr<const void>> gone(std::make_move_iterator(mine.begin()),
                                                  std::make_move_iterator(mine.end()));
    m_values.erase(mine.begin(), mine.end());
    m_pool.start([gone = std::move(gone)]() mutable { gone.clear(); }, afterAllElse);
}

} // namespace wf::async
