// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/rules/keep/keptrules.h"

#include <QJsonObject>
#include <QStringList>

namespace wf::app {

// --wait, --force, --dry-run, --format of commands that save.
void addSaveOptions(QCommandLineParser &parser);
// How long a server is given to evaluate; nothing: --wait is no duration, or --format is none.
[[nodiscard]] std::optional<std::chrono::milliseconds> waitOf(const QCommandLineParser &parser);
[[nodiscard]] engine::SaveForce forceOf(const QCommandLineParser &parser);

// What a command has to say of one text.
struct Told {
    int code = 0;
    QJsonObject json;
    QStringList lines;  // for people
    QStringList errors; // likewise
};
// What a draft would do: the lines that change, what the check says. 0 nothing changes, 1 something does, 2 it has
// errors.
[[nodiscard]] Told toldOf(const engine::RuleDraft &draft, const engine::DraftCheck &check);
// What became of a save. 0 evaluated, or nothing had changed; 1 saved, but not evaluated yet; 2 a conflict, refused, or
// it fails; 3 it could not be done.
[[nodiscard]] Told toldOf(const KeptRules::Saved &saved);
[[nodiscard]] Told toldOf(const base::Error &error);
// Prints all, as JSON one object or a list of them; the worst code.
[[nodiscard]] int say(const std::vector<Told> &all, const QString &format);
// A command that cannot go on: says why; 3.
[[nodiscard]] int cannot(const base::Error &error);

} // namespace wf::app
