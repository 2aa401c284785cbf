// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics/openmetrics.h"

#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/rules/keep/openrules.h"
#include "app/paths.h"

namespace wf::app {

OpenedForMetrics::OpenedForMetrics(const sources::Environment &environment)
    : secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
      open(environment, {clock, pools, secrets.get()}),
      catalog(open.set(), clock, pools)
{
}

bool OpenedForMetrics::readCatalog()
{
    catalog.refresh();
    const bool isDone = waitFor([this] { return !catalog.isAsking(); });
    for (const auto &error : catalog.errors())
        printError(error.summary);
    return isDone && !catalog.index()->isEmpty();
}

std::unique_ptr<OpenedForMetrics> openForMetrics(const QCommandLineParser &parser)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return nullptr;
    auto opened = std::make_unique<OpenedForMetrics>(*environment);
    if (opened->open.set().metrics.empty()) {
        if (!environment->hasStation) // what is missing of a station was said
            printError(QStringLiteral("%1 has no source of metrics.").arg(environment->name));
        return nullptr;
    }
    return opened;
}

} // namespace wf::app
