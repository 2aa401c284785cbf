// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/blockfile.h"

#include "models/store/codec/squeeze.h"
#include "models/store/disk/checksum.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace wf::store {

namespace {

constexpr std::size_t largestIndex = std::size_t(256) << 20;

base::Error unusable(const QString &path, const base::Error &why)
{
    return base::makeError(
        why.kind,
        QCoreApplication::translate("wf::store", "The log block %1 cannot be used").arg(QFileInfo(path).fileName()),
        why.summary);
}

base::Error wrongChecksum()
{
    return base::makeError(base::ErrorKind::NotUnderstood,
                           QCoreApplication::translate("wf::store", "A checksum of a log block does not hold"));
}

base::Result<LogBlockIndex> readIndex(const ByteSource &bytes)
{
    const auto size = static_cast<quint64>(bytes.size());
    std::string footerBytes(std::min<std::size_t>(blockFooterBytes, size), '\0');
    if (auto got = bytes.read(bytes.size() - static_cast<qint64>(footerBytes.size()), footerBytes); !got)
        return got.error();
    const auto footer = decodeFooter(footerBytes, size);
    if (!footer)
        return footer.error();
    std::string packed(footer->indexSize, '\0');
    if (auto got = bytes.read(static_cast<qint64>(footer->indexAt), packed); !got)
        return got.error();
    if (checksum(packed) != footer->indexChecksum)
        return wrongChecksum();
    const auto index = unsqueeze(packed, largestIndex);
    if (!index)
        return base::makeError(base::ErrorKind::NotUnderstood, index.error().summary);
    return decodeIndex(*index, size);
}

} // namespace

base::Result<std::shared_ptr<const BlockFile>> BlockFile::open(const QString &path)
{
    auto bytes = openBytes(path);
    if (!bytes)
        return unusable(path, bytes.error());
    auto index = readIndex(**bytes);
    if (!index)
        return unusable(path, index.error());
    return std::shared_ptr<const BlockFile>(new BlockFile(std::move(*bytes), std::move(*index)));
}

base::Status BlockFile::read(quint64 at, std::size_t size, std::string &out) const
{
    out.resize(size);
    return m_bytes->read(static_cast<qint64>(at), out);
}

base::Status BlockFile::readText(const SegmentPlace &segment, std::string &out) const
{
    return read(segment.at, segment.textSize, out);
}

base::Status BlockFile::readColumns(const SegmentPlace &segment, std::string &out) const
{
    return read(segment.at + segment.textSize, segment.columnsSize, out);
}

void BlockFile::expect(const SegmentPlace &segment) const
{
    m_bytes->expect(static_cast<qint64>(segment.at), qint64(segment.textSize) + segment.columnsSize);
}

base::Result<std::string> BlockFile::readFilters(const FilterArea &area) const
{
    std::string out;
    if (auto got = read(area.at, area.size, out); !got)
        return got.error();
    if (checksum(out) != area.checksum)
        return wrongChecksum();
    return out;
}

} // namespace wf::store
