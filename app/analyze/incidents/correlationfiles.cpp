// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/correlationfiles.h"

#include "app/analyze/incidents/csvrows.h"
#include "app/analyze/seriesfiles.h"
#include "models/base/safefile.h"

#include <QDir>

#include <cmath>

namespace wf::app {

using analysis::AlertFacts;

namespace {

// Repeated texts share their memory.
class Texts {
public:
    QString of(const QByteArray &bytes)
    {
        const auto known = m_texts.constFind(bytes);
        return known != m_texts.constEnd() ? *known : *m_texts.insert(bytes, QString::fromUtf8(bytes));
    }

private:
    QHash<QByteArray, QString> m_texts;
};

bool isStream(const CsvRows &rows)
{
    return rows.column("time") >= 0 && rows.column("short") >= 0 && rows.column("host") >= 0;
}

struct Tally {
    qint64 alerts = 0;
    qint64 incidents = 0;
    qint64 told = 0;
};

QByteArray correlated(const std::vector<AlertFacts> &alerts, Tally &tally)
{
    analysis::Correlator correlator;
    QByteArray out("row,incident,notify\n");
    for (const AlertFacts &alert : alerts) {
        const auto placed = correlator.add(alert);
        const bool told = placed.quiet == analysis::Quiet::No;
        out += QByteArray::number(placed.alert) + ',' + QByteArray::number(placed.incident) + (told ? ",1\n" : ",0\n");
        ++tally.alerts;
        tally.incidents += placed.opened ? 1 : 0;
        tally.told += told ? 1 : 0;
    }
    return out;
}

} // namespace

base::Result<std::vector<AlertFacts>> readAlertStream(const QString &path)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    if (!isStream(*rows))
        return base::makeError(
            base::ErrorKind::NotUnderstood,
            QStringLiteral("%1 holds no alerts: it needs the columns time, name, host, short").arg(path));
    const auto cell = [](int column, const std::vector<QByteArray> &cells) {
        return column < 0 ? QByteArray() : cells[static_cast<std::size_t>(column)];
    };
    const int time = rows->column("time");
    const int name = rows->column("short");
    const int text = rows->column("name");
    const int host = rows->column("host");
    const int service = rows->column("service");
    std::vector<AlertFacts> out;
    std::vector<QByteArray> cells;
    Texts texts;
    while (rows->next(cells)) {
        AlertFacts alert;
        const double seconds = cellNumber(cell(time, cells));
        if (!(std::abs(seconds) < 9e9))
            return base::makeError(
                base::ErrorKind::NotUnderstood,
                QStringLiteral("%1, row %2: the time is not Unix seconds").arg(path).arg(out.size()));
        alert.timeNs = static_cast<qint64>(seconds * 1e9);
        alert.name = texts.of(cell(name, cells));
        alert.text = texts.of(cell(text, cells));
        alert.instance = texts.of(cell(host, cells));
        alert.service = texts.of(cell(service, cells));
        out.push_back(std::move(alert));
    }
    return out;
}

base::Result<QString> correlateAlertFiles(const QString &in, const QString &out)
{
    Tally tally;
    int files = 0;
    if (!QDir().mkpath(out))
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("%1 could not be made").arg(out));
    for (const QString &name : seriesFilesBelow(in)) {
        const QString path = QDir(in).filePath(name);
        if (name.contains(u'/') || name.endsWith(QLatin1String(".labels.csv")))
            continue;
        const auto rows = CsvRows::open(path);
        if (!rows)
            return rows.error();
        if (!isStream(*rows))
            continue;
        const auto alerts = readAlertStream(path);
        if (!alerts)
            return alerts.error();
        if (const auto written = base::writeFileSafely(QDir(out).filePath(name), correlated(*alerts, tally)); !written)
            return written.error();
        ++files;
    }
    if (files == 0)
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("%1 holds no alerts: name a folder of NAME.csv or NAME.csv.gz with the "
                                              "columns time, name, host, short")
                                   .arg(in));
    return QStringLiteral("%1: %2 files, %3 alerts, %4 incidents, %5 put before the operator, written to %6")
        .arg(in)
        .arg(files)
        .arg(tally.alerts)
        .arg(tally.incidents)
        .arg(tally.told)
        .arg(out);
}

} // namespace wf::app
