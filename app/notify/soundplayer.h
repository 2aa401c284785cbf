// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>

namespace wf::app {

// Plays short sounds with whatever player the desktop has (PipeWire, PulseAudio, ALSA), one at a time; without any the
// desktop's beep has to do. What comes while one plays is played after it, the last one alone. GUI thread; never waits.
class SoundPlayer final : public QObject {
    Q_OBJECT
public:
    // `players`: programs that play the WAV file they are given, best first; those not found on PATH are left out.
    explicit SoundPlayer(const QStringList &players = usualPlayers(), QObject *parent = nullptr);
    ~SoundPlayer() override;

    // "twoLowNotes", "oneLowNote", "none", or the path of a WAV file.
    void play(const QString &sound);
    // Ends what plays and what waits.
    void stop();
    // What plays, for people: "pw-play", or "the beep of the desktop".
    [[nodiscard]] QString player() const;
    [[nodiscard]] static QStringList usualPlayers();

Q_SIGNALS:
    void played(const QString &file, bool isWell);

private:
    [[nodiscard]] QString fileOf(const QString &sound);

    QString m_player; // full path; empty: none
    QTemporaryDir m_folder;
    QProcess *m_process = new QProcess; // outlives us until it has ended
    QTimer m_longest;
    QString m_playing, m_next;
    bool m_isStopped = false;
};

} // namespace wf::app
