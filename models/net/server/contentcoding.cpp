// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/contentcoding.h"

#include "models/net/body/inflate.h"

#include <QCoreApplication>

#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>

namespace wf::net::server {

using base::ErrorKind;
using base::makeError;

namespace {

// Collects what comes out, within bounds.
class Bounded {
public:
    Bounded(std::size_t most, std::function<bool(std::size_t)> mayGrowTo)
        : m_most(most), m_mayGrowTo(std::move(mayGrowTo))
    {
    }

    [[nodiscard]] base::Status add(std::string_view piece)
    {
        if (piece.size() > m_most - m_out.size())
            return makeError(
                ErrorKind::TooLarge,
                QCoreApplication::translate("Net", "The request decompresses to more than %1 bytes.").arg(m_most));
        if (!m_mayGrowTo(m_out.size() + piece.size()))
            return makeError(ErrorKind::RateLimited,
                             QCoreApplication::translate("Net", "Too much is being received at once: send it again."));
        m_out.append(piece);
        return base::Done{};
    }
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    std::size_t m_most;
    std::function<bool(std::size_t)> m_mayGrowTo;
    std::string m_out;
};

base::Error damaged(const QString &detail)
{
    return makeError(ErrorKind::NotUnderstood,
                     QCoreApplication::translate("Net", "The compressed body of the request is damaged or cut short."),
                     detail);
}

base::Status inflateInto(Bounded &out, Inflater::Format format, std::string_view body, std::size_t most)
{
    Inflater inflater(format, {static_cast<qint64>(most) + 1, 2064});
    base::Status added = base::Done{};
    const auto fed = inflater.feed(body, [&](std::string_view piece) {
        added = out.add(piece);
        return added.ok();
    });
    if (!added)
        return added;
    if (!fed)
        return fed.error().kind == ErrorKind::TooLarge ? fed : damaged(fed.error().summary);
    if (const auto finished = inflater.finish(); !finished)
        return damaged(finished.error().summary);
    return base::Done{};
}

base::Status unzstdInto(Bounded &out, std::string_view body)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    // A window of 8 MiB is what decoders must support (RFC 8878, 3.1.1.1.2).
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23);
    std::array<char, 65536> buffer{};
    ZSTD_inBuffer in{body.data(), body.size(), 0};
    std::size_t left = 1;
    while (in.pos < in.size || left != 0) {
        const std::size_t before = in.pos;
        ZSTD_outBuffer piece{buffer.data(), buffer.size(), 0};
        left = ZSTD_decompressStream(context.get(), &piece, &in);
        if (ZSTD_isError(left) != 0)
            return damaged(QString::fromLatin1(ZSTD_getErrorName(left)));
        if (piece.pos == 0 && in.pos == before)
            return damaged({}); // more was promised than came
        if (const auto added = out.add({buffer.data(), piece.pos}); !added)
            return added;
    }
    return base::Done{};
}

} // namespace

base::Result<std::string> decodeContent(std::string_view encoding, std::string body, std::size_t most,
                                        const std::function<bool(std::size_t)> &mayGrowTo)
{
    std::string name(encoding);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    if (name.empty() || name == "identity" || name == "snappy")
        return body;
    Bounded out(most, [&, have = body.size()](std::size_t bytes) { return mayGrowTo(have + bytes); });
    base::Status status = base::Done{};
    if (name == "gzip" || name == "x-gzip")
        status = inflateInto(out, Inflater::Format::Gzip, body, most);
    else if (name == "deflate")
        status = inflateInto(out, Inflater::Format::Deflate, body, most);
    else if (name == "zstd")
        status = unzstdInto(out, body);
    else
        status = makeError(
            ErrorKind::Unsupported,
            QCoreApplication::translate("Net", "Content-Encoding must be gzip, deflate or zstd, or be left out."),
            QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min<std::size_t>(name.size(), 64))));
    if (!status)
        return status.error();
    return out.take();
}

} // namespace wf::net::server
