// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/seenlines.h"

#include <functional>
#include <string_view>

namespace wf::sources {

std::size_t SeenLines::Hash::operator()(const Key &key) const noexcept
{
    std::size_t h = std::hash<qint64>()(key.timeNs);
    h ^= key.labels + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
    h ^= key.text + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
    return h;
}

bool SeenLines::add(const signals::LogLine &line)
{
    const Key key{line.timeNs, line.stream.hash() * 31 + line.metadata.hash(),
                  std::hash<std::string_view>()(line.text)};
    if (!m_keys.insert(key).second)
        return false;
    m_order.push_back(key);
    if (m_order.size() > m_capacity) {
        m_keys.erase(m_order.front());
        m_order.pop_front();
    }
    return true;
}

} // namespace wf::sources
