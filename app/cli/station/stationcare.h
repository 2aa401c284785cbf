// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::app {

// The parts of `watchfloor station` that touch its stores. Each prints what it did and returns an ExitCode.
// Retention and backup work also while a console has the station open: then the console does them, with the policies it
// has.
[[nodiscard]] int runRetention(const QString &directory, const QString &configFile, bool apply, bool json);
[[nodiscard]] int runBackup(const QString &directory, const QString &configFile, const QString &target);
[[nodiscard]] int runRestore(const QString &backup, const QString &target);
// A backup, or a station's own folder. When it is a backup of the station in `directory`, that remembers it.
[[nodiscard]] int runVerify(const QString &directory, const QString &folder);

} // namespace wf::app
