// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/snappy/snappy.h"

#include "models/wire/limits.h"

#include <snappy.h>

namespace wf::wire {

base::Result<std::string> uncompressSnappy(std::string_view bytes, std::size_t most)
{
    std::size_t size = 0;
    if (!snappy::GetUncompressedLength(bytes.data(), bytes.size(), &size))
        return notUnderstood(QStringLiteral("snappy: corrupt input"));
    if (size > most)
        return tooLarge(Bound::Bytes, most);
    // What is told may be a lie: nothing expands more than a copy of 64 bytes told in two.
    if (size > 32 * bytes.size() + 64)
        return notUnderstood(QStringLiteral("snappy: corrupt input"));
    std::string out(size, '\0');
    if (!snappy::RawUncompress(bytes.data(), bytes.size(), out.data()))
        return notUnderstood(QStringLiteral("snappy: corrupt input"));
    return out;
}

std::string compressSnappy(std::string_view bytes)
{
    std::string out;
    snappy::Compress(bytes.data(), bytes.size(), &out);
    return out;
}

} // namespace wf::wire
