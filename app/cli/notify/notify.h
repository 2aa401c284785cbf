// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/notifysettings/notifysettings.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace wf::app {

// `watchfloor channels …`: how people are told; list, check, test, selftest, log, retry.
[[nodiscard]] int runChannels(const QStringList &arguments);
// `watchfloor escalation …`: who is told when; list, oncall, run, stop.
[[nodiscard]] int runEscalation(const QStringList &arguments);

// `watchfloor escalation run --headless`: runs them in this process, without a window, until it is ended.
[[nodiscard]] int runHeadless(const QCommandLineParser &parser);
// `watchfloor autostart [status|on|off]`: whether the desktop starts the console in its tray.
[[nodiscard]] int runAutostart(const QStringList &arguments);

// --settings FILE, else notifications.yaml in the configuration folder. Nothing, and said with places, when it cannot
// be read or is wrong.
void addNotifyOptions(QCommandLineParser &parser);
[[nodiscard]] std::optional<wire::NotifySettings> notifySettingsOf(const QCommandLineParser &parser);

} // namespace wf::app
