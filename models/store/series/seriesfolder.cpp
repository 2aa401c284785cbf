// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/seriesfolder.h"

#include "models/store/retention/verifyfolder.h"
#include "models/store/series/blocks/chunkrun.h"
#include "models/store/series/seriesstore_p.h"

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

bool isLogRecord(std::string_view bytes)
{
    SeriesLogRecord record;
    return unpackLogRecord(bytes, record);
}

} // namespace

VerifyReport verifySeriesFolder(const QString &folder, std::stop_token stop)
{
    return verifyFolder(folder, {{QStringLiteral("*.block"), QStringLiteral("*.block.zst")}, verifyBlock, isLogRecord},
                        stop);
}

} // namespace wf::store
