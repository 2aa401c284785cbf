// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The records of the ledger under the name the rest of the program knows.
#include "models/store/audit/records.h" // IWYU pragma: export
