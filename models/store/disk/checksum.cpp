// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/checksum.h"

#include "models/store/disk/bytesource.h"

#include <algorithm>
#include <memory>
#include <string>

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

base::Result<quint64> fingerprint(const ByteSource &bytes)
{
    constexpr qint64 piece = qint64(1) << 20;
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    XXH3_64bits_reset(state.get());
    std::string buffer;
    for (qint64 at = 0; at < bytes.size(); at += piece) {
        buffer.resize(static_cast<std::size_t>(std::min(piece, bytes.size() - at)));
        if (auto status = bytes.read(at, buffer); !status)
            return status.error();
        XXH3_64bits_update(state.get(), buffer.data(), buffer.size());
    }
    return XXH3_64bits_digest(state.get());
}

quint32 seekableChecksum(std::string_view bytes)
{
    return static_cast<quint32>(XXH64(bytes.data(), bytes.size(), 0));
}

} // namespace wf::store
