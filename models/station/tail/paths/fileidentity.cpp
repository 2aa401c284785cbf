// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/fileidentity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::station::tail {

namespace {

constexpr std::string_view scheme = "file:";
// Shorter beginnings are alike by chance: a date, a header.
constexpr qint64 leastTellingBytes = 16;
constexpr qint64 leastTellingAlone = 64;

template<class T>
bool takeNumber(std::string_view &text, T &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool takeBlank(std::string_view &text)
{
    if (!text.starts_with(' '))
        return false;
    text.remove_prefix(1);
    return true;
}

std::string_view bytesAt(int fd, qint64 begin, qint64 length, std::array<char, mostPrintBytes> &bytes)
{
    const auto wanted = static_cast<std::size_t>(std::clamp<qint64>(length, 0, mostPrintBytes));
    std::size_t have = 0;
    while (have < wanted) {
        const ssize_t n = pread(fd, bytes.data() + have, wanted - have, begin + static_cast<qint64>(have));
        if (n <= 0)
            break;
        have += static_cast<std::size_t>(n);
    }
    return {bytes.data(), have};
}

std::string originOf(const FileId &id)
{
    return std::string(scheme) + std::to_string(id.device) + '-' + std::to_string(id.inode);
}

} // namespace

Print printOf(std::string_view bytes)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return {static_cast<qint64>(bytes.size()), hash};
}

Print printAt(int fd, qint64 begin, qint64 length)
{
    std::array<char, mostPrintBytes> bytes{};
    return printOf(bytesAt(fd, begin, length, bytes));
}

Print extended(int fd, const Print &known)
{
    std::array<char, mostPrintBytes> bytes{};
    const auto now = bytesAt(fd, 0, mostPrintBytes, bytes);
    const bool isSame = printOf(now.substr(0, static_cast<std::size_t>(known.length))) == known;
    return isSame ? printOf(now) : known;
}

signals::LogMark toMark(const FilePosition &position)
{
    std::string text = std::to_string(position.offset);
    for (const Print &print : {position.beginning, position.behind})
        text += ' ' + std::to_string(print.length) + ' ' + std::to_string(print.hash);
    return {originOf(position.id), text + ' ' + position.path};
}

signals::LogMark forgettingMark(const FileId &id)
{
    return {originOf(id), {}};
}

std::optional<FilePosition> fromMark(const signals::LogMark &mark)
{
    std::string_view origin = mark.origin;
    std::string_view text = mark.position;
    FilePosition out;
    if (!origin.starts_with(scheme) || text.empty())
        return std::nullopt;
    origin.remove_prefix(scheme.size());
    if (!takeNumber(origin, out.id.device) || !origin.starts_with('-'))
        return std::nullopt;
    origin.remove_prefix(1);
    if (!takeNumber(origin, out.id.inode) || !origin.empty() || !takeNumber(text, out.offset) || out.offset < 0)
        return std::nullopt;
    for (Print *print : {&out.beginning, &out.behind})
        if (!takeBlank(text) || !takeNumber(text, print->length) || !takeBlank(text) ||
            !takeNumber(text, print->hash) || print->length < 0 || print->length > mostPrintBytes)
            return std::nullopt;
    if (!takeBlank(text))
        return std::nullopt;
    out.path = text;
    return out;
}

bool isSameFile(int fd, const FilePosition &position)
{
    struct stat info {};
    return fstat(fd, &info) == 0 && info.st_size >= position.offset &&
           printAt(fd, 0, position.beginning.length) == position.beginning;
}

bool isCopyOf(int fd, const FilePosition &position)
{
    // Where nothing was read the beginning alone must tell.
    const qint64 least = position.offset == 0 ? leastTellingAlone : leastTellingBytes;
    if (position.beginning.length < least || !isSameFile(fd, position))
        return false;
    return printAt(fd, position.offset - position.behind.length, position.behind.length) == position.behind;
}

bool isPrefixOf(int fd, int other)
{
    struct stat ours {
    }, theirs{};
    if (fstat(fd, &ours) != 0 || fstat(other, &theirs) != 0 || ours.st_size < leastTellingAlone ||
        ours.st_size > theirs.st_size)
        return false;
    const qint64 end = ours.st_size;
    const qint64 length = std::min<qint64>(mostPrintBytes, end);
    return printAt(fd, 0, length) == printAt(other, 0, length) &&
           printAt(fd, end - length, length) == printAt(other, end - length, length);
}

} // namespace wf::station::tail
