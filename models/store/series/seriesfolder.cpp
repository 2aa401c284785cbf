// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/seriesfolder.h"

#include "models/store/disk/frames.h"
#include "models/store/series/blocks/chunkrun.h"
#include "models/store/series/seriesstore_p.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

void verifyBlock(const QString &path, const std::stop_token &stop, VerifyReport &report)
{
    const auto block = openBlockFile(path);
    const auto index = block ? (*block)->index() : base::Result<std::shared_ptr<const SeriesIndex>>(block.error());
    if (!index) {
        report.damaged.push_back({path, index.error().detail.isEmpty() ? index.error().summary : index.error().detail});
        return;
    }
    std::vector<ChunkPlace> places;
    for (quint32 series = 0; series < (*index)->seriesEnd(); ++series)
        (*index)->chunks(series, places);
    std::vector<ChunkRequest> requests;
    for (const auto &place : places)
        requests.push_back({place, 0});
    report.chunks += static_cast<qint64>(requests.size());
    int undecodable = 0;
    signals::RawSeries opened;
    const auto bad = (*block)->eachChunk(requests, stop, [&](const ChunkRequest &request, std::string_view bytes) {
        opened = {};
        if (!openRun(request.place.isHistogram, request.place.samples, bytes, opened))
            ++undecodable;
    });
    if (!bad && bad.error().kind != base::ErrorKind::Cancelled)
        report.damaged.push_back({path, bad.error().summary});
    else if (bad && *bad + undecodable > 0)
        report.damaged.push_back({path, tr("%1 of %2 chunks are damaged.").arg(*bad + undecodable).arg(places.size())});
}

void verifyLog(const QString &path, VerifyReport &report)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        report.damaged.push_back({path, file.errorString()});
        return;
    }
    const QByteArray bytes = file.readAll();
    qint64 unknown = 0;
    const auto frames =
        readFrames({bytes.constData(), static_cast<std::size_t>(bytes.size())}, [&](std::string_view frame) {
            SeriesLogRecord record;
            if (!unpackLogRecord(frame, record))
                unknown += static_cast<qint64>(frame.size());
        });
    report.chunks += frames.records;
    if (const qint64 lost = frames.damagedBytes + unknown; lost > 0)
        report.damaged.push_back({path, tr("%1 bytes of the log cannot be read.").arg(lost)});
}

} // namespace

VerifyReport verifySeriesFolder(const QString &folder, std::stop_token stop)
{
    VerifyReport report;
    QDirIterator it(folder, {QStringLiteral("*.block"), QStringLiteral("*.block.zst"), QStringLiteral("*.log")},
                    QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext() && !stop.stop_requested()) {
        const QString path = it.next();
        ++report.files;
        if (path.endsWith(QLatin1String(".log")))
            verifyLog(path, report);
        else
            verifyBlock(path, stop, report);
    }
    return report;
}

} // namespace wf::store
