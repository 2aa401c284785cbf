// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

namespace wf::station::hosttext {

std::optional<ProcessStat> processStat(std::string_view text)
{
    // "PID (comm) S …": comm may hold blanks and brackets, the last bracket ends it.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    const auto parts = words(text.substr(close + 1));
    constexpr std::size_t needed = 22; // the third field of proc(5) is the first here
    if (parts.size() < needed || parts[0].empty())
        return std::nullopt;
    const auto field = [&](std::size_t inManual) { return number(parts[inManual - 3]).value_or(0); };
    ProcessStat out;
    out.comm = text.substr(open + 1, close - open - 1);
    out.state = parts[0][0];
    out.minorFaults = field(10);
    out.majorFaults = field(12);
    out.userTicks = field(14);
    out.systemTicks = field(15);
    out.threads = field(20);
    out.startTicks = field(22);
    out.virtualBytes = field(23);
    out.residentPages = field(24);
    return out;
}

} // namespace wf::station::hosttext
