// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>

namespace wf::query {

struct TemplateLimits {
    int steps = 200'000;
    std::size_t bytes = std::size_t{64} << 10; // of the output, and of any text on the way
    int depth = 100;                           // templates within templates, parentheses
};

// Why a template cannot be read.
struct TemplateProblem {
    std::size_t offset = 0; // bytes into the text
    QString what;
};

} // namespace wf::query
