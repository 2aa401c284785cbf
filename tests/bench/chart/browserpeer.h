// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace wf::bench {

// uPlot in headless Chromium over as many lines: CPU milliseconds a frame of all processes of the browser.
struct BrowserFigures {
    std::string peer; // with versions
    double full = 0;
    double pan = 0;
};
// Nothing, and a reason on stderr, when browser or uPlot cannot be had. Takes up to minutes.
[[nodiscard]] std::optional<BrowserFigures> measureInBrowser(int series, int points);

} // namespace wf::bench
