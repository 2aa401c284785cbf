// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/ballast.h"

#include "models/store/db/files.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

namespace wf::store {

bool Ballast::exists() const
{
    return m_bytes > 0 && QFileInfo(m_path).size() >= m_bytes;
}

bool Ballast::ensure() const
{
    if (m_bytes <= 0 || exists())
        return m_bytes > 0;
    if (freeBytes(QFileInfo(m_path).absolutePath()) < 2 * m_bytes)
        return false;
    QFile::remove(m_path);
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    // Noise, so that no file system stores it in less room.
    QByteArray noise(1 << 16, Qt::Uninitialized);
    for (qint64 left = m_bytes; left > 0;) {
        QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        const qint64 wrote = file.write(noise.constData(), std::min<qint64>(left, noise.size()));
        if (wrote <= 0) {
            file.remove();
            return false;
        }
        left -= wrote;
    }
    file.close();
    syncToDisk(m_path);
    return true;
}

bool Ballast::release() const
{
    return QFile::remove(m_path);
}

} // namespace wf::store
