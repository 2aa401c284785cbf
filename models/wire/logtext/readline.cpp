// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/readline.h"

#include "models/wire/logtext/facts_p.h"

#include <array>

namespace wf::wire::logtext {

namespace {
constexpr std::size_t longest = 1 << 20;
}

std::string_view lineKindName(LineKind kind)
{
    static constexpr std::array<std::string_view, 7> names{"plain",  "json",  "logfmt", "klog",
                                                           "access", "error", "syslog"};
    return names.at(static_cast<std::size_t>(kind));
}

LineFacts readLine(std::string_view line, const StampContext &context)
{
    LineFacts facts;
    const auto first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return facts;
    if (line[first] == '{' && line.size() <= longest && readJson(line, context, facts))
        return facts;
    facts = {};
    const auto record = line.substr(0, std::min(line.find('\n'), longest));
    if (!readKlog(record, context, facts) && !readSyslog(record, context, facts) &&
        !readAccessLog(record, context, facts) && !readLogfmt(record, context, facts))
        readPlain(record, context, facts);
    return facts;
}

} // namespace wf::wire::logtext
