// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/settings/notifyfile.h"

#include "models/base/safefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 5'000;
constexpr qint64 mostBytes = 4 << 20;

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(mostBytes) : QByteArray();
}

} // namespace

base::Result<wire::ReadNotifySettings> loadNotifySettings(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return base::makeError(base::ErrorKind::NotFound, u"There is no file %1"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, u"%1 cannot be read"_s.arg(path), file.errorString());
    const QByteArray text = file.read(mostBytes + 1);
    if (text.size() > mostBytes)
        return base::makeError(base::ErrorKind::TooLarge, u"%1 is larger than 4 MiB"_s.arg(path));
    auto read = wire::readNotifySettings(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    const QDir beside = QFileInfo(path).absoluteDir();
    for (auto &rota : read.settings.rotas)
        if (!rota.calendar.isEmpty() && !rota.calendar.contains("://"_L1))
            rota.calendar = beside.absoluteFilePath(rota.calendar);
    return read;
}

NotifyFile::NotifyFile(QString path, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_pools(pools)
{
    connect(&m_timer, &QTimer::timeout, this, &NotifyFile::look);
}

NotifyFile::~NotifyFile() = default;

void NotifyFile::start()
{
    look();
    m_timer.start(everyMs);
}

void NotifyFile::look()
{
    m_scope.runLatest(
        u"look"_s, m_pools.parse(),
        [path = m_path, written = m_written, size = m_size](std::stop_token) {
            const QFileInfo file(path);
            Read out{file.lastModified(), file.exists() ? file.size() : -1, {}, {}};
            if (out.written != written || out.size != size) {
                out.settings = loadNotifySettings(path);
                out.text = bytesOf(path);
            }
            return out;
        },
        [this](const Read &read) { took(read); });
}

void NotifyFile::save(const QByteArray &before, const QByteArray &now, std::function<void(const base::Status &)> reply)
{
    m_scope.run(
        m_pools.parse(),
        [path = m_path, before, now](std::stop_token) -> base::Status {
            if (bytesOf(path) != before)
                return base::makeError(base::ErrorKind::Invalid,
                                       u"%1 was changed meanwhile; look at it again and repeat the change"_s.arg(path));
            if (!base::ensurePrivateFolder(QFileInfo(path).absolutePath()))
                return base::makeError(base::ErrorKind::Storage, u"The folder of %1 cannot be made"_s.arg(path));
            if (!before.isEmpty())
                if (auto kept = base::writeFileSafely(path + u'~', before); !kept)
                    return kept;
            return base::writeFileSafely(path, now);
        },
        [this, reply = std::move(reply)](const base::Status &done) {
            look();
            reply(done);
        });
}

void NotifyFile::took(const Read &read)
{
    if (!read.settings)
        return;
    m_written = read.written;
    m_size = read.size;
    if (std::exchange(m_text, read.text) != read.text)
        Q_EMIT textChanged();
    const auto &settings = *read.settings;
    if (settings && settings->isValid())
        Q_EMIT loaded(std::make_shared<wire::NotifySettings>(settings->settings));
    else if (settings)
        Q_EMIT refused(settings->lines(m_path));
    else if (settings.error().kind == base::ErrorKind::NotFound)
        Q_EMIT loaded(std::make_shared<wire::NotifySettings>());
    else
        Q_EMIT refused({settings.error().summary + u' ' + settings.error().detail});
}

} // namespace wf::engine
