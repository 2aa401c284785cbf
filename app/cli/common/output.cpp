// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/output.h"

#include "models/base/csv.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <cstdio>

#include <algorithm>

namespace wf::app {

namespace {

void put(FILE *to, const QString &line)
{
    const QByteArray bytes = base::termSafe(line).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), to);
}

} // namespace

void printLine(const QString &line)
{
    put(stdout, line);
}

void printError(const QString &line)
{
    put(stderr, line);
}

void printJson(const QJsonDocument &json)
{
    // JSON escapes control characters itself; indentation must stay.
    const QByteArray bytes = json.toJson(QJsonDocument::Indented);
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
}

QString readableTime(qint64 ns)
{
    return base::isoTime(ns).left(19).replace(u'T', u' ');
}

std::vector<QStringList> withReadableTimes(std::vector<QStringList> rows)
{
    static const QRegularExpression moment(
        QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z(?=$|[ :])"));
    qsizetype columns = 0;
    for (const QStringList &row : rows)
        columns = std::max(columns, row.size());
    for (qsizetype column = 0; column < columns; ++column) {
        const auto written = [&](const QString &cell, qsizetype decimals) {
            const auto match = moment.match(cell);
            if (!match.hasMatch())
                return cell;
            const QString fraction = decimals > 0 ? match.captured(3).left(decimals + 1) : QString();
            return QString(match.captured(1) + u' ' + match.captured(2) + fraction + cell.mid(match.capturedEnd()));
        };
        const auto isClear = [&](qsizetype decimals) { // two moments that differ are written differently
            for (std::size_t i = 1; i < rows.size(); ++i)
                if (const QString above = rows[i - 1].value(column), here = rows[i].value(column);
                    above != here && moment.match(here).hasMatch() &&
                    written(above, decimals) == written(here, decimals))
                    return false;
            return true;
        };
        const qsizetype decimals = isClear(0) ? 0 : isClear(3) ? 3 : 9;
        for (QStringList &row : rows)
            if (column < row.size())
                row[column] = written(row[column], decimals);
    }
    return rows;
}

void printTable(const std::vector<QStringList> &told)
{
    const std::vector<QStringList> rows = withReadableTimes(told);
    std::vector<qsizetype> widths;
    for (const auto &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (static_cast<qsizetype>(widths.size()) <= i)
                widths.push_back(0);
            widths[static_cast<std::size_t>(i)] = std::max(widths[static_cast<std::size_t>(i)], row.at(i).size());
        }
    for (const auto &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 == row.size() ? row.at(i) : row.at(i).leftJustified(widths[static_cast<std::size_t>(i)] + 2);
        printLine(line);
    }
}

void printRows(const QString &format, const std::vector<QStringList> &rows, const QJsonArray &json)
{
    if (format == QLatin1String("json"))
        return printJson(QJsonDocument(json));
    if (format != QLatin1String("csv"))
        return printTable(rows);
    for (const QStringList &row : rows)
        printLine(csvLine(row));
}

void printRows(const QString &format, const std::vector<QStringList> &rows)
{
    QJsonArray json;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        QJsonObject one;
        for (qsizetype c = 0; c < rows.front().size(); ++c) {
            const QString cell = rows[i].value(c);
            bool isNumber = false;
            const qint64 number = cell.toLongLong(&isNumber);
            one.insert(rows.front().at(c).toLower().replace(u' ', u'_'),
                       isNumber ? QJsonValue(number) : QJsonValue(cell));
        }
        json.append(one);
    }
    printRows(format, rows, json);
}

void printCommands(const QString &program, const std::vector<CommandHelp> &commands)
{
    qsizetype widest = 0;
    for (const CommandHelp &one : commands)
        widest = std::max(widest, one.command.size());
    printLine(QStringLiteral("Usage: %1 COMMAND [OPTIONS]").arg(program));
    printLine({});
    for (const CommandHelp &one : commands)
        printLine(QStringLiteral("  %1  %2").arg(one.command.leftJustified(widest), one.what));
    printLine({});
    printLine(QStringLiteral("%1 COMMAND --help has the options of each. Exit codes: 0 ok, 1 warning, 2 critical, 3 "
                             "unknown.")
                  .arg(program));
}

bool asksForHelp(const QString &word)
{
    return word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("help");
}

QString csvLine(const QStringList &cells)
{
    return base::csvLine(cells);
}

} // namespace wf::app
