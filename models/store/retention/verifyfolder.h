// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/tieredstore.h"

#include <string_view>

namespace wf::store {

// How the folder of a store is verified, or a copy of one.
struct FolderCheck {
    QStringList parts; // name patterns of the files with parts; all else that counts is *.log (frames.h)
    std::function<void(const QString &path, const std::stop_token &stop, VerifyReport &report)> checkPart;
    std::function<bool(std::string_view record)> isRecord; // of a log; empty: every whole one is
};
// Changes nothing.
[[nodiscard]] VerifyReport verifyFolder(const QString &folder, const FolderCheck &check, std::stop_token stop);

} // namespace wf::store
