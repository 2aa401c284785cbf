// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/promtext/promtext.h"

#include <memory>
#include <stop_token>

namespace wf::station {

// A target inside this program: the host, the program itself. Asked on a pool, by one thread at a time; must not wait
// for long.
class Collector {
public:
    virtual ~Collector() = default;
    // Samples without job and instance; those are the target's labels.
    [[nodiscard]] virtual base::Result<wire::Exposition> collect(std::stop_token stop) = 0;
};

} // namespace wf::station
