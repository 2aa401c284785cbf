// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/environment/environment.h"

#include <QCommandLineParser>

#include <optional>

namespace wf::app {

// --environment NAME and --environment-file FILE, the same for all commands.
void addEnvironmentOptions(QCommandLineParser &parser);
// Reads the options; the exit code when the program must not go on: help was asked for, or they are wrong (both said).
[[nodiscard]] std::optional<int> readOptions(QCommandLineParser &parser, const QStringList &arguments);
// The environment asked for; else the one named "default", else the only one there is. NotFound when nothing is set up
// yet.
[[nodiscard]] base::Result<sources::Environment> chosenEnvironment(const QCommandLineParser &parser);
// The same for a command: nothing once it was said on the error output why there is none.
[[nodiscard]] std::optional<sources::Environment> environmentOrSay(const QCommandLineParser &parser);
// The same for a command that asks the sources: of an environment with a station, this is among them while a console
// has it open; else it is said on the error output that it is missing, and what to do.
[[nodiscard]] std::optional<sources::Environment> askableEnvironment(const QCommandLineParser &parser);
// What the environment's state lies under (paths.h stateDirectoryOf). Two files of the same name in different folders
// are two environments and share nothing.
[[nodiscard]] QString stateNameOf(const QCommandLineParser &parser, const sources::Environment &environment);

} // namespace wf::app
