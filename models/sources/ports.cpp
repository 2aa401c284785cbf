// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/ports.h"

namespace wf::sources {

std::vector<Source *> SourceSet::all() const
{
    std::vector<Source *> out;
    out.insert(out.end(), metrics.begin(), metrics.end());
    out.insert(out.end(), alerts.begin(), alerts.end());
    out.insert(out.end(), logs.begin(), logs.end());
    out.insert(out.end(), traces.begin(), traces.end());
    return out;
}

} // namespace wf::sources
