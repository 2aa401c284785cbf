// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/slo/slofile.h"

#include <QByteArray>

namespace wf::engine {

struct SloText {
    QString file;
    QByteArray text;
};

// Definitions with all that can be said of them without running them: their shape (wire) and their PromQL, parsed with
// Sloth's {{.window}} filled in; errors stand where they are in the file. Objectives with errors are left out. Pure.
[[nodiscard]] wire::SloDefinitions checkDefinitions(const std::vector<SloText> &files);

} // namespace wf::engine
