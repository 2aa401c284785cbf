// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/dashboard/dashboard.h"
#include "models/wire/grafana/container/container.h"

#include <vector>

namespace wf::engine {

// Dashboards that people wrote or imported: one JSON file each in a folder of the console, as Grafana would write it,
// so that they can be put under version control and edited elsewhere. Blocking; any thread.

struct BoardFile {
    QString name; // what it is called: the file's name without ".json"
    QString path;
};
[[nodiscard]] std::vector<BoardFile> boardsIn(const QString &folder);

// A file's dashboards. Errors: Storage, TooLarge, NotUnderstood.
[[nodiscard]] base::Result<QByteArray> readBoardFile(const QString &path);
[[nodiscard]] base::Result<signals::Dashboard> loadBoard(const QString &path);

// "SLO of Checkout" -> "SLO-of-Checkout.json": nothing of a title can leave the folder.
[[nodiscard]] QString boardFileName(const QString &title);

// Puts a dashboard, as it came, into the folder; answers where. A file of the same title is replaced. Error: Storage.
[[nodiscard]] base::Result<QString> keepBoard(const QString &folder, const wire::grafana::Container &container,
                                              const QString &title);

} // namespace wf::engine
