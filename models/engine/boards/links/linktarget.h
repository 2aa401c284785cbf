// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"

#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace wf::engine {

// A dashboard of this console that a link can lead to.
struct KnownBoard {
    QString uid, title, path;
    QStringList tags;
};
// Those of the folder, by title. Reads every file; blocking, any thread.
[[nodiscard]] std::vector<KnownBoard> knownBoards(const QString &folder, std::stop_token stop = {});
// Those that have all of the tags, without the one that is shown.
[[nodiscard]] std::vector<KnownBoard> taggedBoards(const std::vector<KnownBoard> &boards, const QStringList &tags,
                                                   const QString &shownUid = {});
// The address that Grafana gives a dashboard: "/d/uid/its-title".
[[nodiscard]] QString addressOf(const KnownBoard &board);

// Where an address leads.
struct LinkTarget {
    enum class Kind {
        Board,   // a dashboard of this console
        Same,    // the one that is shown, otherwise chosen
        Outside, // a web address
        Absent,  // a page of a Grafana that is not here
        Refused, // what must not be opened
    };
    Kind kind = Kind::Refused;
    QString path;    // Board: its file
    QString address; // Outside: in full, as the browser gets it
    std::map<QString, QStringList> variables;
    std::optional<base::TimeSelection> time;
    QString reason; // Absent, Refused: a sentence
};
// Addresses without a scheme are those of the Grafana that the dashboard came from. `shownUid`: of the dashboard that
// holds the link. Pure.
[[nodiscard]] LinkTarget targetOf(const QString &address, const std::vector<KnownBoard> &boards,
                                  const QString &shownUid, qint64 nowNs);

} // namespace wf::engine
