// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace wf::station::journal {

// A program whose output is read piece by piece, on any thread (QProcess wants an event loop). Killed when it is let
// go.
class ChildProcess {
public:
    ChildProcess() = default;
    ~ChildProcess() { stop(); }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    // Errors: Unsupported when there is no such program, Invalid otherwise.
    [[nodiscard]] base::Status start(const std::string &program, const std::vector<std::string> &arguments);
    [[nodiscard]] bool isRunning() const { return m_pid > 0; }
    // For poll(); -1 when it ended.
    [[nodiscard]] int output() const { return m_output; }
    // Without waiting; 0: nothing now, -1: the end.
    [[nodiscard]] ssize_t read(char *buffer, std::size_t size);
    // What it complained about since the last call, at most 4 KiB.
    [[nodiscard]] std::string takeComplaints();
    void stop();

private:
    pid_t m_pid = -1;
    int m_output = -1;
    int m_errors = -1;
};

} // namespace wf::station::journal
