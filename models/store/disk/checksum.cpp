// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/checksum.h"

#include <xxhash.h>

namespace wf::store {

quint32 checksum(std::string_view bytes)
{
    return static_cast<quint32>(fingerprint(bytes));
}

quint64 fingerprint(std::string_view bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

} // namespace wf::store
