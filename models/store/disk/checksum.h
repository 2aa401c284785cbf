// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string_view>

namespace wf::store {

// The lower half of XXH3-64: finds damage, does not resist forgery. Some ten gigabytes a second.
[[nodiscard]] quint32 checksum(std::string_view bytes);

// All of XXH3-64, for texts that are told apart by it in files.
[[nodiscard]] quint64 fingerprint(std::string_view bytes);

} // namespace wf::store
