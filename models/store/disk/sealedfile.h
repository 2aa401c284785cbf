// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/bytesource.h"

#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace wf::store {

// What files that are never changed once they have their name share: a word at the beginning, a footer of fixed size
// that ends with another, an index.

// Storage: "202611280000-00000042.block is damaged", and what of it.
[[nodiscard]] base::Error damagedFile(const QString &path, const char *what);
// The footer, when the file begins and ends with its words; else it is damaged.
[[nodiscard]] base::Result<std::string> readFooter(const ByteSource &bytes, const QString &path, std::string_view head,
                                                   std::string_view end, std::size_t footerBytes);
// Little-endian, wholly inside.
template<class Number>
[[nodiscard]] Number numberAt(std::string_view bytes, std::size_t at)
{
    Number v = 0;
    std::memcpy(&v, bytes.data() + at, sizeof v);
    return v;
}

// An index that is read when first asked for, then kept until it is forgotten. Any thread.
template<class Index>
class KeptIndex {
public:
    using Read = base::Result<std::shared_ptr<const Index>>;
    // `read` answers with a Read.
    template<class Reader>
    [[nodiscard]] Read get(const Reader &read)
    {
        const std::lock_guard lock(m_mutex);
        if (m_index)
            return m_index;
        Read index = read();
        if (index)
            m_index = *index;
        return index;
    }
    [[nodiscard]] std::size_t memoryBytes() const // 0 when it is not in memory
    {
        const std::lock_guard lock(m_mutex);
        return m_index ? m_index->memoryBytes() : 0;
    }
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_index.reset();
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const Index> m_index;
};

} // namespace wf::store
