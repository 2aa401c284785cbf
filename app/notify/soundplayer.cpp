// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/soundplayer.h"

#include "app/notify/tones.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 10'000;

} // namespace

SoundPlayer::SoundPlayer(const QStringList &players, QObject *parent) : QObject(parent)
{
    for (const QString &one : players)
        if (m_player.isEmpty())
            m_player = QStandardPaths::findExecutable(one);
    m_longest.setSingleShot(true);
    connect(&m_longest, &QTimer::timeout, m_process, &QProcess::kill);
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_longest.stop();
        const bool isWell = std::exchange(m_isStopped, false) || (code == 0 && status == QProcess::NormalExit);
        if (!isWell)
            QApplication::beep(); // no sound server, for one
        Q_EMIT played(m_process->arguments().value(0), isWell);
        if (const QString next = std::exchange(m_next, {}); !next.isEmpty())
            play(next);
    });
    connect(m_process, &QProcess::errorOccurred, this, [](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            QApplication::beep();
    });
}

SoundPlayer::~SoundPlayer()
{
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        delete m_process;
        return;
    }
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

QStringList SoundPlayer::usualPlayers()
{
    return {u"pw-play"_s, u"paplay"_s, u"aplay"_s};
}

QString SoundPlayer::player() const
{
    return m_player.isEmpty() ? tr("the beep of the desktop") : QFileInfo(m_player).fileName();
}

QString SoundPlayer::fileOf(const QString &sound)
{
    if (sound.startsWith(u'/'))
        return QFile::exists(sound) ? sound : QString();
    const QString path = m_folder.filePath(sound + u".wav"_s);
    if (QFile::exists(path))
        return path;
    const QByteArray tone = toneNamed(sound);
    QFile file(path);
    if (tone.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(tone) != tone.size())
        return {};
    return path;
}

void SoundPlayer::play(const QString &sound)
{
    if (sound == "none"_L1)
        return;
    if (m_process->state() != QProcess::NotRunning) {
        if (sound != m_playing || m_isStopped)
            m_next = sound; // the same is heard already
        return;
    }
    const QString file = fileOf(sound);
    if (m_player.isEmpty() || file.isEmpty())
        return QApplication::beep();
    m_playing = sound;
    m_process->start(m_player, {file});
    m_longest.start(longestMs);
}

void SoundPlayer::stop()
{
    m_next.clear();
    if (m_process->state() == QProcess::NotRunning)
        return;
    m_isStopped = true;
    m_process->kill();
}

} // namespace wf::app
