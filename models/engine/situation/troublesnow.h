// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/situation/trouble.h"

namespace wf::engine {

// troubles(), computed once for each snapshot however often it is asked for. One thread.
class TroublesNow {
public:
    [[nodiscard]] const std::vector<Trouble> &of(const AlertSnapshotPtr &alerts);

private:
    AlertSnapshotPtr m_alerts; // kept, so that no other snapshot can take its address
    std::vector<Trouble> m_troubles;
};

} // namespace wf::engine
