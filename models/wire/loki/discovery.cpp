// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/loki/discovery.h"

#include "models/wire/text.h"

#include <array>

namespace wf::wire::loki {

using signals::LogLevel;

namespace {

constexpr std::array levelKeys{std::string_view("level"),         std::string_view("severity"),
                               std::string_view("lvl"),           std::string_view("loglevel"),
                               std::string_view("severity_text"), std::string_view("log_level")};
constexpr std::array traceKeys{
    std::string_view("trace_id"), std::string_view("traceID"),     std::string_view("traceId"),
    std::string_view("traceid"),  std::string_view("trace.id"),    std::string_view("TraceId"),
    std::string_view("TraceID"),  std::string_view("traceparent"), std::string_view("dd.trace_id")};

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-';
}

// Numbers of bunyan and pino, else words.
LogLevel levelOf(std::string_view text)
{
    if (text.size() == 2 && text[1] == '0' && text[0] >= '1' && text[0] <= '6') {
        static constexpr std::array byTens{LogLevel::Trace, LogLevel::Debug, LogLevel::Info,
                                           LogLevel::Warn,  LogLevel::Error, LogLevel::Fatal};
        return byTens.at(static_cast<std::size_t>(text[0] - '1'));
    }
    return signals::logLevelFromText(text);
}

LogLevel levelFromLabels(const base::Labels &labels)
{
    for (const auto key : levelKeys)
        if (const LogLevel level = levelOf(labels.value(key)); level != LogLevel::Unknown)
            return level;
    return LogLevel::Unknown;
}

// "[ERROR]", "2026-… WARN …": an upper-case word near the beginning.
LogLevel levelFromWord(std::string_view line)
{
    line = line.substr(0, 96);
    std::size_t i = 0;
    while (i < line.size()) {
        if (!isWordChar(line[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool upper = true;
        for (; end < line.size() && isWordChar(line[end]); ++end)
            upper = upper && line[end] >= 'A' && line[end] <= 'Z';
        if (upper && end - i >= 3 && end < line.size())
            if (const LogLevel level = signals::logLevelFromText(line.substr(i, end - i)); level != LogLevel::Unknown)
                return level;
        i = end;
    }
    return LogLevel::Unknown;
}

QString idOf(std::string_view key, std::string_view value)
{
    if (key == "traceparent") {
        // version-traceid-spanid-flags
        if (value.size() < 36 || value[2] != '-' || value[35] != '-')
            return {};
        value = value.substr(3, 32);
    }
    if (value.size() != 32 && value.size() != 16)
        return {};
    if (value.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
        return {};
    return normalisedId(value, 16);
}

QString idFromLabels(const base::Labels &labels)
{
    for (const auto key : traceKeys)
        if (const auto value = labels.value(key); !value.empty())
            if (QString id = idOf(key, value); !id.isEmpty())
                return id;
    return {};
}

std::string_view quotedPart(std::string_view rest)
{
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '\\')
            ++i;
        else if (rest[i] == '"')
            return rest.substr(1, i - 1);
    }
    return {};
}

} // namespace

std::string_view valueOfKey(std::string_view line, std::string_view key)
{
    for (std::size_t at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
        if (at > 0 && isWordChar(line[at - 1]))
            continue;
        std::size_t next = at + key.size();
        const bool json = at > 0 && line[at - 1] == '"' && next < line.size() && line[next] == '"';
        next += json ? 1 : 0;
        while (json && next < line.size() && line[next] == ' ')
            ++next;
        if (next >= line.size() || (line[next] != '=' && line[next] != ':'))
            continue;
        ++next;
        while (next < line.size() && line[next] == ' ')
            ++next;
        const auto rest = line.substr(next);
        if (rest.starts_with('"'))
            return quotedPart(rest);
        std::size_t end = 0;
        while (end < rest.size() && isWordChar(rest[end]))
            ++end;
        if (end > 0)
            return rest.substr(0, end);
    }
    return {};
}

LogLevel discoverLevel(const base::Labels &stream, const base::Labels &metadata, std::string_view line)
{
    for (const auto *labels : {&metadata, &stream})
        if (const LogLevel level = levelOf(labels->value("detected_level")); level != LogLevel::Unknown)
            return level;
    for (const auto *labels : {&metadata, &stream})
        if (const LogLevel level = levelFromLabels(*labels); level != LogLevel::Unknown)
            return level;
    const auto head = line.substr(0, 4096);
    for (const auto key : levelKeys)
        if (const LogLevel level = levelOf(valueOfKey(head, key)); level != LogLevel::Unknown)
            return level;
    return levelFromWord(head);
}

QString discoverTraceId(const base::Labels &stream, const base::Labels &metadata, std::string_view line)
{
    for (const auto *labels : {&metadata, &stream})
        if (QString id = idFromLabels(*labels); !id.isEmpty())
            return id;
    const auto head = line.substr(0, 16384);
    if (!containsIgnoringCase(head, "trace"))
        return {};
    for (const auto key : traceKeys)
        if (QString id = idOf(key, valueOfKey(head, key)); !id.isEmpty())
            return id;
    return {};
}

} // namespace wf::wire::loki
