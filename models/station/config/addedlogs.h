// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace wf::station {

// Log files added by hand, in the window or with `watchfloor station add-log`. They lie in a file beside station.yaml
// (logs.added_files), which is read again when it changes: what is added is followed within seconds.
struct AddedLog {
    QString glob;    // absolute
    QString service; // of lines that name none; empty: from the path
    friend bool operator==(const AddedLog &, const AddedLog &) = default;
};

// What people paste: "/srv/app/log/*.log", "~/run.log", a folder ending in "/" (all its files). Errors: Invalid, with
// what to write instead: not absolute, a wildcard instead of a first folder, kernel file systems, too long.
[[nodiscard]] base::Result<AddedLog> logOfPath(const QString &pasted, const QString &service = {});

// Errors: Invalid (no list of such objects), TooLarge. What is no path in it is left out.
[[nodiscard]] base::Result<std::vector<AddedLog>> readAddedLogs(const QByteArray &json, const QString &path);
// The same from the disk; without the file there are none.
[[nodiscard]] base::Result<std::vector<AddedLog>> loadAddedLogs(const QString &file);
// Adds or replaces the one with this glob. Errors: Invalid (the file is broken), TooLarge (more than 1,000), Storage.
[[nodiscard]] base::Status addLog(const QString &file, const AddedLog &log);
// NotFound when there is none.
[[nodiscard]] base::Status removeLog(const QString &file, const QString &glob);

} // namespace wf::station
