// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/archive.h"

#include "models/store/codec/bytes.h"
#include "models/store/codec/squeeze.h"
#include "models/store/disk/appendfile.h"
#include "models/store/disk/checksum.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <mutex>
#include <vector>

namespace wf::store {

namespace {

constexpr quint32 skippableMagic = 0x184D2A5E;
constexpr quint32 tableMagic = 0x8F92EAB1;
constexpr unsigned hasChecksums = 0x80;
constexpr std::size_t footerBytes = 9;
constexpr std::size_t entryBytes = 12;
constexpr std::size_t mostFrames = std::size_t(1) << 24;
constexpr std::size_t keptFrames = 8;

void append(std::string &out, quint32 v)
{
    out.append(reinterpret_cast<const char *>(&v), sizeof v);
}

quint32 numberAt(std::string_view bytes, std::size_t at)
{
    quint32 v = 0;
    std::memcpy(&v, bytes.data() + at, sizeof v);
    return v;
}

struct Frame {
    qint64 packedAt = 0;
    qint64 rawAt = 0;
    quint32 packed = 0;
    quint32 raw = 0;
    quint32 sum = 0;
};

std::string tableOf(const std::string &entries)
{
    std::string out;
    append(out, skippableMagic);
    append(out, static_cast<quint32>(entries.size() + footerBytes));
    out += entries;
    append(out, static_cast<quint32>(entries.size() / entryBytes));
    out += static_cast<char>(hasChecksums);
    append(out, tableMagic);
    return out;
}

base::Error damaged(const QString &path)
{
    return base::makeError(
        base::ErrorKind::Storage,
        QCoreApplication::translate("wf::store", "The archive %1 is damaged").arg(QFileInfo(path).fileName()));
}

class ArchivedBytes final : public ByteSource {
public:
    ArchivedBytes(QString path, std::shared_ptr<const ByteSource> bytes)
        : m_path(std::move(path)), m_bytes(std::move(bytes))
    {
    }

    base::Status load();
    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] base::Status read(qint64 offset, std::span<char> to) const override;

private:
    struct Kept {
        std::size_t number = 0;
        std::shared_ptr<const std::string> raw;
    };
    [[nodiscard]] base::Result<std::shared_ptr<const std::string>> frame(std::size_t number) const;

    QString m_path;
    std::shared_ptr<const ByteSource> m_bytes;
    std::vector<Frame> m_frames;
    qint64 m_size = 0;
    mutable std::mutex m_mutex;
    mutable std::deque<Kept> m_kept; // newest first
};

base::Status ArchivedBytes::load()
{
    const qint64 size = m_bytes->size();
    if (size < static_cast<qint64>(footerBytes + 8))
        return damaged(m_path);
    std::string footer(footerBytes, '\0');
    if (auto status = m_bytes->read(size - static_cast<qint64>(footerBytes), footer); !status)
        return status;
    const std::size_t frames = numberAt(footer, 0);
    const auto tableSize = static_cast<qint64>(frames * entryBytes + footerBytes + 8);
    if (numberAt(footer, 5) != tableMagic || static_cast<unsigned char>(footer[4]) != hasChecksums ||
        frames > mostFrames || tableSize > size)
        return damaged(m_path);
    std::string table(frames * entryBytes, '\0');
    if (auto status = m_bytes->read(size - tableSize + 8, table); !status)
        return status;
    qint64 packedAt = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const Frame frame{packedAt, m_size, numberAt(table, i * entryBytes), numberAt(table, i * entryBytes + 4),
                          numberAt(table, i * entryBytes + 8)};
        packedAt += frame.packed;
        m_size += frame.raw;
        m_frames.push_back(frame);
    }
    return packedAt == size - tableSize ? base::Status(base::Done{}) : base::Status(damaged(m_path));
}

base::Result<std::shared_ptr<const std::string>> ArchivedBytes::frame(std::size_t number) const
{
    {
        const std::lock_guard guard(m_mutex);
        const auto known = std::ranges::find(m_kept, number, &Kept::number);
        if (known != m_kept.end()) {
            std::rotate(m_kept.begin(), known, known + 1);
            return m_kept.front().raw;
        }
    }
    const Frame &place = m_frames[number];
    std::string packed(place.packed, '\0');
    if (auto status = m_bytes->read(place.packedAt, packed); !status)
        return status.error();
    auto raw = unsqueeze(packed, place.raw);
    if (!raw || raw->size() != place.raw || seekableChecksum(*raw) != place.sum)
        return damaged(m_path);
    auto shared = std::make_shared<const std::string>(std::move(raw).value());
    const std::lock_guard guard(m_mutex);
    m_kept.push_front({number, shared});
    if (m_kept.size() > keptFrames)
        m_kept.pop_back();
    return shared;
}

base::Status ArchivedBytes::read(qint64 offset, std::span<char> to) const
{
    if (offset < 0 || offset > m_size || static_cast<qint64>(to.size()) > m_size - offset)
        return damaged(m_path);
    auto at = std::ranges::upper_bound(m_frames, offset, {}, &Frame::rawAt) - m_frames.begin() - 1;
    while (!to.empty()) {
        const auto raw = frame(static_cast<std::size_t>(at));
        if (!raw)
            return raw.error();
        const auto skip = static_cast<std::size_t>(offset - m_frames[static_cast<std::size_t>(at)].rawAt);
        const std::size_t n = std::min(to.size(), (*raw)->size() - skip);
        std::memcpy(to.data(), (*raw)->data() + skip, n);
        to = to.subspan(n);
        offset += static_cast<qint64>(n);
        ++at;
    }
    return base::Done{};
}

base::Status writeFrames(const ByteSource &from, AppendFile &file, const ArchivePacking &packing,
                         const std::stop_token &stop)
{
    std::string entries;
    std::string raw;
    for (qint64 at = 0; at < from.size();) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        raw.resize(
            static_cast<std::size_t>(std::min<qint64>(from.size() - at, static_cast<qint64>(packing.frameBytes))));
        if (auto status = from.read(at, raw); !status)
            return status;
        const std::string packed = squeeze(raw, packing.level);
        if (packed.empty())
            return base::makeError(
                base::ErrorKind::Storage,
                QCoreApplication::translate("wf::store", "%1 cannot be compressed: too little memory")
                    .arg(QFileInfo(file.path()).fileName()));
        if (auto status = file.append(packed); !status)
            return status;
        append(entries, static_cast<quint32>(packed.size()));
        append(entries, static_cast<quint32>(raw.size()));
        append(entries, seekableChecksum(raw));
        at += static_cast<qint64>(raw.size());
    }
    if (auto status = file.append(tableOf(entries)); !status)
        return status;
    return file.sync();
}

} // namespace

base::Status writeArchive(const ByteSource &from, const QString &path, const ArchivePacking &packing,
                          const std::stop_token &stop)
{
    const QString temporary = path + QStringLiteral(".tmp");
    auto file = AppendFile::open(temporary, 0);
    if (!file)
        return file.error();
    auto status = writeFrames(from, **file, packing, stop);
    if (status && std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData()) != 0)
        status = writeError(path, errno);
    if (!status)
        QFile::remove(temporary);
    return status;
}

base::Result<std::shared_ptr<const ByteSource>> openArchive(const QString &path)
{
    auto bytes = openBytes(path);
    if (!bytes)
        return bytes.error();
    auto archive = std::make_shared<ArchivedBytes>(path, std::move(bytes).value());
    if (auto status = archive->load(); !status)
        return status.error();
    return std::shared_ptr<const ByteSource>(std::move(archive));
}

} // namespace wf::store
