// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/changepointfiles.h"

#include "app/analyze/seriesfiles.h"
#include "models/analysis/changepoints/changepoints.h"
#include "models/base/safefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::app {

namespace {

struct Findings {
    QJsonObject json;
    int series = 0;
    qsizetype changes = 0;
    void add(const QString &name, const QJsonArray &points)
    {
        json.insert(name, points);
        ++series;
        changes += points.size();
    }
};

base::Status judgeTuring(const QStringList &files, Findings &findings)
{
    for (const QString &file : files) {
        const auto series = readTuringSeries(file);
        if (!series)
            return series.error();
        QJsonArray points;
        for (const auto &p : analysis::findChangePoints(series->values).points)
            points.append(static_cast<qint64>(p.index));
        findings.add(series->name, points);
    }
    return base::Done{};
}

base::Status judgeWide(const QString &file, Findings &findings)
{
    const auto all = readWideSeries(file);
    if (!all)
        return all.error();
    for (const auto &series : *all) {
        QJsonArray points;
        for (const auto &p : analysis::findChangePoints(series.values.front()).points) {
            QJsonObject point{{QStringLiteral("index"), static_cast<qint64>(p.index)}};
            if (p.percent)
                point.insert(QStringLiteral("pct"), *p.percent);
            points.append(point);
        }
        findings.add(series.name, points);
    }
    return base::Done{};
}

// The JSON files that hold a series; annotations and yardsticks lie beside them.
QStringList turingFiles(const QString &folder)
{
    QStringList out;
    const auto files = QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo &file : files)
        if (readTuringSeries(file.filePath()))
            out.append(file.filePath());
    return out;
}

} // namespace

base::Result<QString> analyzeChangePointFiles(const QString &in, const QString &out)
{
    Findings findings;
    const bool isFolder = QFileInfo(in).isDir();
    const QString wide = isFolder ? QDir(in).filePath(QStringLiteral("series.csv")) : in;
    base::Status status = base::Done{};
    if (isFolder && existingTextFile(wide).isEmpty())
        status = judgeTuring(turingFiles(in), findings);
    else if (!isFolder && in.endsWith(QLatin1String(".json")))
        status = judgeTuring({in}, findings);
    else
        status = judgeWide(wide, findings);
    if (!status)
        return status.error();
    if (findings.series == 0)
        return base::makeError(
            base::ErrorKind::Invalid,
            QStringLiteral("%1 holds no series: name a folder of NAME.json files with \"series\", or a "
                           "file of lines name,v1,v2,…")
                .arg(in));
    status = base::writeFileSafely(out, QJsonDocument(findings.json).toJson());
    if (!status)
        return status.error();
    return QStringLiteral("%1: %2 series judged, %3 changes, written to %4")
        .arg(in)
        .arg(findings.series)
        .arg(findings.changes)
        .arg(out);
}

} // namespace wf::app
