// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/facts_p.h"
#include "models/wire/logtext/traceid.h"

#include <array>

namespace wf::wire::logtext {

using signals::LogLevel;
using signals::RawField;

namespace {

constexpr std::size_t headBytes = 256; // time and level stand here or nowhere
constexpr int mostWordsBeforeTime = 6;

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The first time at one of the first words ("1:M 28 Nov 2026 …", "nova-api.log 2017-05-16 …"); where it ends.
std::size_t findTime(std::string_view head, const StampContext &context, LineFacts &facts)
{
    std::size_t at = 0;
    for (int word = 0; word < mostWordsBeforeTime && at < head.size(); ++word) {
        const auto first = head.find_first_not_of(" [(|<\t", at);
        if (first == std::string_view::npos)
            return 0;
        if (const auto stamp = readStamp(head.substr(first), context)) {
            const bool isNumber = head.substr(first, stamp->length).find_first_of(" :-/T") == std::string_view::npos;
            if (word == 0 || (stamp->hasDate && !isNumber)) {
                facts.timeNs = stamp->timeNs;
                return first + stamp->length;
            }
        }
        at = head.find_first_of(" |[", first);
    }
    return 0;
}

// Abbreviations of one letter mean a level only where logcat and others put them: alone, or "E/Tag".
bool isLevelPosition(std::string_view head, std::size_t begin, std::size_t end)
{
    const char before = begin > 0 ? head[begin - 1] : ' ';
    const char behind = end < head.size() ? head[end] : ' ';
    const bool isUpper = head[begin] >= 'A' && head[begin] <= 'Z';
    if (end - begin == 1)
        return isUpper && begin > 0 &&
               ((before == ' ' && (behind == ' ' || behind == '/')) || (before == '[' && behind == ']'));
    if (end - begin < 3)
        return false;
    const bool isAllUpper = isUpper && head[end - 1] >= 'A' && head[end - 1] <= 'Z';
    const bool isBracketed = (before == '[' && (behind == ']' || behind == ' ')) || (before == '<' && behind == '>') ||
                             (before == '(' && behind == ')') || (before == '|' && behind == '|');
    // "[core:error]" of Apache 2.4, "error:" in front of a message
    const bool isModule = before == ':' && behind == ']';
    return isAllUpper || isBracketed || isModule || behind == ':';
}

struct FoundLevel {
    LogLevel level = LogLevel::Unknown;
    bool isBracketed = false;
};

FoundLevel findLevel(std::string_view head, std::size_t from, bool hasTime)
{
    std::size_t i = from;
    bool isFirstWord = true;
    while (i < head.size()) {
        if (!isWordChar(head[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < head.size() && isWordChar(head[end]))
            ++end;
        const bool mayBe = isLevelPosition(head, i, end) && (end - i > 1 || (hasTime && i - from < 32));
        // Right behind the time any spelling will do: "2026-11-28 15:36:56 info …"
        if (mayBe || (isFirstWord && hasTime && end - i >= 3))
            if (const auto level = signals::logLevelFromText(head.substr(i, end - i)); level != LogLevel::Unknown)
                return {level,
                        i > 0 && (head[i - 1] == '[' || head[i - 1] == ':') && end < head.size() && head[end] == ']'};
        isFirstWord = false;
        i = end;
    }
    return {};
}

// Spring's "[service,traceid,spanid]".
void findBracketedTrace(std::string_view head, LineFacts &facts)
{
    for (auto open = head.find('['); open != std::string_view::npos; open = head.find('[', open + 1)) {
        const auto inside = head.substr(open + 1, head.find(']', open) - open - 1);
        const auto comma = inside.find(',');
        if (comma == std::string_view::npos)
            continue;
        const auto second = inside.substr(comma + 1, inside.find(',', comma + 1) - comma - 1);
        if (auto id = hexTraceId(second); !id.empty()) {
            facts.traceId = std::move(id);
            if (comma > 0 && comma <= 128)
                facts.service = std::string(inside.substr(0, comma));
            return;
        }
    }
}

} // namespace

void readPlain(std::string_view line, const StampContext &context, LineFacts &facts)
{
    const auto head = line.substr(0, headBytes);
    const std::size_t behindTime = findTime(head, context, facts);
    const auto found = findLevel(head, behindTime, facts.timeNs.has_value());
    facts.level = found.level;
    // nginx: "2026/11/28 15:36:56 [error] 42#7: …"; Apache: "[Sun Dec 04 04:47:44 2005] [notice] …"
    const bool isNginx = line.size() > 4 && line[4] == '/';
    const bool isApache =
        line.starts_with('[') && behindTime < line.size() && behindTime > 0 && line[behindTime] == ']';
    if (facts.timeNs && found.isBracketed && (isNginx || isApache))
        facts.kind = LineKind::ErrorLog;
    if (line.find('=') != std::string_view::npos) {
        // Among words only a level and a trace cannot be mistaken.
        FactsOfFields fields(context);
        signals::visitLogfmtFields(line.substr(0, 4096), [&fields](const RawField &field) { fields.look(field); });
        LineFacts more;
        fields.into(more);
        facts.traceId = std::move(more.traceId);
        if (facts.level == LogLevel::Unknown)
            facts.level = more.level;
    }
    if (facts.traceId.empty())
        findBracketedTrace(head, facts);
}

} // namespace wf::wire::logtext
