// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/linefields.h"
#include "models/wire/logtext/readline.h"

// One function for every kind of line. Each says whether the line is of its kind; `facts` count only then.
namespace wf::wire::logtext {

[[nodiscard]] bool readKlog(std::string_view line, const StampContext &context, LineFacts &facts);
[[nodiscard]] bool readAccessLog(std::string_view line, const StampContext &context, LineFacts &facts);
[[nodiscard]] bool readSyslog(std::string_view line, const StampContext &context, LineFacts &facts);
[[nodiscard]] bool readJson(std::string_view line, const StampContext &context, LineFacts &facts);
[[nodiscard]] bool readLogfmt(std::string_view line, const StampContext &context, LineFacts &facts);
void readPlain(std::string_view line, const StampContext &context, LineFacts &facts);

// Gathers from the fields of JSON and logfmt what LineFacts tells; of several fields the better known name wins.
class FactsOfFields {
public:
    explicit FactsOfFields(const StampContext &context) : m_context(context) {}
    void look(const signals::RawField &field);
    // Fills in what was found and was not known yet.
    void into(LineFacts &facts) const;

private:
    const StampContext &m_context;
    std::optional<qint64> m_timeNs;
    int m_timeRank = 99;
    signals::LogLevel m_level = signals::LogLevel::Unknown;
    std::string m_service;
    int m_serviceRank = 99;
    std::string m_traceId;
};

// "RFC 5424 6.2.1": severity of a priority value.
[[nodiscard]] signals::LogLevel levelOfSyslogSeverity(int severity);
// Words, pino's and bunyan's tens.
[[nodiscard]] signals::LogLevel levelOfField(std::string_view text);

} // namespace wf::wire::logtext
