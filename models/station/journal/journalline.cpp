// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journalline.h"

#include "models/wire/logtext/cleantext.h"
#include "models/wire/logtext/mask/maskline.h"
#include "models/wire/logtext/readline.h"
#include "models/wire/logtext/traceid.h"
#include "models/wire/numbers.h"
#include "models/wire/text.h"

#include <array>

namespace wf::station::journal {

namespace {

constexpr std::size_t mostLabelBytes = 256;

std::string labelText(std::string_view bytes)
{
    std::string out(bytes.substr(0, mostLabelBytes));
    wire::logtext::makeValidUtf8(out);
    return out;
}

std::string_view firstOf(const JournalEntry &entry, std::initializer_list<std::string_view> names)
{
    for (const auto name : names)
        if (const auto value = entry.value(name); !value.empty())
            return value;
    return {};
}

// Services are few; scopes and the like are made for every session and every run.
std::string_view serviceUnit(const JournalEntry &entry)
{
    const auto unit = firstOf(entry, {"_SYSTEMD_USER_UNIT", "UNIT", "USER_UNIT", "_SYSTEMD_UNIT"});
    return unit.ends_with(".service") ? unit : std::string_view();
}

// "user@1000.service" and "getty@tty1.service" are kinds of user@ and getty@.
std::string_view serviceName(std::string_view unit)
{
    unit.remove_suffix(std::string_view(".service").size());
    return unit.substr(0, unit.find('@'));
}

std::string traceOf(const JournalEntry &entry)
{
    for (const auto &[name, value] : entry.fields)
        if (name.find("TRACE") != std::string::npos)
            if (auto id = wire::logtext::traceIdOf(name, value); !id.empty())
                return id;
    return {};
}

signals::LogLevel levelOfPriority(std::string_view priority)
{
    using signals::LogLevel;
    static constexpr std::array byPriority{LogLevel::Fatal, LogLevel::Fatal, LogLevel::Fatal, LogLevel::Error,
                                           LogLevel::Warn,  LogLevel::Info,  LogLevel::Info,  LogLevel::Debug};
    const bool isOne = priority.size() == 1 && priority[0] >= '0' && priority[0] <= '7';
    return isOne ? byPriority.at(static_cast<std::size_t>(priority[0] - '0')) : LogLevel::Unknown;
}

} // namespace

std::optional<signals::LogLine> toLogLine(const JournalEntry &entry, const wire::logtext::Masker &masker,
                                          wire::logtext::Masker::Counts &counts, qint64 nowNs)
{
    signals::LogLine out;
    out.text = entry.value("MESSAGE");
    if (out.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return std::nullopt;
    const qint64 replaced = wire::logtext::makeValidUtf8(out.text);
    masker.mask(out.text, counts);
    const auto facts = wire::logtext::readLine(out.text, {nowNs, {}});
    const auto micros = wire::parseInteger(entry.value("__REALTIME_TIMESTAMP"));
    out.timeNs = micros && *micros > 0 && *micros < nowNs / 500 ? *micros * 1000 : nowNs;
    out.level = facts.level != signals::LogLevel::Unknown ? facts.level : levelOfPriority(entry.value("PRIORITY"));
    const auto unit = serviceUnit(entry);
    const auto identifier = firstOf(entry, {"SYSLOG_IDENTIFIER", "_COMM"});
    auto service = firstOf(entry, {"CONTAINER_NAME"});
    if (service.empty())
        service = unit.empty() ? identifier : serviceName(unit);
    out.stream = base::Labels{{"job", "systemd-journal"},
                              {"service_name", labelText(service.empty() ? "unknown" : service)},
                              {"unit", labelText(unit.empty() ? unit : serviceName(unit))},
                              {"host", labelText(entry.value("_HOSTNAME"))}};
    std::vector<base::Labels::Pair> metadata{{"identifier", labelText(identifier)},
                                             {"pid", labelText(firstOf(entry, {"_PID", "SYSLOG_PID"}))},
                                             {"boot", labelText(entry.value("_BOOT_ID"))},
                                             {"transport", labelText(entry.value("_TRANSPORT"))}};
    if (entry.cutBytes > 0)
        metadata.emplace_back("wf_cut_bytes", std::to_string(entry.cutBytes));
    if (replaced > 0)
        metadata.emplace_back("wf_replaced_bytes", std::to_string(replaced));
    out.metadata = wire::logtext::maskLabels(base::Labels(std::move(metadata)), masker, counts);
    out.stream = wire::logtext::maskLabels(out.stream, masker, counts);
    const std::string trace = facts.traceId.empty() ? traceOf(entry) : facts.traceId;
    out.traceId = wire::toQString(trace);
    return out;
}

} // namespace wf::station::journal
