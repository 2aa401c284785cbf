// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/body/oneshotbody.h"

#include <algorithm>

namespace wf::net {

qint64 OneShotBody::readData(char *to, qint64 maximum)
{
    const qint64 count = std::min(maximum, m_data.size() - m_position);
    if (count <= 0)
        return -1;
    std::copy_n(m_data.constData() + m_position, count, to);
    m_position += count;
    return count;
}

} // namespace wf::net
