// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wf::station::tail {

struct UnreadablePath {
    std::string path;
    int error = 0; // errno
    friend bool operator==(const UnreadablePath &, const UnreadablePath &) = default;
};

struct GlobResult {
    std::vector<std::string> files;         // sorted, each once; regular files and links to them
    std::vector<UnreadablePath> unreadable; // folders and files that match and cannot be read
    std::vector<std::string> folders;       // looked into: new files appear here
    bool isCut = false;                     // there were more files than asked for
};

// Files below absolute globs. Names with a leading dot match only patterns that begin with one. "**" looks at most 16
// folders deep and does not follow links to folders. Blocks on the disk.
[[nodiscard]] GlobResult expandGlobs(const std::vector<std::string> &include, const std::vector<std::string> &exclude,
                                     std::size_t most);

// Whole paths, "**" included; a pattern without "/" is compared with the name alone.
[[nodiscard]] bool matchesGlob(std::string_view pattern, std::string_view path);

} // namespace wf::station::tail
