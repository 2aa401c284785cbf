// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logmark.h"

#include <QtGlobal>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace wf::station::tail {

// One file whatever it is called. Inodes are used again, so that the beginning of the file is compared too.
struct FileId {
    quint64 device = 0;
    quint64 inode = 0;
    friend auto operator<=>(const FileId &, const FileId &) = default;
};

// A piece of a file and its FNV-1a 64 hash.
struct Print {
    qint64 length = 0; // 0: nothing known
    quint64 hash = 0xcbf29ce484222325U;
    friend bool operator==(const Print &, const Print &) = default;
};
inline constexpr qint64 mostPrintBytes = 1024;
[[nodiscard]] Print printOf(std::string_view bytes);
// The print of the first bytes of an open file, at most `length`; what a file of less has counts.
[[nodiscard]] Print printAt(int fd, qint64 begin, qint64 length);

// `known` with as many more bytes as the file has by now, unless they begin otherwise.
[[nodiscard]] Print extended(int fd, const Print &known);

// Where reading of a file stands. Everything before `offset` has been taken by the intake.
struct FilePosition {
    FileId id;
    qint64 offset = 0;
    Print beginning; // of the file
    Print behind;    // the bytes right in front of offset: tells a copy of the file from another one
    std::string path;
    friend bool operator==(const FilePosition &, const FilePosition &) = default;
};

// As the intake keeps it. The origin is that of the inode.
[[nodiscard]] signals::LogMark toMark(const FilePosition &position);
[[nodiscard]] signals::LogMark forgettingMark(const FileId &id);
[[nodiscard]] std::optional<FilePosition> fromMark(const signals::LogMark &mark);

// The open file is the one of the position, grown or not.
[[nodiscard]] bool isSameFile(int fd, const FilePosition &position);
// The open file is a copy of what the position describes and holds at least what was read of it.
[[nodiscard]] bool isCopyOf(int fd, const FilePosition &position);
// The file holds the beginning of the other, byte for byte as far as its ends tell.
[[nodiscard]] bool isPrefixOf(int fd, int other);

} // namespace wf::station::tail
