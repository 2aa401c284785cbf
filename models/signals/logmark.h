// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace wf::signals {

// How far one origin of log lines has been read (a tailed file, the journal). Kept together with the lines it came
// with, in one write: after kill -9 either both are there or neither, so that no line is lost and none comes twice.
struct LogMark {
    std::string origin;   // names the origin for good: "file:2049-131-1f3a…", "journal"; at most 256 bytes
    std::string position; // understood by its reader only, at most 4 KiB; empty: the origin is forgotten
    friend bool operator==(const LogMark &, const LogMark &) = default;
};

} // namespace wf::signals
