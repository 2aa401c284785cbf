// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/labelhash.h"

#include <QtGlobal>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace wf::query {

namespace {

// A byte of length, or 255 and three bytes of it.
void append(std::string &out, const std::string &text)
{
    const std::size_t size = text.size();
    if (size < 255) {
        out += static_cast<char>(size);
    } else {
        out += static_cast<char>(255);
        for (int shift = 0; shift < 24; shift += 8)
            out += static_cast<char>((size >> shift) & 0xFF);
    }
    out += text;
}

} // namespace

double labelOffset(const base::Labels &labels)
{
    std::string packed;
    for (const auto &[name, value] : labels) {
        append(packed, name);
        append(packed, value);
    }
    const quint64 hash = XXH64(packed.data(), packed.size(), 0);
    return static_cast<double>(hash) / 18446744073709551615.0;
}

} // namespace wf::query
