// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/dashboard/dashboard.h"

#include <QByteArray>

#include <vector>

namespace wf::engine {

// Drafts of dashboards that were neither saved nor thrown away, so that a crash loses nothing: one file each in
// ".drafts" of the folder. Blocking; any thread.

struct BoardLeftover {
    QString title;
    QString of;        // the file it edits; empty: a new dashboard
    QString path;      // of the draft
    qint64 keptNs = 0; // last
};
// Newest first.
[[nodiscard]] std::vector<BoardLeftover> boardLeftovers(const QString &folder);

// `of` as above; `before`: the text of that file when editing began. Error: Storage.
[[nodiscard]] base::Status keepLeftover(const QString &folder, const QString &of, const QByteArray &before,
                                        const signals::Dashboard &dashboard);
void dropLeftover(const QString &folder, const QString &of);

struct ContinuedBoard {
    signals::Dashboard dashboard;
    QByteArray before; // of the file now; empty when it was changed since, so that saving asks
};
[[nodiscard]] base::Result<ContinuedBoard> continueLeftover(const BoardLeftover &leftover);

} // namespace wf::engine
