// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::support {

// Folder of a test corpus ("nab", "api-fixtures/loki-3.4"), below $WF_CORPUS or ../shared/data beside the checkout.
// Empty when it is not there.
[[nodiscard]] QString corpusPath(const QString &name);
// Root of the source tree, for fixtures below tests/.
[[nodiscard]] QString sourcePath(const QString &relative);

} // namespace wf::support

// Declares `variable` as the folder, or skips the test and says what is missing.
#define WF_REQUIRE_CORPUS(variable, name)                                                                              \
    const QString variable = wf::support::corpusPath(QStringLiteral(name));                                            \
    if (variable.isEmpty())                                                                                            \
    QSKIP("the corpus " name " is not here: set WF_CORPUS to the folder that holds it")
