// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/body/inflate.h"

#include <QCoreApplication>

#include <zlib.h>

#include <array>

namespace wf::net {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::makeError;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}
} // namespace

struct Inflater::State {
    Format format;
    Limits limits;
    z_stream stream{};
    bool ready = false;
    bool ended = false;
    bool first = true;
    qint64 in = 0;
    qint64 out = 0;
    std::array<char, 65536> buffer{};

    // "deflate" means zlib by the letter of the law and raw deflate by custom: the first byte tells.
    bool start(unsigned char firstByte)
    {
        const int bits = format == Format::Gzip ? 15 + 16 : (firstByte & 0x0f) == 8 ? 15 : -15;
        ready = inflateInit2(&stream, bits) == Z_OK;
        return ready;
    }
};

Inflater::Inflater(Format format, Limits limits) : m(std::make_unique<State>())
{
    m->format = format;
    m->limits = limits;
}

Inflater::~Inflater()
{
    if (m->ready)
        inflateEnd(&m->stream);
}

qint64 Inflater::bytesOut() const
{
    return m->out;
}

base::Status Inflater::feed(std::string_view compressed, const Sink &sink)
{
    if (compressed.empty())
        return Done{};
    if (m->ended)
        return makeError(ErrorKind::NotUnderstood, text("The compressed answer goes on after its end."));
    if (m->first) {
        m->first = false;
        if (!m->start(static_cast<unsigned char>(compressed.front())))
            return makeError(ErrorKind::Invalid, text("Decompression could not be started."));
    }
    m->in += static_cast<qint64>(compressed.size());
    // zlib's interface takes a non-const pointer but does not write through it.
    m->stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(compressed.data()));
    m->stream.avail_in = static_cast<uInt>(compressed.size());
    do {
        m->stream.next_out = reinterpret_cast<Bytef *>(m->buffer.data());
        m->stream.avail_out = static_cast<uInt>(m->buffer.size());
        const int code = inflate(&m->stream, Z_NO_FLUSH);
        const std::size_t got = m->buffer.size() - m->stream.avail_out;
        m->out += static_cast<qint64>(got);
        if (m->out > m->limits.maxBytes)
            return makeError(ErrorKind::TooLarge, text("The decompressed answer is larger than allowed."));
        if (m->out > (1 << 20) && static_cast<double>(m->out) > m->limits.maxRatio * static_cast<double>(m->in))
            return makeError(ErrorKind::TooLarge,
                             text("The answer decompresses suspiciously far: it was not read further."));
        if (got > 0 && !sink(std::string_view(m->buffer.data(), got)))
            return Done{};
        if (code == Z_STREAM_END) {
            m->ended = true;
            if (m->stream.avail_in > 0)
                return makeError(ErrorKind::NotUnderstood, text("The compressed answer goes on after its end."));
            return Done{};
        }
        if (code != Z_OK && code != Z_BUF_ERROR)
            return makeError(ErrorKind::NotUnderstood, text("The compressed answer is damaged."));
    } while (m->stream.avail_in > 0 || m->stream.avail_out == 0);
    return Done{};
}

base::Status Inflater::finish()
{
    if (m->ended)
        return Done{};
    return makeError(ErrorKind::NotUnderstood, text("The answer is cut short: its compressed body has no end."));
}

} // namespace wf::net
