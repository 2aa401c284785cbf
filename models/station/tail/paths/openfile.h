// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/paths/fileidentity.h"

#include <optional>
#include <string>
#include <utility>

namespace wf::station::tail {

// A descriptor that closes itself.
class OpenFile {
public:
    OpenFile() = default;
    explicit OpenFile(const std::string &path);
    ~OpenFile() { close(); }
    OpenFile(OpenFile &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    OpenFile &operator=(OpenFile &&other) noexcept;

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int fd() const { return m_fd; }
    void close();

    struct Info {
        FileId id;
        qint64 size = 0;
        qint64 changedNs = 0;
        bool hasName = true; // false: deleted
    };
    [[nodiscard]] std::optional<Info> info() const;

private:
    int m_fd = -1;
};
[[nodiscard]] std::optional<OpenFile::Info> infoOf(const std::string &path); // of what a path names now

} // namespace wf::station::tail
