// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QString>

#include <vector>

namespace wf::app {

// Exit codes of every command: monitoring plug-in convention.
enum ExitCode { ExitOk = 0, ExitWarning = 1, ExitCritical = 2, ExitUnknown = 3 };

// All output of commands goes through here: control characters and escape sequences of outside text cannot reach the
// terminal (T17).
void printLine(const QString &line);
void printError(const QString &line);
void printJson(const QJsonDocument &json);
// "2026-05-14 02:14:07", UTC: a moment as people read it, to the second.
[[nodiscard]] QString readableTime(qint64 ns);
// Moments that fill a cell, or begin it, as people read them: to the second, or finer where a column would otherwise
// say the same twice. Of tables; files and JSON keep what is known.
[[nodiscard]] std::vector<QStringList> withReadableTimes(std::vector<QStringList> rows);
// Left-aligned columns two spaces apart; the first row is the head. Times are made readable.
void printTable(const std::vector<QStringList> &rows);
// As table, json or csv; the first row is the head.
void printRows(const QString &format, const std::vector<QStringList> &rows, const QJsonArray &json);
// The same where the rows are all that is known: an object a row, named by the head in lower case; whole numbers are
// numbers.
void printRows(const QString &format, const std::vector<QStringList> &rows);
// "Usage: watchfloor alerts COMMAND [OPTIONS]", each command of it with what it does, and where the options are.
struct CommandHelp {
    QString command, what;
};
void printCommands(const QString &program, const std::vector<CommandHelp> &commands);
[[nodiscard]] bool asksForHelp(const QString &word); // "--help", "-h", "help"
// RFC 4180; cells that a spreadsheet would take for a formula get an apostrophe (T15).
[[nodiscard]] QString csvLine(const QStringList &cells);

} // namespace wf::app
