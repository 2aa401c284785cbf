// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logtiers.h"

#include "models/store/disk/frames.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <map>

namespace wf::store {

namespace {

StoredPart toPart(const LogBlockInfo &block)
{
    StoredPart part{QString::number(block.id), block.tier, block.range, block.fileBytes, {}};
    // A share of the text is taken for the same share of the file.
    const double ratio =
        block.textBytes > 0 ? static_cast<double>(block.fileBytes) / static_cast<double>(block.textBytes) : 0;
    std::map<std::pair<QString, QString>, qint64> shares;
    for (const auto &stream : block.streams)
        for (std::size_t i = 0; i < stream.levels.size(); ++i)
            if (stream.levels[i].lines > 0)
                shares[{serviceOf(stream.labels), signals::logLevelName(static_cast<signals::LogLevel>(i))}] +=
                    stream.levels[i].bytes;
    for (const auto &[who, bytes] : shares)
        part.shares.push_back({who.first, who.second, static_cast<qint64>(static_cast<double>(bytes) * ratio)});
    return part;
}

void verifyBlock(const QString &path, const std::stop_token &stop, VerifyReport &report)
{
    const auto file = BlockFile::open(path);
    if (!file) {
        report.damaged.push_back({path, file.error().detail});
        return;
    }
    const LogBlockIndex &index = (*file)->index();
    QString problem;
    const auto check = [&](const auto &result) {
        ++report.chunks;
        if (!result && problem.isEmpty())
            problem = result.error().summary;
    };
    check((*file)->readFilters(index.shortFilters));
    check((*file)->readFilters(index.longFilters));
    SegmentUnpacker unpacker;
    std::string packed, text;
    for (const auto &segment : index.segments) {
        if (stop.stop_requested())
            return;
        check((*file)->readText(segment, packed));
        check(unpacker.text(packed, segment.info, text));
        check((*file)->readColumns(segment, packed));
        check(unpacker.columns(packed, segment.info, index.streams.size()));
    }
    if (!problem.isEmpty())
        report.damaged.push_back({path, problem});
}

void verifyJournal(const QString &path, VerifyReport &report)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isOpen ? file.readAll() : QByteArray();
    const auto frames = readFrames(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                                   [](std::string_view) {});
    report.chunks += frames.records;
    if (!isOpen)
        report.damaged.push_back({path, file.errorString()});
    else if (frames.isDamaged())
        report.damaged.push_back(
            {path, QCoreApplication::translate("wf::store", "%1 bytes are no records").arg(frames.damagedBytes)});
}

} // namespace

QString serviceOf(const base::Labels &stream)
{
    for (const std::string_view name : {"service_name", "service", "app", "job"})
        if (stream.has(name))
            return stream.text(name);
    return {};
}

base::Result<std::vector<StoredPart>> LogTiers::parts() const
{
    std::vector<StoredPart> out;
    for (const auto &block : m_store->blocks())
        out.push_back(toPart(block));
    return out;
}

base::Result<StoredPart> LogTiers::part(const QString &id) const
{
    for (const auto &block : m_store->blocks())
        if (QString::number(block.id) == id)
            return toPart(block);
    return base::makeError(base::ErrorKind::NotFound,
                           QCoreApplication::translate("wf::store", "Log block %1 is not there").arg(id));
}

base::Result<StoredPart> LogTiers::move(const QString &id, Tier to, std::stop_token stop)
{
    if (auto moved = m_store->move(id.toULongLong(), to, std::move(stop)); !moved)
        return moved.error();
    return part(id);
}

base::Status LogTiers::remove(const QString &id)
{
    return m_store->remove(id.toULongLong());
}

base::Result<qint64> LogTiers::removeShare(const QString &id, const PartShare &share, std::stop_token stop)
{
    const auto before = part(id);
    if (!before)
        return before.error();
    const auto level = signals::logLevelFromText(share.level.toStdString());
    const auto goes = [&](const base::Labels &stream, signals::LogLevel own) {
        return (share.service.isEmpty() || serviceOf(stream) == share.service) &&
               (share.level.isEmpty() || own == level);
    };
    auto pruned = m_store->prune(
        id.toULongLong(), [&](const base::Labels &stream, signals::LogLevel own, qint64) { return !goes(stream, own); },
        std::move(stop));
    if (!pruned)
        return pruned.error();
    const auto after = part(id);
    return before->bytes - (after ? after->bytes : 0); // gone when nothing was left
}

VerifyReport LogTiers::verify(const QString &folder, std::stop_token stop) const
{
    return verifyLogFolder(folder, stop);
}

VerifyReport verifyLogFolder(const QString &folder, std::stop_token stop)
{
    VerifyReport report;
    for (const auto &name :
         {QStringLiteral("/blocks"), QStringLiteral("/warm"), QStringLiteral("/cold"), QStringLiteral("/journal")})
        for (QDirIterator it(folder + name, {QStringLiteral("*.wfl"), QStringLiteral("*.wal")}, QDir::Files);
             it.hasNext() && !stop.stop_requested();) {
            const QString path = it.next();
            ++report.files;
            if (path.endsWith(QStringLiteral(".wfl")))
                verifyBlock(path, stop, report);
            else
                verifyJournal(path, report);
        }
    return report;
}

} // namespace wf::store
