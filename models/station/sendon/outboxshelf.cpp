// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/outboxshelf.h"

#include "models/base/clock.h"
#include "models/store/disk/checksum.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>
#include <chrono>

namespace wf::station {

namespace {

constexpr std::chrono::hours keptFor{7 * 24};

} // namespace

std::shared_ptr<Outbox> OutboxShelf::outbox(const QString &key, qint64 mostBytes)
{
    auto &known = m_outboxes[key];
    if (auto outbox = known.lock()) {
        outbox->setMostBytes(mostBytes);
        return outbox;
    }
    auto outbox = std::make_shared<Outbox>(m_folder + QLatin1Char('/') + nameOf(key), mostBytes);
    known = outbox;
    return outbox;
}

QString OutboxShelf::nameOf(const QString &key)
{
    const QByteArray text = key.toUtf8();
    const quint64 number = store::fingerprint({text.constData(), static_cast<std::size_t>(text.size())});
    return QStringLiteral("%1").arg(number, 16, 16, QLatin1Char('0'));
}

std::function<void()> OutboxShelf::sweeping(qint64 nowNs) const
{
    QStringList used;
    for (const auto &[key, outbox] : m_outboxes)
        if (!outbox.expired())
            used << nameOf(key);
    return [folder = m_folder, used, nowNs] {
        const qint64 oldestMs = nowNs / base::nsPerMs - std::chrono::milliseconds(keptFor).count();
        const auto isOld = [&](const QFileInfo &file) { return file.lastModified().toMSecsSinceEpoch() < oldestMs; };
        for (const auto &one : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            QDir inside(one.filePath());
            const auto files = inside.entryInfoList(QDir::Files);
            if (!used.contains(one.fileName()) && isOld(one) && std::all_of(files.begin(), files.end(), isOld))
                inside.removeRecursively();
        }
    };
}

} // namespace wf::station
