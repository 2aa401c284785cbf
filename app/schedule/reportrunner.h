// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace wf::app {

// While a console is open: runs `watchfloor report run-due` every few minutes, in a process of its own, as long as
// there is a file of schedules. It may be killed at any moment: what was due is due again. GUI thread; nothing waits.
class ReportRunner final : public QObject {
    Q_OBJECT
public:
    // `program` and its arguments; `settings`: the file without which nothing is run.
    ReportRunner(QString program, QStringList arguments, QString settings, QObject *parent = nullptr);
    ~ReportRunner() override;

    void start();
    void runNow(); // when none is running

Q_SIGNALS:
    // Something of it did not work; the words are for people, one line, at most 300 characters.
    void failed(const QString &words);
    void ended();

private:
    void finished(int code);

    QString m_program;
    QStringList m_arguments;
    QString m_settings;
    QProcess *m_process = new QProcess; // outlives us until it has ended
    QTimer m_timer;
};

} // namespace wf::app
