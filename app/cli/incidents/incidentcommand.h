// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/incidents/askedincidents.h"

#include <QCommandLineParser>

#include <optional>

namespace wf::app {

// What every command about an incident begins with.

// Prints it as an error; the exit code of what could not be done.
[[nodiscard]] int refuse(const QString &text);
[[nodiscard]] int refuse(const base::Error &error);

// "INC-12" and "12"; 0 when it is neither.
[[nodiscard]] qint64 incidentNumber(const QString &text);
[[nodiscard]] QString noSuchIncident(const QString &wanted, const engine::AlertSnapshot &alerts);

// Opens the environment that the options choose, asks its sources once, and runs this over the incident; refuses what
// is not there. Returns the exit code once everything that was done is kept.
using IncidentDeed = std::function<int(AskedIncidents &, const engine::IncidentPtr &)>;
[[nodiscard]] int withIncident(const QCommandLineParser &parser, const QString &wanted, const IncidentDeed &deed);

// Runs until somebody has answered; an error when nobody does within a minute.
template<class T, class Ask>
[[nodiscard]] base::Result<T> answerOf(AskedIncidents &asked, Ask question)
{
    auto out = std::make_shared<std::optional<base::Result<T>>>();
    question([out](const base::Result<T> &answer) { *out = answer; });
    asked.wait([out] { return out->has_value(); });
    if (!*out)
        return base::makeError(base::ErrorKind::Timeout, QStringLiteral("The ledger did not answer within a minute."));
    return **out;
}

} // namespace wf::app
