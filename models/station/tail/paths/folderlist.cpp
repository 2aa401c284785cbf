// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/folderlist.h"

#include <algorithm>
#include <string_view>

#include <dirent.h>

namespace wf::station::tail {

namespace {

template<class Each>
void forEachName(const std::string &folder, Each each)
{
    DIR *directory = opendir(folder.c_str());
    if (!directory)
        return;
    while (const dirent *entry = readdir(directory))
        each(*entry);
    closedir(directory);
}

} // namespace

std::string folderOf(const std::string &path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string findInode(const std::string &folder, quint64 inode)
{
    std::string out;
    forEachName(folder, [&](const dirent &entry) {
        if (entry.d_ino == inode && out.empty())
            out = folder + '/' + entry.d_name;
    });
    return out;
}

std::vector<std::string> rotatedNames(const std::string &path)
{
    const std::string folder = folderOf(path);
    const std::string name = path.substr(path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    const std::string stem = name.substr(0, dot);
    std::vector<std::string> out;
    forEachName(folder, [&](const dirent &entry) {
        const std::string_view other = entry.d_name;
        if (other == name || other.size() <= name.size())
            return;
        const std::string_view rest = other.starts_with(name)   ? other.substr(name.size())
                                      : other.starts_with(stem) ? other.substr(stem.size())
                                                                : std::string_view();
        if (rest.starts_with('.') || rest.starts_with('-') || rest.starts_with('_'))
            out.push_back(folder + '/' + std::string(other));
    });
    std::ranges::sort(out);
    return out;
}

bool isNumberedNameOf(const std::string &path, const std::string &original)
{
    const auto dot = original.rfind('.');
    const bool hasEnding = dot != std::string::npos && dot > original.rfind('/');
    const std::string stem = original.substr(0, hasEnding ? dot : original.size());
    const std::string ending = original.substr(stem.size());
    std::string_view rest = path;
    if (!rest.starts_with(stem))
        return false;
    rest.remove_prefix(stem.size());
    if (rest.starts_with(ending))
        rest.remove_prefix(ending.size());
    else if (rest.ends_with(ending))
        rest.remove_suffix(ending.size());
    else
        return false;
    return rest.size() > 1 && rest.find_first_not_of("0123456789.-_") == std::string_view::npos;
}

bool isCompressedName(const std::string &path)
{
    for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2", ".lz4", ".zip", ".Z"})
        if (path.ends_with(ending))
            return true;
    return false;
}

} // namespace wf::station::tail
