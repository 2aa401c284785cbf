// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/yaml/slo/slofile.h"

#include <QByteArray>
#include <QStringList>

namespace wf::engine {

// What is wrong with a file if it held this text, beside all other files and folders of `paths`, to whose documents it
// may refer. Blocks.
[[nodiscard]] std::vector<wire::SloProblem> problemsOfText(const QStringList &paths, const QString &path,
                                                           const QByteArray &text);

// The file's text. Errors: Storage, TooLarge (4 MiB). Blocks.
[[nodiscard]] base::Result<QByteArray> objectiveText(const QString &path);
// Replaces the text of a file, whole or not at all. Invalid when the file no longer holds `before`: somebody else wrote
// it meanwhile; Storage. Blocks.
[[nodiscard]] base::Status replaceObjectiveText(const QString &path, const QByteArray &before, const QByteArray &after);

// A Composite of these objectives as a document that reads back as the same.
[[nodiscard]] QByteArray compositeText(const wire::SloComposite &composite);
// Writes it as <name>.yaml into a folder. Errors as saveObjective(). Blocks.
[[nodiscard]] base::Result<QString> saveComposite(const wire::SloComposite &composite, const QStringList &paths,
                                                  const QString &folder);

} // namespace wf::engine
