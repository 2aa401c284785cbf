// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/engine/acknowledge/ackworld.h"
#include "tests/models/engine/acknowledge/memorybook.h"

namespace wf::tests {

// An AckWorld whose outbox lies in memory.
struct MemoryWorld {
    MemoryBook book;
    AckWorld w;
    explicit MemoryWorld(int alerts) : w(alerts, book) {}
    AckWorld *operator->() { return &w; }
};

} // namespace wf::tests
