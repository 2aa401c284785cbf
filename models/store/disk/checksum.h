// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <string_view>

namespace wf::store {

class ByteSource;

// The lower half of XXH3-64: finds damage, does not resist forgery. Some ten gigabytes a second.
[[nodiscard]] quint32 checksum(std::string_view bytes);

// All of XXH3-64, for texts that are told apart by it in files.
[[nodiscard]] quint64 fingerprint(std::string_view bytes);
// The same of a whole file, read in pieces.
[[nodiscard]] base::Result<quint64> fingerprint(const ByteSource &bytes);

// The lower half of XXH64, as the table of an archive has it.
[[nodiscard]] quint32 seekableChecksum(std::string_view bytes);

} // namespace wf::store
