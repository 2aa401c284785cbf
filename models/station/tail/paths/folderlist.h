// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <vector>

namespace wf::station::tail {

[[nodiscard]] std::string folderOf(const std::string &path);
// The file with this inode in a folder; empty when there is none.
[[nodiscard]] std::string findInode(const std::string &folder, quint64 inode);
// Files beside one that bear its name with something behind or between: app.log.1, app.log-20261128, app-1.log, and
// app.log.2.gz. Sorted; without the file itself.
[[nodiscard]] std::vector<std::string> rotatedNames(const std::string &path);
// Nothing but numbers and dates was added: app.log.1, app.log-20261128, app-2026-11-28.log.
[[nodiscard]] bool isNumberedNameOf(const std::string &path, const std::string &original);
[[nodiscard]] bool isCompressedName(const std::string &path); // .gz .zst .xz .bz2 …

} // namespace wf::station::tail
