// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace.h"

#include <QTemporaryDir>

namespace wf::tests {

// A workspace over an environment without sources, in a folder of its own.
struct EmptyWorkspace {
    base::ManualClock clock{1'763'700'000 * base::nsPerSecond};
    async::Pools pools;
    QTemporaryDir dir;
    app::Workspace workspace;

    EmptyWorkspace() : workspace(options(dir.path()), clock, pools) {}

private:
    static app::WorkspaceOptions options(const QString &directory)
    {
        app::WorkspaceOptions out;
        out.environment.name = QStringLiteral("test");
        out.stateDirectory = out.reportDirectory = directory;
        out.actor = QStringLiteral("mara");
        return out;
    }
};

} // namespace wf::tests
