// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/civiltime_p.h"
#include "models/wire/logtext/facts_p.h"

#include <optional>

namespace wf::wire::logtext {

using signals::LogLevel;

namespace {

constexpr std::size_t farthestTime = 320; // an address, names and a virtual host fit in front of it

std::optional<int> statusBehind(std::string_view rest)
{
    if (rest.size() < 4 || rest[0] != ' ')
        return std::nullopt;
    int status = 0;
    for (std::size_t i = 1; i < 4; ++i) {
        if (rest[i] < '0' || rest[i] > '9')
            return std::nullopt;
        status = status * 10 + (rest[i] - '0');
    }
    return rest.size() == 4 || rest[4] == ' ' ? std::optional(status) : std::nullopt;
}

} // namespace

// Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg (github.com/google/glog, klog's header)
bool readKlog(std::string_view line, const StampContext &context, LineFacts &facts)
{
    constexpr std::string_view letters = "IWEF";
    if (line.size() < 24 || letters.find(line[0]) == std::string_view::npos || line[5] != ' ')
        return false;
    StampCursor cursor(line);
    cursor.moveTo(1);
    const auto date = cursor.number(4, 4);
    CivilTime time;
    if (!date || !cursor.eat(' ') || !cursor.clock(time))
        return false;
    time.month = *date / 100;
    time.day = *date % 100;
    const auto ns = resolve(time, context);
    const auto head = line.substr(0, 256);
    if (!ns || time.month == 0 || head.find("] ", cursor.at()) == std::string_view::npos)
        return false;
    facts.kind = LineKind::Klog;
    facts.timeNs = ns;
    facts.level = signals::logLevelFromText(line.substr(0, 1));
    return true;
}

// [vhost] address identity user [28/Nov/2026:15:36:56 +0100] "GET /path HTTP/1.1" 200 …
// (httpd.apache.org/docs mod_log_config "Common Log Format"; nginx.org ngx_http_log_module "combined")
bool readAccessLog(std::string_view line, const StampContext &context, LineFacts &facts)
{
    const auto open = line.substr(0, farthestTime).find('[');
    if (open == std::string_view::npos || open < 3 || line[open - 1] != ' ')
        return false;
    const auto stamp = readStamp(line.substr(open + 1, 40), context);
    if (!stamp || !line.substr(open + 1 + stamp->length).starts_with("] \""))
        return false;
    const std::size_t request = open + 1 + stamp->length + 3;
    std::size_t end = request;
    while (end < line.size() && line[end] != '"')
        end += line[end] == '\\' ? 2U : 1U;
    if (end >= line.size())
        return false;
    const auto status = statusBehind(line.substr(end + 1));
    if (!status)
        return false;
    facts.kind = LineKind::AccessLog;
    facts.timeNs = stamp->timeNs;
    facts.level = *status >= 500 ? LogLevel::Error : *status >= 400 ? LogLevel::Warn : LogLevel::Info;
    facts.details.emplace_back("status", std::string(line.substr(end + 2, 3)));
    const auto method = line.substr(request, end - request).substr(0, line.substr(request, end - request).find(' '));
    if (!method.empty() && method.size() <= 16)
        facts.details.emplace_back("method", std::string(method));
    return true;
}

} // namespace wf::wire::logtext
