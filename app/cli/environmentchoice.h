// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/environment/environment.h"

#include <QCommandLineParser>

namespace wf::app {

// --environment NAME and --environment-file FILE, the same for all commands.
void addEnvironmentOptions(QCommandLineParser &parser);
// The environment asked for; else the one named "default", else the only one there is. NotFound when nothing is set up yet.
[[nodiscard]] base::Result<sources::Environment> chosenEnvironment(const QCommandLineParser &parser);

} // namespace wf::app
