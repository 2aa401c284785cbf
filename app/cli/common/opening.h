// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demosession.h"
#include "app/workspace.h"
#include "models/engine/bundle/bundlesession.h"

#include <QCommandLineParser>

class QWidget;

namespace wf::app {

// What a window opens on, and what lives as long as it.
struct Opening {
    WorkspaceOptions workspace;
    std::unique_ptr<DemoSession> demo;             // set: the Halcyon shop
    std::unique_ptr<engine::BundleSession> bundle; // set: an incident bundle
    std::unique_ptr<base::Clock> clock;            // null with one of these
    [[nodiscard]] const base::Clock &now() const { return demo ? demo->clock() : bundle ? bundle->clock() : *clock; }
};

// --environment, --environment-file, --station, --demo [--seed --at --speed], --bundle.
void addOpeningOptions(QCommandLineParser &parser);

// Decides from the options; without any, the environment set up last; without one, by asking the newcomer. NotFound
// with an empty summary: closed without an answer. A picture (`isShot`) asks nobody, and keeps its state in
// `scratch`, so that it does not disturb a console that runs.
[[nodiscard]] base::Result<Opening> decideOpening(const QCommandLineParser &parser, bool isShot,
                                                  const QString &scratch);

// How the same environment is opened in the tray: --in-tray, and what of these options was given.
[[nodiscard]] QStringList trayArguments(const QCommandLineParser &parser);

// Where the state of an environment chosen by these options lies, and who acts.
[[nodiscard]] QString stateDirectoryFor(const QCommandLineParser &parser, const sources::Environment &environment);
[[nodiscard]] QString loginName();

// The dialog that connects servers; the path of the environment that was written, empty when it was closed.
[[nodiscard]] QString connectServers(QWidget *parent);

} // namespace wf::app
