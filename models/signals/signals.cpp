// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/signals/severity.h"

#include <QSet>

#include <re2/re2.h>

#include <array>

namespace wf::signals {

Severity severityFromLabel(const QString &label)
{
    const QString l = label.toLower();
    static const QSet<QString> critical{
        QStringLiteral("critical"), QStringLiteral("crit"),  QStringLiteral("page"),      QStringLiteral("pager"),
        QStringLiteral("error"),    QStringLiteral("fatal"), QStringLiteral("emergency"), QStringLiteral("disaster"),
        QStringLiteral("high"),     QStringLiteral("p1"),    QStringLiteral("sev1"),      QStringLiteral("major")};
    static const QSet<QString> info{QStringLiteral("info"), QStringLiteral("information"), QStringLiteral("none"),
                                    QStringLiteral("low"),  QStringLiteral("debug"),       QStringLiteral("notice"),
                                    QStringLiteral("p4"),   QStringLiteral("sev4")};
    if (critical.contains(l))
        return Severity::Critical;
    if (info.contains(l))
        return Severity::Info;
    return Severity::Warning;
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
