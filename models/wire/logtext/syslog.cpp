// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/facts_p.h"
#include "models/wire/logtext/traceid.h"

namespace wf::wire::logtext {

using signals::LogLevel;

namespace {

constexpr std::size_t longestName = 128;

// "<134>": 0 … 191 (RFC 5424 6.2.1); -1 when there is none.
int takePriority(std::string_view &rest)
{
    if (!rest.starts_with('<'))
        return -1;
    int value = 0;
    std::size_t i = 1;
    while (i < rest.size() && i < 4 && rest[i] >= '0' && rest[i] <= '9')
        value = value * 10 + (rest[i++] - '0');
    if (i == 1 || i >= rest.size() || rest[i] != '>' || value > 191)
        return -1;
    rest.remove_prefix(i + 1);
    return value;
}

std::string_view takeWord(std::string_view &rest)
{
    const auto word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    return word;
}

bool isHostChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':';
}

bool isHost(std::string_view word)
{
    return !word.empty() && word.size() <= 255 && std::all_of(word.begin(), word.end(), isHostChar) &&
           word.back() != ':' && (word.size() < 3 || signals::logLevelFromText(word) == LogLevel::Unknown);
}

// "sshd[42]: ", "sshd(pam_unix)[42]: ", "kernel: ", "syslogd 1.4.1: " has no tag.
bool readTag(std::string_view rest, LineFacts &facts)
{
    const auto end = rest.find_first_of(" :[(");
    if (end == std::string_view::npos || end == 0 || end > longestName)
        return false;
    std::size_t at = end;
    if (rest[at] == '(') {
        at = rest.find(')', at);
        if (at == std::string_view::npos || ++at >= rest.size())
            return false;
    }
    if (rest[at] == '[') {
        const auto close = rest.find(']', at);
        if (close == std::string_view::npos || close - at > 32)
            return false;
        facts.details.emplace_back("pid", std::string(rest.substr(at + 1, close - at - 1)));
        at = close + 1;
    }
    if (at >= rest.size() || rest[at] != ':')
        return false;
    facts.service = std::string(rest.substr(0, end));
    return true;
}

std::string_view notNil(std::string_view word)
{
    return word == "-" ? std::string_view() : word;
}

// [id name="value" …][…]: a trace id may be among the parameters.
void readStructuredData(std::string_view rest, LineFacts &facts)
{
    std::size_t at = 0;
    while (at < rest.size() && rest[at] == '[') {
        for (++at; at < rest.size() && rest[at] != ']';) {
            if (rest[at] != ' ') {
                ++at;
                continue;
            }
            const auto equals = rest.find("=\"", at + 1);
            if (equals == std::string_view::npos || equals - at > 33)
                break;
            const auto name = rest.substr(at + 1, equals - at - 1);
            const std::size_t value = equals + 2;
            std::size_t end = value;
            while (end < rest.size() && rest[end] != '"')
                end += rest[end] == '\\' ? 2U : 1U;
            if (end >= rest.size())
                return;
            if (facts.traceId.empty())
                facts.traceId = traceIdOf(name, rest.substr(value, end - value));
            at = end + 1;
        }
        at = std::min(at + 1, rest.size());
    }
}

bool read5424(std::string_view rest, const StampContext &context, LineFacts &facts)
{
    const auto time = takeWord(rest);
    if (time != "-") {
        const auto stamp = readStamp(time, context);
        if (!stamp || stamp->length != time.size())
            return false;
        facts.timeNs = stamp->timeNs;
    }
    const auto host = notNil(takeWord(rest));
    const auto app = notNil(takeWord(rest));
    const auto pid = notNil(takeWord(rest));
    takeWord(rest); // message id
    if (rest.empty() || (rest[0] != '-' && rest[0] != '[') || app.size() > longestName)
        return false;
    facts.service = std::string(app);
    if (!host.empty())
        facts.details.emplace_back("host", std::string(host.substr(0, 255)));
    if (!pid.empty())
        facts.details.emplace_back("pid", std::string(pid.substr(0, longestName)));
    readStructuredData(rest, facts);
    return true;
}

} // namespace

bool readSyslog(std::string_view line, const StampContext &context, LineFacts &facts)
{
    LineFacts found;
    found.kind = LineKind::Syslog;
    std::string_view rest = line;
    const int priority = takePriority(rest);
    if (priority >= 0)
        found.level = levelOfSyslogSeverity(priority % 8);
    if (priority >= 0 && rest.starts_with("1 ")) {
        rest.remove_prefix(2);
        if (!read5424(rest, context, found))
            return false;
        facts = std::move(found);
        return true;
    }
    // "Nov 28 15:36:56" (RFC 3164) or rsyslog's RFC 3339 with an offset; others are no syslog.
    const auto stamp = readStamp(rest.substr(0, 64), context);
    if (!stamp || stamp->length >= rest.size() || rest[stamp->length] != ' ')
        return false;
    const auto written = rest.substr(0, stamp->length);
    const bool isMonth = rest[0] >= 'A' && rest[0] <= 'S' && (written.size() <= 15 || written.find('.') == 15);
    const bool isOffset = stamp->hasZone && written.size() > 20 && written[10] == 'T';
    if (!isMonth && !isOffset)
        return false;
    found.timeNs = stamp->timeNs;
    rest.remove_prefix(stamp->length + 1);
    const auto host = takeWord(rest);
    if (!isHost(host))
        return false;
    found.details.emplace_back("host", std::string(host));
    if (!readTag(rest, found) && priority < 0)
        return false;
    facts = std::move(found);
    return true;
}

} // namespace wf::wire::logtext
