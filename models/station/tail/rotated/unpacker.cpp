// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/rotated/unpacker.h"

#include "models/station/tail/paths/openfile.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <system_error>

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace wf::station::tail {

namespace {

constexpr std::size_t pieceBytes = 256 * 1024;

base::Error failed(const std::string &path, const QString &why)
{
    return base::makeError(
        base::ErrorKind::Storage,
        QCoreApplication::translate("wf::station::tail", "%1 was not read: %2").arg(QString::fromStdString(path), why));
}

QString systemText()
{
    return QString::fromStdString(std::generic_category().message(errno));
}

QString damaged()
{
    return QCoreApplication::translate("wf::station::tail", "it is damaged or cut off");
}

// The bytes as they lie there.
class Source {
public:
    Source(std::string path, OpenFile file)
        : m_path(std::move(path)), m_file(std::move(file)), m_piece(pieceBytes, '\0')
    {
    }
    [[nodiscard]] base::Result<std::string_view> next()
    {
        const ssize_t n = ::read(m_file.fd(), m_piece.data(), m_piece.size());
        if (n < 0)
            return failed(m_path, systemText());
        return std::string_view(m_piece).substr(0, static_cast<std::size_t>(n));
    }
    [[nodiscard]] const std::string &path() const { return m_path; }

private:
    std::string m_path;
    OpenFile m_file;
    std::string m_piece;
};

class Plain final : public Unpacker {
public:
    explicit Plain(Source source) : m_source(std::move(source)) {}
    base::Result<std::string_view> next() override { return m_source.next(); }

private:
    Source m_source;
};

class Gzip final : public Unpacker {
public:
    explicit Gzip(Source source) : m_source(std::move(source)), m_out(pieceBytes, '\0')
    {
        m_isReady = inflateInit2(&m_stream, 15 + 16) == Z_OK;
    }
    ~Gzip() override
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }
    base::Result<std::string_view> next() override
    {
        m_stream.next_out = reinterpret_cast<Bytef *>(m_out.data());
        m_stream.avail_out = static_cast<uInt>(m_out.size());
        while (m_stream.avail_out == m_out.size()) {
            if (m_stream.avail_in == 0) {
                const auto piece = m_source.next();
                if (!piece)
                    return piece.error();
                if (piece->empty())
                    return m_isBetween ? base::Result<std::string_view>(std::string_view())
                                       : failed(m_source.path(), damaged());
                m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece->data()));
                m_stream.avail_in = static_cast<uInt>(piece->size());
            }
            m_isBetween = false;
            const int state = m_isReady ? inflate(&m_stream, Z_NO_FLUSH) : Z_MEM_ERROR;
            if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
                return failed(m_source.path(), damaged());
            if (state == Z_STREAM_END) { // members follow each other
                m_isBetween = true;
                inflateReset(&m_stream);
            }
        }
        return std::string_view(m_out).substr(0, m_out.size() - m_stream.avail_out);
    }

private:
    Source m_source;
    std::string m_out;
    z_stream m_stream{};
    bool m_isReady = false;
    bool m_isBetween = false; // members: the file may end here
};

class Zstd final : public Unpacker {
public:
    explicit Zstd(Source source)
        : m_source(std::move(source)), m_out(pieceBytes, '\0'), m_stream(ZSTD_createDStream(), &ZSTD_freeDStream)
    {
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, 27); // 128 MiB of memory at most
    }
    base::Result<std::string_view> next() override
    {
        ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
        while (out.pos == 0) {
            if (m_in.pos == m_in.size) {
                const auto piece = m_source.next();
                if (!piece)
                    return piece.error();
                if (piece->empty())
                    return m_left == 0 ? base::Result<std::string_view>(std::string_view())
                                       : failed(m_source.path(), damaged());
                m_in = {piece->data(), piece->size(), 0};
            }
            m_left = ZSTD_decompressStream(m_stream.get(), &out, &m_in);
            if (ZSTD_isError(m_left))
                return failed(m_source.path(), damaged());
        }
        return std::string_view(m_out).substr(0, out.pos);
    }

private:
    Source m_source;
    std::string m_out;
    std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream *)> m_stream;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    std::size_t m_left = 0; // 0: a frame has ended
};

} // namespace

base::Result<std::unique_ptr<Unpacker>> Unpacker::open(const std::string &path)
{
    OpenFile file(path);
    if (!file.info())
        return failed(path, systemText());
    std::array<char, 6> first{};
    const ssize_t n = pread(file.fd(), first.data(), first.size(), 0);
    const std::string_view head(first.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    Source source(path, std::move(file));
    if (head.starts_with("\x1F\x8B"))
        return std::unique_ptr<Unpacker>(std::make_unique<Gzip>(std::move(source)));
    if (head.starts_with("\x28\xB5\x2F\xFD"))
        return std::unique_ptr<Unpacker>(std::make_unique<Zstd>(std::move(source)));
    if (head.starts_with("\xFD"
                         "7zXZ") ||
        head.starts_with("BZh") || head.starts_with("PK") || head.starts_with("\x04\x22\x4D\x18"))
        return base::makeError(
            base::ErrorKind::Unsupported,
            QCoreApplication::translate(
                "wf::station::tail",
                "%1 is packed with something other than gzip or zstd: unpack it beside the log file.")
                .arg(QString::fromStdString(path)));
    return std::unique_ptr<Unpacker>(std::make_unique<Plain>(std::move(source)));
}

} // namespace wf::station::tail
