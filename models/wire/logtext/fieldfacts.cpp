// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/facts_p.h"
#include "models/wire/logtext/traceid.h"
#include "models/wire/text.h"

#include <array>

namespace wf::wire::logtext {

using signals::LogLevel;
using signals::RawField;

namespace {

constexpr std::size_t longestService = 128;

// Best known first; names as RawField gives them, any case.
constexpr std::array<std::string_view, 12> timeNames{"timestamp", "_timestamp", "time",       "ts",
                                                     "datetime",  "t",          "date",       "asctime",
                                                     "eventtime", "log_time",   "@timestamp", "when"};
constexpr std::array<std::string_view, 14> serviceNames{"service_name",   "service",
                                                        "servicename",    "app",
                                                        "application",    "app_name",
                                                        "appname",        "resource_service_name",
                                                        "container_name", "kubernetes_container_name",
                                                        "container",      "unit",
                                                        "_systemd_unit",  "syslog_identifier"};
constexpr std::array<std::string_view, 10> levelNames{"level",        "severity",      "lvl",       "loglevel",
                                                      "log_level",    "severity_text", "levelname", "severitytext",
                                                      "log_severity", "_level"};

template<std::size_t N>
int rankOf(std::string_view name, const std::array<std::string_view, N> &names)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (equalsIgnoringCase(name, names[i]))
            return static_cast<int>(i);
    return 99;
}

bool isSmall(std::string_view raw)
{
    return raw.size() <= 512;
}

} // namespace

LogLevel levelOfSyslogSeverity(int severity)
{
    static constexpr std::array bySeverity{LogLevel::Fatal, LogLevel::Fatal, LogLevel::Fatal, LogLevel::Error,
                                           LogLevel::Warn,  LogLevel::Info,  LogLevel::Info,  LogLevel::Debug};
    return severity >= 0 && severity < 8 ? bySeverity.at(static_cast<std::size_t>(severity)) : LogLevel::Unknown;
}

LogLevel levelOfField(std::string_view text)
{
    if (text.size() == 2 && text[1] == '0' && text[0] >= '1' && text[0] <= '6') {
        static constexpr std::array byTens{LogLevel::Trace, LogLevel::Debug, LogLevel::Info,
                                           LogLevel::Warn,  LogLevel::Error, LogLevel::Fatal};
        return byTens.at(static_cast<std::size_t>(text[0] - '1'));
    }
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '7') // GELF
        return levelOfSyslogSeverity(text[0] - '0');
    return signals::logLevelFromText(text);
}

void FactsOfFields::look(const RawField &field)
{
    using Kind = signals::ParsedField::Kind;
    if (field.kind == Kind::Nested || field.kind == Kind::Null || field.name.size() > 48 || !isSmall(field.raw))
        return;
    if (const int rank = rankOf(field.name, timeNames); rank < m_timeRank) {
        const std::string text = signals::fieldText(field);
        auto ns = epochToNs(text);
        if (!ns)
            if (const auto stamp = readStamp(text, m_context); stamp && stamp->hasDate)
                ns = stamp->timeNs;
        if (ns) {
            m_timeNs = ns;
            m_timeRank = rank;
        }
        return;
    }
    if (m_level == LogLevel::Unknown && rankOf(field.name, levelNames) < 99) {
        m_level = levelOfField(signals::fieldText(field));
        return;
    }
    if (const int rank = rankOf(field.name, serviceNames); rank < m_serviceRank && field.kind == Kind::String) {
        auto text = signals::fieldText(field);
        if (!text.empty() && text.size() <= longestService) {
            m_service = std::move(text);
            m_serviceRank = rank;
        }
        return;
    }
    if (m_traceId.empty())
        m_traceId = traceIdOf(field.name, signals::fieldText(field));
}

void FactsOfFields::into(LineFacts &facts) const
{
    if (!facts.timeNs)
        facts.timeNs = m_timeNs;
    if (facts.level == LogLevel::Unknown)
        facts.level = m_level;
    if (facts.service.empty())
        facts.service = m_service;
    if (facts.traceId.empty())
        facts.traceId = m_traceId;
}

bool readJson(std::string_view line, const StampContext &context, LineFacts &facts)
{
    FactsOfFields found(context);
    if (!signals::visitJsonFields(line, [&found](const RawField &field) { found.look(field); }))
        return false;
    facts.kind = LineKind::Json;
    found.into(facts);
    return true;
}

bool readLogfmt(std::string_view line, const StampContext &context, LineFacts &facts)
{
    // The first word is a key; a line of words with a pair somewhere is plain.
    std::size_t key = 0;
    const auto isKeyChar = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               c == '-' || c == '@' || c == '/';
    };
    while (key < line.size() && isKeyChar(line[key]))
        ++key;
    if (key == 0 || key > 64 || key >= line.size() || line[key] != '=')
        return false;
    FactsOfFields found(context);
    signals::visitLogfmtFields(line, [&found](const RawField &field) { found.look(field); });
    facts.kind = LineKind::Logfmt;
    found.into(facts);
    return true;
}

} // namespace wf::wire::logtext
