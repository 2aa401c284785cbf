// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/childprocess.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace wf::station::journal {

namespace {

void closeOne(int &fd)
{
    if (fd >= 0)
        ::close(std::exchange(fd, -1));
}

bool makePipe(std::array<int, 2> &ends)
{
    return ::pipe2(ends.data(), O_CLOEXEC) == 0 && ::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
}

} // namespace

base::Status ChildProcess::start(const std::string &program, const std::vector<std::string> &arguments)
{
    stop();
    std::array<int, 2> output{-1, -1};
    std::array<int, 2> errors{-1, -1};
    std::vector<char *> argv{const_cast<char *>(program.c_str())};
    for (const auto &argument : arguments)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    int error = makePipe(output) && makePipe(errors) ? 0 : errno;
    if (error == 0) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, errors[1], STDERR_FILENO);
        error = posix_spawnp(&m_pid, program.c_str(), &actions, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    closeOne(output[1]);
    closeOne(errors[1]);
    m_output = output[0];
    m_errors = errors[0];
    if (error == 0)
        return base::Done{};
    m_pid = -1;
    stop();
    return base::makeError(
        error == ENOENT ? base::ErrorKind::Unsupported : base::ErrorKind::Invalid,
        QCoreApplication::translate("wf::station::journal", "%1 was not started: %2")
            .arg(QString::fromStdString(program), QString::fromStdString(std::generic_category().message(error))));
}

ssize_t ChildProcess::read(char *buffer, std::size_t size)
{
    const ssize_t n = m_output < 0 ? 0 : ::read(m_output, buffer, size);
    if (n > 0)
        return n;
    return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

std::string ChildProcess::takeComplaints()
{
    std::string out(4096, '\0');
    const ssize_t n = m_errors < 0 ? 0 : ::read(m_errors, out.data(), out.size());
    out.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    return out;
}

void ChildProcess::stop()
{
    closeOne(m_output);
    closeOne(m_errors);
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    m_pid = -1;
}

} // namespace wf::station::journal
