// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/alert.h"

#include <memory>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace wf::engine {

// Matchers whose expressions are compiled once, for many label sets. Any thread.
class ReadyMatchers {
public:
    explicit ReadyMatchers(const std::vector<signals::Matcher> &matchers);
    ~ReadyMatchers();
    ReadyMatchers(const ReadyMatchers &) = delete;
    ReadyMatchers &operator=(const ReadyMatchers &) = delete;

    // All of them; never when one of them is no expression.
    [[nodiscard]] bool hold(const base::Labels &labels) const;

private:
    struct One {
        std::string name, value;
        bool isEqual;
        std::unique_ptr<re2::RE2> expression; // null: compared as text
    };
    std::vector<One> m_all;
    bool m_isUsable = true;
};

} // namespace wf::engine
