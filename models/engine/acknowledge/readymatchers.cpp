// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/readymatchers.h"

#include <re2/re2.h>

#include <algorithm>

namespace wf::engine {

ReadyMatchers::ReadyMatchers(const std::vector<signals::Matcher> &matchers)
{
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    for (const auto &m : matchers) {
        m_all.push_back({m.name.toStdString(), m.value.toStdString(), m.isEqual, nullptr});
        if (!m.isRegex)
            continue;
        m_all.back().expression = std::make_unique<re2::RE2>(m_all.back().value, options);
        m_isUsable = m_isUsable && m_all.back().expression->ok();
    }
}

ReadyMatchers::~ReadyMatchers() = default;

bool ReadyMatchers::hold(const base::Labels &labels) const
{
    return m_isUsable && std::ranges::all_of(m_all, [&labels](const One &m) {
               const auto actual = labels.value(m.name);
               const bool isSame =
                   m.expression ? re2::RE2::FullMatch(re2::StringPiece(actual.data(), actual.size()), *m.expression)
                                : actual == m.value;
               return isSame == m.isEqual;
           });
}

} // namespace wf::engine
