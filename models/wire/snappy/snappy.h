// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <string>
#include <string_view>

// Snappy's block format, the compression of remote write and of Loki's push. Pure.
namespace wf::wire {

// TooLarge when more than `most` bytes would come out, NotUnderstood when it is not Snappy.
[[nodiscard]] base::Result<std::string> uncompressSnappy(std::string_view bytes, std::size_t most);
[[nodiscard]] std::string compressSnappy(std::string_view bytes);

} // namespace wf::wire
