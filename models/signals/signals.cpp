// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/signals/severity.h"

#include <QLatin1StringView>

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace wf::signals {

namespace {

// Asked of every alert in every list: without making a text.
template<std::size_t N>
bool isOneOf(const QString &label, const std::array<QLatin1StringView, N> &words)
{
    return std::ranges::any_of(words, [&label](QLatin1StringView word) {
        return word.size() == label.size() && label.compare(word, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

Severity severityFromLabel(const QString &label)
{
    using Word = QLatin1StringView;
    static constexpr std::array critical{Word("critical"), Word("crit"),  Word("page"),      Word("pager"),
                                         Word("error"),    Word("fatal"), Word("emergency"), Word("disaster"),
                                         Word("high"),     Word("p1"),    Word("sev1"),      Word("major")};
    static constexpr std::array info{Word("info"),  Word("information"), Word("none"), Word("low"),
                                     Word("debug"), Word("notice"),      Word("p4"),   Word("sev4")};
    if (isOneOf(label, critical))
        return Severity::Critical;
    return isOneOf(label, info) ? Severity::Info : Severity::Warning;
}

QString severityName(Severity severity)
{
    static constexpr std::array names{"critical", "warning", "info", "ok", "unknown"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(severity)));
}

QString logLevelName(LogLevel level)
{
    static constexpr std::array names{"fatal", "error", "warn", "info", "debug", "trace", "unknown"};
    return QString::fromLatin1(names.at(static_cast<std::size_t>(level)));
}

LogLevel logLevelFromText(std::string_view text)
{
    if (text.empty() || text.size() > 16)
        return LogLevel::Unknown;
    std::string l(text);
    std::transform(l.begin(), l.end(), l.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    struct Word {
        std::string_view text;
        LogLevel level;
    };
    static constexpr std::array words{
        Word{"fatal", LogLevel::Fatal},      Word{"panic", LogLevel::Fatal},   Word{"critical", LogLevel::Fatal},
        Word{"crit", LogLevel::Fatal},       Word{"emerg", LogLevel::Fatal},   Word{"alert", LogLevel::Fatal},
        Word{"f", LogLevel::Fatal},          Word{"error", LogLevel::Error},   Word{"err", LogLevel::Error},
        Word{"severe", LogLevel::Error},     Word{"e", LogLevel::Error},       Word{"warn", LogLevel::Warn},
        Word{"warning", LogLevel::Warn},     Word{"w", LogLevel::Warn},        Word{"info", LogLevel::Info},
        Word{"information", LogLevel::Info}, Word{"notice", LogLevel::Info},   Word{"i", LogLevel::Info},
        Word{"debug", LogLevel::Debug},      Word{"dbg", LogLevel::Debug},     Word{"d", LogLevel::Debug},
        Word{"trace", LogLevel::Trace},      Word{"verbose", LogLevel::Trace}, Word{"t", LogLevel::Trace}};
    for (const auto &word : words)
        if (word.text == l)
            return word.level;
    return LogLevel::Unknown;
}

QString Exemplar::traceId() const
{
    for (const auto name : {"trace_id", "traceID", "traceId"})
        if (labels.has(name))
            return labels.text(name).toLower();
    return {};
}

QString Matcher::toString() const
{
    const QString op = isEqual ? (isRegex ? QStringLiteral("=~") : QStringLiteral("="))
                               : (isRegex ? QStringLiteral("!~") : QStringLiteral("!="));
    return name + op + base::quoted(value);
}

bool Matcher::matches(const base::Labels &labels) const
{
    const auto actual = labels.value(name.toStdString());
    if (!isRegex)
        return (actual == value.toStdString()) == isEqual;
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    const re2::RE2 expression(value.toStdString(), options);
    return expression.ok() &&
           re2::RE2::FullMatch(re2::StringPiece(actual.data(), actual.size()), expression) == isEqual;
}

bool Silence::isAcknowledgement() const
{
    return comment.startsWith(QLatin1String("ACK!"));
}

} // namespace wf::signals
