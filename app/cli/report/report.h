// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/archive/verifyreport.h"
#include "models/engine/reports/desk/reporthouse.h"

#include <QCommandLineParser>
#include <QJsonArray>
#include <QStringList>

namespace wf::app {

// `watchfloor report …`: reports that were issued, and whether a document is one of them.
[[nodiscard]] int runReport(const QStringList &arguments);

// `sla report CONTRACT`: 0 made, 1 of a part of the data only, 3 not made.
[[nodiscard]] int runSlaReport(const QStringList &arguments);
// `report run-due`: what schedules want, notices that were queued, and mails that wait. 0 all done, 1 something waits,
// 2 a mail was refused, 3 failed.
[[nodiscard]] int runReportsDue(const QStringList &arguments);

// A report computed anew from the data that the options of `sla` name. Nothing, and said, when that cannot be.
[[nodiscard]] std::optional<signals::Report> recomputed(const signals::Report &report, const QStringList &source);
// The options of `sla` that say where data come from, to be given on.
[[nodiscard]] QStringList slaSourceOf(const QCommandLineParser &parser);

// Of --settings, else of reports.yaml in the configuration folder; defaults when there is none there. Nothing, and said
// with places, when they are wrong.
[[nodiscard]] std::optional<engine::ReportHouse> reportHouseOf(const QCommandLineParser &parser);

// --format, --paper, -o; the look, or nothing (and said) when they are wrong.
void addLookOptions(QCommandLineParser &parser);
[[nodiscard]] std::optional<wire::ReportLook> lookOf(const QCommandLineParser &parser);
// To -o, else to stdout. False, and said, when it could not be written.
[[nodiscard]] bool writeDocument(const QCommandLineParser &parser, const QByteArray &bytes);
// Of --archive, else of the state folder. Nothing, and said, when it cannot be opened.
[[nodiscard]] std::unique_ptr<engine::ReportArchive> reportArchiveOf(const QCommandLineParser &parser,
                                                                     const base::Clock &clock);
[[nodiscard]] QString reportArchivePath(const QCommandLineParser &parser); // of --archive, else reportDirectory()

// `report mails`, `report backup FOLDER`, `report restore FOLDER`.
[[nodiscard]] int runReportMails(const QStringList &arguments);
[[nodiscard]] int runReportBackup(const QString &what, const QStringList &arguments);

} // namespace wf::app
