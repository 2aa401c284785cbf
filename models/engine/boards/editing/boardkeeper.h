// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/dashboard/dashboard.h"

#include <QByteArray>

#include <variant>
#include <vector>

namespace wf::engine {

// Files of own dashboards: opened for editing, saved, and every text that was replaced kept as a version beside them
// (".versions/NAME/20261129T103000Z.json", the newest 100). Plain JSON with sorted keys, so that it diffs well.
// Blocking; any thread.

struct OpenedBoard {
    signals::Dashboard dashboard;
    QString path;
    QByteArray text; // of the file
};
// Errors: Storage, TooLarge, NotUnderstood.
[[nodiscard]] base::Result<OpenedBoard> openBoard(const QString &path);

// The file's text with this dashboard in it, in the wrapping and schema it came in; `before` empty: a classic dashboard
// of today. Error: Unsupported when the file holds several dashboards.
[[nodiscard]] base::Result<QByteArray> boardText(const signals::Dashboard &dashboard, const QByteArray &before);

struct SavedBoard {
    QString path;
    QByteArray text;
};
// The file is not what was opened.
struct BoardConflict {
    QByteArray there; // empty: it is gone
};
using BoardSaving = std::variant<SavedBoard, BoardConflict, base::Error>;
// Puts the dashboard where it came from. `before` is the text it was opened with; when the file has another one by now
// nothing is written, unless `force`. The text that is replaced becomes a version first.
[[nodiscard]] BoardSaving saveBoard(const QString &path, const signals::Dashboard &dashboard, const QByteArray &before,
                                    bool force = false);
// A new file in the folder, called by the title; never an existing one.
[[nodiscard]] BoardSaving saveNewBoard(const QString &folder, const signals::Dashboard &dashboard);

struct BoardVersion {
    QString path;
    qint64 replacedNs = 0; // until then it was the file
};
// Newest first.
[[nodiscard]] std::vector<BoardVersion> versionsOf(const QString &path);

} // namespace wf::engine
