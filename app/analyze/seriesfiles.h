// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

// Plain files of series, as the public collections bring them; each may also lie there as FILE.gz. Blocks.
namespace wf::app {

// The whole file, or FILE.gz unpacked; at most 1 GiB.
[[nodiscard]] base::Result<QByteArray> readTextFile(const QString &path);
// PATH, else PATH.gz, else nothing.
[[nodiscard]] QString existingTextFile(const QString &path);

struct NamedSeries {
    QString name;
    std::vector<std::vector<double>> values; // one column or several of equal length; NaN = no value
};
// One series a line, without a head: name,v1,v2,…; empty cells and NA at the end are not part of it.
[[nodiscard]] base::Result<std::vector<NamedSeries>> readWideSeries(const QString &path);
// A file of the Turing Change Point Dataset: {"name", "series": [{"raw": [number | null]}]}.
[[nodiscard]] base::Result<NamedSeries> readTuringSeries(const QString &path);

// Head with `timestamp` and `value`. A stamp is "2014-02-14 14:30:00", also with T, Z and fractions, or Unix seconds.
struct TimedSeries {
    std::vector<qint64> timesMs;
    std::vector<double> values;
    QStringList stamps; // as they stood
};
[[nodiscard]] base::Result<TimedSeries> readTimedSeries(const QString &path);

// Relative paths of all *.csv and *.csv.gz below, without ".gz", sorted.
[[nodiscard]] QStringList seriesFilesBelow(const QString &folder);

} // namespace wf::app
