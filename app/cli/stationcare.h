// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::app {

// The parts of `watchfloor station` that touch its stores. Each prints what it did and returns an ExitCode.
[[nodiscard]] int runRetention(const QString &directory, const QString &configFile, bool apply, bool json);
// Also while a console has the station open: then the console makes it.
[[nodiscard]] int runBackup(const QString &directory, const QString &target);
[[nodiscard]] int runRestore(const QString &backup, const QString &target);
// A backup, or a station's own folder.
[[nodiscard]] int runVerify(const QString &folder);

} // namespace wf::app
