// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/openedmetrics.h"

#include "app/paths.h"
#include "app/workspace.h"

namespace wf::app {

OpenedMetrics::OpenedMetrics(const sources::Environment &environment, const QString &stateDirectory)
    : secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
      store({.directory = stateDirectory, .auditKey = {}}, clock),
      samples(store.samples()),
      open(environment, {clock, pools, secrets.get()}),
      services(open.set(), subjectRules(environment), clock),
      metrics(open.set(), &samples, clock)
{
}

bool OpenedMetrics::isSilent() const
{
    return !services.isBusy() && services.snapshot()->asOfNs == 0 && services.snapshot()->metricNames.isEmpty();
}

base::Error noMetricsAnswer()
{
    return base::makeError(base::ErrorKind::Unreachable,
                           QStringLiteral("No source of metrics answers: watchfloor sources check says why."));
}

} // namespace wf::app
