// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/folders.h"

#include "models/store/disk/appendfile.h"
#include "models/store/disk/bytesource.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <unistd.h>

namespace wf::store {

QString tierName(Tier tier)
{
    switch (tier) {
    case Tier::Hot:
        return QStringLiteral("hot");
    case Tier::Warm:
        return QStringLiteral("warm");
    case Tier::Cold:
        return QStringLiteral("cold");
    }
    return {};
}

base::Status linkOrCopy(const QString &from, const QString &to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return base::Done{};
    return copyBytes(from, to, QFileInfo(from).size());
}

base::Status copyBytes(const QString &from, const QString &to, qint64 bytes)
{
    constexpr qint64 piece = qint64(1) << 20;
    const auto source = openBytes(from);
    if (!source)
        return source.error();
    auto target = AppendFile::open(to, 0);
    if (!target)
        return target.error();
    std::string buffer;
    for (qint64 at = 0; at < bytes; at += piece) {
        buffer.resize(static_cast<std::size_t>(std::min(piece, bytes - at)));
        if (auto status = (*source)->read(at, buffer); !status)
            return status;
        if (auto status = (*target)->append(buffer); !status)
            return status;
    }
    return (*target)->sync();
}

} // namespace wf::store
