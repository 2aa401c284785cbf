// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/advice/pricefile.h"

#include "models/base/clock.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace wf::engine {

using namespace std::chrono_literals;

namespace {

constexpr qint64 mostBytes = 4 << 20;

base::Result<PriceList> listIn(const QString &path)
{
    const auto unread = [](const QString &why) { return base::makeError(base::ErrorKind::Invalid, why); };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unread(PriceFile::tr("it could not be read: %1").arg(file.errorString()));
    if (file.size() > mostBytes)
        return unread(PriceFile::tr("it is larger than 4 MiB"));
    return PriceList::parse(file.readAll());
}

} // namespace

PriceFile::PriceFile(const QString &path, QObject *parent)
    : QObject(parent), m_soon(200ms, [this] {
          read();
          Q_EMIT changed();
      })
{
    m_state.path = path;
    if (path.isEmpty())
        return;
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.trigger(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        // Much else happens in the folder of the settings.
        if (m_watcher.files().isEmpty() && QFileInfo::exists(m_state.path))
            m_soon.trigger();
    });
    read();
}

void PriceFile::read()
{
    watch();
    m_state.problem.clear();
    const QFileInfo info(m_state.path);
    if (!info.exists()) {
        m_state.prices = {};
        m_state.changedNs = 0;
        return;
    }
    auto prices = listIn(m_state.path);
    if (!prices) {
        m_state.problem = tr("The price list %1 is not used: %2").arg(m_state.path, prices.error().summary);
        return;
    }
    m_state.prices = std::move(*prices);
    m_state.changedNs = info.lastModified().toMSecsSinceEpoch() * base::nsPerMs;
}

// A file that is replaced by renaming leaves the watcher: its folder tells that it is there again.
void PriceFile::watch()
{
    for (const QString &path : {QFileInfo(m_state.path).path(), m_state.path})
        if (QFileInfo::exists(path) && !m_watcher.files().contains(path) && !m_watcher.directories().contains(path))
            m_watcher.addPath(path);
}

} // namespace wf::engine
