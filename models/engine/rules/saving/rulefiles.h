// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

// Rule files of this machine, which are shared with a server and with people. All of it blocks: not for the GUI thread.
namespace wf::engine {

inline constexpr qint64 largestRuleFile = qint64{4} << 20; // bytes

// The whole file. NotFound: there is none; TooLarge; Storage: it cannot be read, or is none (a folder, a pipe).
[[nodiscard]] base::Result<QByteArray> readRuleBytes(const QString &path);

// Whether replaceRuleFile() would be allowed to. Storage: the summary says why not, in a sentence.
[[nodiscard]] base::Status canReplaceFile(const QString &path);

// Replaces the file wholly or not at all: writes a neighbour, flushes it to the disk, gives it mode, owner and group of
// the file it replaces (a new one: 0644), looks once more with `isStill` whether the file is what it was,
// and renames. Of a symbolic link what it points to is replaced; the link stays. Storage: nothing was changed, and the
// summary says why; Invalid: `isStill` said no. Who owns a file that was somebody else's cannot always be kept: then it
// is refused, since the server might not be able to read it afterwards.
[[nodiscard]] base::Status replaceRuleFile(const QString &path, const QByteArray &text,
                                           const std::function<bool()> &isStill);

// Takes a file away that a save has made, when it still is what `isStill` wants.
[[nodiscard]] base::Status removeRuleFile(const QString &path, const std::function<bool()> &isStill);

} // namespace wf::engine
