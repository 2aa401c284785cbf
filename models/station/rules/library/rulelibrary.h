// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace wf::station {

// A rule file about one subject, ready to be used: each alert has a severity, a summary, a description that says what
// it means and a runbook that says what to do.
struct LibraryFile {
    QString subject; // "databases"
    QByteArray text; // YAML
};

// All of them, by subject; defaultRules() watches the machine itself.
[[nodiscard]] std::vector<LibraryFile> ruleLibrary();

} // namespace wf::station
