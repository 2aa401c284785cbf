// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/grafana/container/container.h"

#include <QStringList>

namespace wf::app {

// watchfloor dashboards list | generate SUBJECT | import FILE… [--report table|json] [--dry-run] | export NAME|FILE
// [--format …] Exit codes: 0 everything was read and nothing lost, 1 something was left out, 2 a file could not be
// read.
[[nodiscard]] int runDashboards(const QStringList &arguments);
// The dashboard of a service as Grafana's JSON on standard output.
[[nodiscard]] int runDashboardsGenerate(const QStringList &arguments);
// A dashboard as JSON on standard output, or (--format png|svg|pdf|csv|snapshot --out FILE) with what it shows now.
// Exit codes: 0 whole, 1 something is missing (said), 2 it could not be written. Pictures need a QApplication.
[[nodiscard]] int runDashboardsExport(const QStringList &arguments);
// Whether these arguments ask for a picture, so that they need one.
[[nodiscard]] bool paintsDashboards(const QStringList &arguments);
// Writes one to a Grafana. Exit codes: 0 done, 1 (--dry-run) something would change, 2 refused.
[[nodiscard]] int runDashboardsDeploy(const QStringList &arguments);

// The first dashboard of a file, or of one in the console's folder by its name.
[[nodiscard]] base::Result<wire::grafana::Container> readNamedBoard(const QString &nameOrPath);

} // namespace wf::app
