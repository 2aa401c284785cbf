// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::sources {
struct Environment;
}

namespace wf::app {

// Where Watchfloor keeps things, by the XDG rules. Made with mode 0700 when missing.
[[nodiscard]] QString configDirectory();    // ~/.config/watchfloor
[[nodiscard]] QString dashboardFolder();    // ~/.config/watchfloor/dashboards: own and imported ones
[[nodiscard]] QString stateDirectory();     // ~/.local/state/watchfloor
[[nodiscard]] QString reportDirectory();    // ~/.local/state/watchfloor/reports: issued ones, and mails
[[nodiscard]] QString reportSettingsPath(); // ~/.config/watchfloor/reports.yaml; may be missing
[[nodiscard]] QString priceListFile();      // ~/.config/watchfloor/prices.csv, there or not
// Each environment has a state directory of its own, so that two never share a cache.
[[nodiscard]] QString stateDirectoryOf(const QString &environmentName);

// Objectives that were defined in the console, of an environment that names no folder for them.
[[nodiscard]] QString ownObjectives(const QString &stateDirectory);
// Where an environment's objectives are: what its file names, and its own ones once there are any.
[[nodiscard]] QStringList objectivePathsOf(const sources::Environment &environment, const QString &stateDirectory);

// The file a machine without a keychain keeps secrets in, with mode 0600; only the connect dialog writes it.
[[nodiscard]] QString secretsFile();

// First thing in main: nothing we write is readable by others, no foreign plugin is loaded (T20, T23).
void hardenProcess();

} // namespace wf::app
