// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementbook.h"
#include "models/engine/agreements/export/agreementtables.h"
#include "models/engine/agreements/keeper/agreementkeeper.h"

#include <QCommandLineParser>

#include <optional>

namespace wf::app {

// --environment…, --file, --objectives, --samples, --incidents, --period, --at, --book.
void addSlaOptions(QCommandLineParser &parser);
// Contracts as they stand: of files alone when --samples is given (nothing else is asked then), else of the
// environment, running the event loop. Nothing, and said on stderr, when there is nothing to judge. `pastOf`: the
// contract whose twelve periods before are wanted too.
[[nodiscard]] engine::AgreementsPtr slaSnapshot(const QCommandLineParser &parser, const QString &pastOf = {});
// The book of --book, else of the environment. Nothing, and said, when it cannot be opened.
[[nodiscard]] std::unique_ptr<engine::AgreementBook> slaBook(const QCommandLineParser &parser,
                                                             const base::Clock &clock);
[[nodiscard]] std::optional<QString> slaBookPath(const QCommandLineParser &parser);

// Incidents of a JSON file: a list of {id, title, cause, service, severity, start, end, acknowledged}, times in RFC
// 3339; no end: still open. Errors: Invalid (which one, and why), Storage, TooLarge.
[[nodiscard]] base::Result<std::vector<analysis::IncidentFact>> readIncidents(const QByteArray &json, qint64 nowNs);

// As table, json or csv.
void printTableOf(engine::AgreementTable table, const engine::AgreementsSnapshot &snapshot, const QString &format);

} // namespace wf::app
