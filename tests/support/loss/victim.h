// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QProcess>
#include <QScopeGuard>
#include <QStringList>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

// What tests of loss share: a writer that is killed in the middle, and a disk that takes no more.
namespace wf::support {

// Says, in the victim, that something is safely on the disk.
inline bool tellSafe(const QByteArray &what)
{
    const QByteArray line = what + '\n';
    return ::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) == line.size();
}

// Runs this test program again with `arguments`, kills it (SIGKILL) once it told so many lines, and gives all it told.
// Empty when it ended by itself.
inline QStringList toldUntilKilled(const QStringList &arguments, int lines)
{
    QProcess writer;
    writer.start(QCoreApplication::applicationFilePath(), arguments);
    QByteArray output;
    while (output.count('\n') < lines) {
        if (!writer.waitForReadyRead(30'000))
            return {};
        output += writer.readAllStandardOutput();
    }
    writer.kill();
    if (!writer.waitForFinished() || writer.exitStatus() != QProcess::CrashExit)
        return {};
    output += writer.readAllStandardOutput();
    return QString::fromUtf8(output.left(output.lastIndexOf('\n'))).split(QLatin1Char('\n'));
}

// While the result lives, no file of this process grows past so many bytes: as a full disk, writes come short.
[[nodiscard]] inline auto fullDisk(rlim_t bytes)
{
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    auto *handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    return qScopeGuard([before, handler] {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
    });
}

} // namespace wf::support
