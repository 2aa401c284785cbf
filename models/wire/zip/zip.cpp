// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/zip/zip.h"

#include "models/base/clock.h"
#include "models/wire/limits.h"

#include <QDateTime>

#include <algorithm>
#include <memory>

#include <zip.h>

namespace wf::wire::zip {

namespace {

constexpr std::size_t pieceBytes = 64 * 1024;
constexpr qsizetype shortestFile = 22; // the end of the central directory

struct Freeing {
    void operator()(zip_source_t *source) const { zip_source_free(source); }
    void operator()(zip_t *archive) const { zip_discard(archive); }
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};
using Source = std::unique_ptr<zip_source_t, Freeing>;
using Archive = std::unique_ptr<zip_t, Freeing>;
using OpenPart = std::unique_ptr<zip_file_t, Freeing>;

base::Error noMemory()
{
    return base::makeError(base::ErrorKind::Storage, QStringLiteral("There is not enough memory for the zip file."));
}

base::Error damaged(const QString &what)
{
    return notUnderstood(QStringLiteral("zip file: ") + what);
}

bool add(zip_t *archive, const Part &part, qint64 modifiedNs)
{
    Source source(zip_source_buffer(archive, part.bytes.data(), part.bytes.size(), 0));
    if (!source)
        return false;
    const auto index =
        zip_file_add(archive, part.name.toUtf8().constData(), source.get(), ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
    if (index < 0)
        return false;
    [[maybe_unused]] auto *const taken = source.release(); // the archive has it now
    // As MS-DOS counts, in UTC: the library's own way asks for the zone of this machine.
    const auto at = QDateTime::fromMSecsSinceEpoch(modifiedNs / base::nsPerMs, Qt::UTC);
    const QDate day = at.date();
    const QTime time = at.time();
    const int years = std::clamp(day.year() - 1980, 0, 127);
    return zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index),
                                static_cast<zip_uint16_t>(time.hour() << 11 | time.minute() << 5 | time.second() / 2),
                                static_cast<zip_uint16_t>(years << 9 | day.month() << 5 | day.day()), 0) == 0;
}

base::Result<QByteArray> bytesOf(zip_source_t *source)
{
    zip_stat_t size;
    zip_stat_init(&size);
    if (zip_source_stat(source, &size) < 0 || zip_source_open(source) < 0)
        return noMemory();
    QByteArray out(static_cast<qsizetype>(size.size), Qt::Uninitialized);
    const auto read = zip_source_read(source, out.data(), size.size);
    zip_source_close(source);
    if (read < 0 || static_cast<zip_uint64_t>(read) != size.size)
        return noMemory();
    return out;
}

// Unpacks one part; `left` is what all parts may still have.
base::Result<std::string> unpacked(zip_t *archive, zip_uint64_t index, const QString &name, const Bounds &bounds,
                                   qint64 &left)
{
    const OpenPart part(zip_fopen_index(archive, index, 0));
    if (!part)
        return damaged(QStringLiteral("%1 cannot be read").arg(name));
    std::string out;
    for (;;) {
        const std::size_t had = out.size();
        out.resize(had + pieceBytes);
        const auto n = zip_fread(part.get(), out.data() + had, pieceBytes);
        if (n < 0)
            return damaged(QStringLiteral("%1 is damaged").arg(name));
        out.resize(had + static_cast<std::size_t>(n));
        left -= n;
        if (left < 0)
            return tooLarge(Bound::Bytes, static_cast<std::size_t>(bounds.bytes));
        if (n == 0)
            return out;
    }
}

} // namespace

base::Result<QByteArray> write(const std::vector<Part> &parts, qint64 modifiedNs)
{
    zip_error_t error;
    zip_error_init(&error);
    Source whole(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!whole)
        return noMemory();
    zip_source_keep(whole.get()); // ours and the archive's
    Archive archive(zip_open_from_source(whole.get(), ZIP_TRUNCATE, &error));
    if (!archive) {
        zip_source_free(whole.get());
        return noMemory();
    }
    for (const Part &part : parts)
        if (!add(archive.get(), part, modifiedNs))
            return noMemory();
    if (zip_close(archive.get()) < 0)
        return noMemory();
    [[maybe_unused]] auto *const closed = archive.release();
    return bytesOf(whole.get());
}

base::Result<std::vector<Part>> read(QByteArrayView file, const Bounds &bounds)
{
    if (file.size() < shortestFile)
        return damaged(QStringLiteral("it is empty or cut off"));
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(file.data(), static_cast<zip_uint64_t>(file.size()), 0, &error));
    if (!source)
        return noMemory();
    const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY, &error));
    if (!archive) {
        const QString why = QString::fromUtf8(zip_error_strerror(&error));
        zip_error_fini(&error);
        return damaged(why);
    }
    [[maybe_unused]] auto *const taken = source.release();
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count < 0 || static_cast<std::size_t>(count) > bounds.parts)
        return tooLarge(Bound::Entries, bounds.parts);
    std::vector<Part> out;
    qint64 left = bounds.bytes;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        const char *raw = zip_get_name(archive.get(), i, 0);
        const QString name = raw ? QString::fromUtf8(raw) : QString();
        if (name.isEmpty() || name.endsWith(u'/'))
            continue;
        auto bytes = unpacked(archive.get(), i, name.left(80), bounds, left);
        if (!bytes)
            return bytes.error();
        out.push_back({name, std::move(*bytes)});
    }
    return out;
}

} // namespace wf::wire::zip
