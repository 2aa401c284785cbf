// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostfiles_p.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace wf::station::hostfiles {

namespace {
constexpr std::size_t mostBytes = std::size_t{4} << 20;
constexpr std::size_t mostNames = 65536;
} // namespace

bool read(const std::string &path, std::string &out)
{
    out.clear();
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    std::array<char, 16384> buffer;
    ssize_t got = 0;
    while (out.size() < mostBytes) {
        got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        out.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(fd);
    return got >= 0;
}

std::string text(const std::string &path)
{
    std::string out;
    if (!read(path, out))
        out.clear();
    return out;
}

std::optional<std::string> line(const std::string &path)
{
    std::string all;
    if (!read(path, all))
        return std::nullopt;
    all.resize(std::min(all.size(), all.find('\n')));
    const auto last = all.find_last_not_of(" \t\r");
    all.resize(last == std::string::npos ? 0 : last + 1);
    all.erase(0, std::min(all.size(), all.find_first_not_of(" \t")));
    return all;
}

std::optional<double> number(const std::string &path)
{
    const auto first = line(path);
    if (!first || first->empty())
        return std::nullopt;
    const bool isHex = first->starts_with("0x");
    const char *const begin = first->data() + (isHex ? 2 : 0);
    const char *const end = first->data() + first->size();
    if (isHex) {
        unsigned long long value = 0;
        const auto [at, error] = std::from_chars(begin, end, value, 16);
        return error == std::errc() && at == end ? std::optional(static_cast<double>(value)) : std::nullopt;
    }
    double value = 0;
    const auto [at, error] = std::from_chars(begin, end, value);
    return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

std::vector<std::string> list(const std::string &path)
{
    std::vector<std::string> out;
    DIR *folder = ::opendir(path.c_str());
    if (!folder)
        return out;
    while (const dirent *entry = ::readdir(folder)) {
        const std::string name = entry->d_name;
        if (name != "." && name != ".." && out.size() < mostNames)
            out.push_back(name);
    }
    ::closedir(folder);
    std::ranges::sort(out);
    return out;
}

std::string target(const std::string &path)
{
    std::array<char, PATH_MAX> buffer;
    return ::realpath(path.c_str(), buffer.data()) ? std::string(buffer.data()) : std::string();
}

} // namespace wf::station::hostfiles
