// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::base {

// Files as they are named, and of folders the *.yaml and *.yml right below them, by name. Looks at the disk; what is
// not there is given on as a file, so that opening it tells.
[[nodiscard]] QStringList yamlFilesOf(const QStringList &paths);

} // namespace wf::base
