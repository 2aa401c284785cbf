// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/cardinality.h"
#include "models/sources/ports.h"

namespace wf::sources {

// What a source of metrics that counts its series can be asked beside its own port; find it with
// dynamic_cast<CardinalityPort *>(source). Called and answered as the ports are.
class CardinalityPort {
public:
    virtual ~CardinalityPort() = default;
    virtual async::Request cardinality(Reply<signals::Cardinality> reply) = 0;
};

} // namespace wf::sources
