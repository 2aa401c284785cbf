// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/changesearch.h"
#include "models/sources/environment/environment.h"

#include <QCommandLineParser>

#include <functional>
#include <optional>

namespace wf::app {

// What `watchfloor changes` and `watchfloor moves` have in common.

// --limit, --format and those of the environment.
void addChangeOptions(QCommandLineParser &parser);
struct ChangeOutput {
    QString format;
    std::size_t limit = 0;
};
[[nodiscard]] std::optional<ChangeOutput> changeOutput(const QCommandLineParser &parser); // none: not understood

// Puts a question and waits for the whole answer, with progress on stderr; two minutes at most.
[[nodiscard]] engine::ChangesPtr askChanges(const sources::Environment &environment,
                                            const std::function<void(engine::ChangeSearch &)> &question);
// What was counted, left out and refused, on stderr. 0 all asked, 1 some, 3 nothing.
[[nodiscard]] int endOfChanges(const engine::ChangesSnapshot &found);

} // namespace wf::app
