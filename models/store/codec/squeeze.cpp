// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/squeeze.h"

#include <QCoreApplication>

#include <memory>

#include <zstd.h>

namespace wf::store {

std::string squeeze(std::string_view bytes, int level)
{
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    out.resize(ZSTD_isError(size) ? 0 : size);
    return out;
}

base::Result<std::string> unsqueeze(std::string_view bytes, std::size_t cap)
{
    const auto damaged = [] {
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "A cached record is damaged"));
    };
    const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return damaged();
    if (size > cap)
        return base::makeError(base::ErrorKind::TooLarge,
                               QCoreApplication::translate("wf::store", "A cached record is too large to be unpacked"));
    std::string out(static_cast<std::size_t>(size), '\0');
    const std::size_t got = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(got) || got != out.size())
        return damaged();
    return out;
}

} // namespace wf::store
