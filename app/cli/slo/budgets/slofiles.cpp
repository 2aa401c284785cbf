// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/slofiles.h"

#include "app/cli/common/output.h"

namespace wf::app {

void printProblems(const LoadedSlos &loaded)
{
    for (const QString &line : loaded.unreadable)
        printError(line);
    for (const QString &line : loaded.definitions.problems())
        printError(line);
}

} // namespace wf::app
