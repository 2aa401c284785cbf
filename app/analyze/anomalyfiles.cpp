// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/anomalyfiles.h"

#include "app/analyze/seriesfiles.h"
#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/base/safefile.h"

#include <QDir>
#include <QFileInfo>

namespace wf::app {

namespace {

struct Found {
    qsizetype rows = 0;
    qsizetype anomalies = 0;
    qsizetype news = 0;
};

QByteArray judged(const TimedSeries &series, Found &found)
{
    analysis::SeriesWatch watch;
    QByteArray out = "timestamp,score,alert\n";
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        const auto j = watch.judge(series.timesMs[i], series.values[i]);
        out += series.stamps.at(static_cast<qsizetype>(i)).toUtf8() + ',' + QByteArray::number(j.score, 'g', 9) +
               (j.isAnomaly ? ",1\n" : ",0\n");
        ++found.rows;
        found.anomalies += j.isAnomaly ? 1 : 0;
        found.news += j.isNews ? 1 : 0;
    }
    return out;
}

} // namespace

base::Result<QString> analyzeAnomalyFiles(const QString &in, const QString &out)
{
    const QDir root(in);
    const QDir data(root.exists(QStringLiteral("data")) ? root.filePath(QStringLiteral("data")) : in);
    const QStringList files = seriesFilesBelow(data.path());
    if (files.isEmpty())
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("%1 holds no files of series (CSV with timestamp and value)").arg(in));
    Found found;
    for (const QString &file : files) {
        const auto series = readTimedSeries(data.filePath(file));
        if (!series)
            return series.error();
        const QString target = QDir(out).filePath(file);
        if (!QDir().mkpath(QFileInfo(target).path()))
            return base::makeError(base::ErrorKind::Storage,
                                   QStringLiteral("The folder of %1 could not be made").arg(target));
        if (const auto status = base::writeFileSafely(target, judged(*series, found)); !status)
            return status.error();
    }
    return QStringLiteral("%1: %2 series, %3 samples, %4 of them anomalies, told of %5 times; written to %6")
        .arg(in)
        .arg(files.size())
        .arg(found.rows)
        .arg(found.anomalies)
        .arg(found.news)
        .arg(out);
}

} // namespace wf::app
