// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace wf::station::tail {

// Unpacks a file piece by piece: gzip (all its members), zstd (all its frames), or as it is. One thread.
class Unpacker {
public:
    // By the first bytes, not by the name. Errors: Storage, Unsupported.
    [[nodiscard]] static base::Result<std::unique_ptr<Unpacker>> open(const std::string &path);
    virtual ~Unpacker() = default;
    // The next bytes, valid until the next call; empty at the end. Errors: Storage (cannot be read, damaged, cut off).
    [[nodiscard]] virtual base::Result<std::string_view> next() = 0;
};

} // namespace wf::station::tail
