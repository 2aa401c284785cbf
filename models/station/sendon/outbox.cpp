// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/outbox.h"

#include "models/base/safefile.h"
#include "models/store/codec/bytes.h"
#include "models/store/disk/appendfile.h"
#include "models/store/disk/checksum.h"
#include "models/store/disk/frames.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

// <folder>/<number>.out holds frames (models/store/disk/frames.h): items and weight as varints, then the body. A file
// is written by one process only. <folder>/place: number of a file, offset of the first frame in it that was not taken
// away, and their checksum; 8 bytes each, always written over the same bytes.
namespace wf::station {

using store::ByteReader;
using store::ByteWriter;

namespace {

constexpr qint64 segmentsToBound = 8;
constexpr qint64 mostSegmentBytes = 4LL << 20;
constexpr qint64 placeBytes = 24;

struct Record {
    Outbox::Size size;
    std::string_view body;
};

std::optional<Record> decoded(std::string_view bytes)
{
    ByteReader in(bytes);
    Record record;
    record.size.items = static_cast<qint64>(in.varint());
    record.size.weight = static_cast<qint64>(in.varint());
    record.body = in.take(in.left());
    return in.ok() ? std::optional(record) : std::nullopt;
}

} // namespace

Outbox::Outbox(QString folder, qint64 mostBytes) : m_folder(std::move(folder)), m_mostBytes(mostBytes) {}

Outbox::~Outbox() = default;

QString Outbox::pathOf(quint64 segment) const
{
    return m_folder + QStringLiteral("/%1.out").arg(segment, 16, 10, QLatin1Char('0'));
}

void Outbox::open()
{
    if (std::exchange(m_isOpen, true))
        return;
    if (auto made = base::ensurePrivateFolder(m_folder); !made) {
        m_state.trouble = made.error();
        m_isOpen = false;
        return;
    }
    m_place.setFileName(m_folder + QStringLiteral("/place"));
    if (m_place.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        m_place.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const Place place = readPlace();
    m_lastSegment = place.segment;
    const auto names = QDir(m_folder).entryList({QStringLiteral("*.out")}, QDir::Files, QDir::Name);
    for (const auto &name : names) {
        const quint64 id = name.chopped(4).toULongLong();
        if (id < place.segment)
            QFile::remove(m_folder + QLatin1Char('/') + name);
        else
            readSegment(id, id == place.segment ? place.offset : 0);
    }
    publish();
}

void Outbox::readSegment(quint64 id, qint64 from)
{
    m_lastSegment = std::max(m_lastSegment, id);
    QFile file(pathOf(id));
    const qint64 size = file.open(QIODevice::ReadOnly) ? file.size() : 0;
    const uchar *bytes = size > 0 ? file.map(0, size) : nullptr;
    m_segments.push_back({id, size});
    if (bytes == nullptr)
        return;
    const std::string_view all(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(size));
    const auto report = store::readFrames(all, [&](std::string_view frame) {
        const qint64 offset = (frame.data() - all.data()) - static_cast<qint64>(store::frameHeaderBytes);
        const auto record = decoded(frame);
        if (!record || offset < from)
            return;
        const auto length = static_cast<qint64>(frame.size() + store::frameHeaderBytes);
        m_entries.push_back({id, offset, length, record->size});
        m_state.items += record->size.items;
        m_state.weight += record->size.weight;
        m_state.bytes += length;
    });
    m_state.damagedBytes += report.damagedBytes;
}

base::Status Outbox::push(std::string_view body, Size size)
{
    ByteWriter record;
    record.varint(static_cast<quint64>(size.items));
    record.varint(static_cast<quint64>(size.weight));
    record.raw(body.data(), body.size());
    const std::string frame = store::framed(record.bytes());
    const std::scoped_lock lock(m_mutex);
    open();
    auto done = append(frame, size);
    if (done) {
        m_state.trouble.reset();
    } else {
        m_state.droppedItems += size.items;
        m_state.trouble = done.error();
    }
    publish();
    return done;
}

base::Status Outbox::append(const std::string &frame, Size size)
{
    const auto length = static_cast<qint64>(frame.size());
    if (length > m_mostBytes)
        return base::makeError(base::ErrorKind::TooLarge,
                               QCoreApplication::translate("Station",
                                                           "A single batch is larger than the whole queue of what is "
                                                           "sent on; raise its `queue`."));
    while (!m_segments.empty() && onDisk() + length > m_mostBytes)
        dropSegment();
    const qint64 full = std::min(mostSegmentBytes, m_mostBytes / segmentsToBound);
    if (!m_writing || (m_writing->size() > 0 && m_writing->size() + length > full))
        if (auto rolled = roll(); !rolled)
            return rolled;
    const qint64 offset = m_writing->size();
    if (auto written = m_writing->append(frame); !written)
        return written;
    m_segments.back().bytes = m_writing->size();
    m_entries.push_back({m_segments.back().id, offset, length, size});
    m_state.items += size.items;
    m_state.weight += size.weight;
    m_state.bytes += length;
    return base::Done{};
}

base::Status Outbox::roll()
{
    if (m_writing)
        (void)m_writing->sync();
    m_writing.reset();
    if (!m_isOpen)
        return *m_state.trouble;
    auto file = store::AppendFile::open(pathOf(m_lastSegment + 1), 0);
    if (!file)
        return file.error();
    m_writing = std::move(*file);
    m_segments.push_back({++m_lastSegment, 0});
    return base::Done{};
}

std::optional<Outbox::Parcel> Outbox::oldest(Size most)
{
    const std::scoped_lock lock(m_mutex);
    open();
    Parcel parcel;
    Size taken;
    std::size_t i = 0;
    while (i < m_entries.size()) {
        const Entry &entry = m_entries[i];
        taken.items += entry.size.items;
        taken.weight += entry.size.weight;
        if (i > 0 && (taken.items > most.items || taken.weight > most.weight))
            break;
        auto body = bodyOf(entry);
        if (!body && i > 0)
            break; // it is dealt with when it is the first
        if (!body) {
            m_state.damagedBytes += entry.bytes;
            m_state.droppedItems += entry.size.items;
            dropFront();
            taken = {};
            continue;
        }
        parcel.bodies.push_back(std::move(*body));
        parcel.items += entry.size.items;
        ++i;
    }
    publish();
    parcel.end = m_first + i;
    return i == 0 ? std::nullopt : std::optional(std::move(parcel));
}

std::optional<std::string> Outbox::bodyOf(const Entry &entry)
{
    if (m_readingId != entry.segment || !m_reading.isOpen()) {
        m_reading.close();
        m_reading.setFileName(pathOf(entry.segment));
        if (!m_reading.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return std::nullopt;
        m_readingId = entry.segment;
    }
    if (!m_reading.seek(entry.offset))
        return std::nullopt;
    const QByteArray frame = m_reading.read(entry.bytes);
    std::optional<std::string> body;
    (void)store::readFrames({frame.constData(), static_cast<std::size_t>(frame.size())}, [&](std::string_view bytes) {
        if (const auto record = decoded(bytes))
            body = std::string(record->body);
    });
    return body;
}

qint64 Outbox::takeAway(const Parcel &parcel)
{
    const std::scoped_lock lock(m_mutex);
    const qint64 before = m_state.items;
    while (!m_entries.empty() && m_first < parcel.end)
        dropFront();
    const qint64 items = before - m_state.items;
    removeSent();
    publish();
    return items;
}

void Outbox::dropFront()
{
    const Entry &entry = m_entries.front();
    m_state.items -= entry.size.items;
    m_state.weight -= entry.size.weight;
    m_state.bytes -= entry.bytes;
    m_entries.pop_front();
    ++m_first;
}

// The place is told first: a file that stays in spite of it goes with the next start.
void Outbox::removeSent()
{
    if (m_entries.empty())
        m_writing.reset();
    const quint64 first = m_entries.empty() ? m_lastSegment + 1 : m_entries.front().segment;
    writePlace({first, m_entries.empty() ? 0 : m_entries.front().offset});
    while (!m_segments.empty() && m_segments.front().id < first) {
        QFile::remove(pathOf(m_segments.front().id));
        m_segments.pop_front();
    }
}

void Outbox::dropSegment()
{
    const quint64 id = m_segments.front().id;
    if (m_segments.size() == 1)
        m_writing.reset();
    while (!m_entries.empty() && m_entries.front().segment == id) {
        m_state.droppedItems += m_entries.front().size.items;
        dropFront();
    }
    QFile::remove(pathOf(id));
    m_segments.pop_front();
}

Outbox::Place Outbox::readPlace()
{
    const QByteArray bytes = m_place.seek(0) ? m_place.read(placeBytes) : QByteArray();
    ByteReader in({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    const Place place{in.fixed64(), static_cast<qint64>(in.fixed64())};
    const bool isWhole = in.fixed64() == store::checksum({bytes.constData(), 16}) && in.ok();
    return isWhole ? place : Place{};
}

void Outbox::writePlace(Place place)
{
    ByteWriter out;
    out.fixed64(place.segment);
    out.fixed64(static_cast<quint64>(place.offset));
    out.fixed64(store::checksum(out.bytes()));
    if (m_place.seek(0))
        m_place.write(out.bytes().data(), static_cast<qint64>(out.bytes().size()));
}

qint64 Outbox::onDisk() const
{
    qint64 bytes = 0;
    for (const auto &segment : m_segments)
        bytes += segment.bytes;
    return bytes;
}

void Outbox::setMostBytes(qint64 bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_mostBytes = bytes;
}

void Outbox::publish()
{
    const std::scoped_lock lock(m_tellMutex);
    m_told = m_state;
}

Outbox::State Outbox::state() const
{
    const std::scoped_lock lock(m_tellMutex);
    return m_told;
}

} // namespace wf::station
