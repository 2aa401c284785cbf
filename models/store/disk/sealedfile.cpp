// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/sealedfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace wf::store {

base::Error damagedFile(const QString &path, const char *what)
{
    return base::makeError(base::ErrorKind::Storage,
                           QCoreApplication::translate("wf::store", "%1 is damaged").arg(QFileInfo(path).fileName()),
                           QString::fromLatin1(what));
}

base::Result<std::string> readFooter(const ByteSource &bytes, const QString &path, std::string_view head,
                                     std::string_view end, std::size_t footerBytes)
{
    const qint64 room = bytes.size() - static_cast<qint64>(footerBytes);
    if (room < static_cast<qint64>(head.size()))
        return damagedFile(path, "It is shorter than an empty block.");
    std::string begins(head.size(), '\0');
    std::string footer(footerBytes, '\0');
    if (auto status = bytes.read(0, begins); !status)
        return status.error();
    if (auto status = bytes.read(room, footer); !status)
        return status.error();
    if (begins != head || !footer.ends_with(end))
        return damagedFile(path, "It does not begin and end like a block.");
    return footer;
}

} // namespace wf::store
