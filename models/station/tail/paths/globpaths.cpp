// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/paths/globpaths.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fnmatch.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::station::tail {

namespace {

constexpr int deepest = 16;

std::vector<std::string> segmentsOf(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto name = path.substr(0, path.find('/'));
        if (!name.empty())
            out.emplace_back(name);
        path.remove_prefix(std::min(path.size(), name.size() + 1));
    }
    return out;
}

bool hasPattern(const std::string &name)
{
    return name.find_first_of("*?[") != std::string::npos;
}

bool nameMatches(const std::string &pattern, const std::string &name)
{
    return fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0;
}

bool segmentsMatch(const std::vector<std::string> &pattern, std::size_t p, const std::vector<std::string> &path,
                   std::size_t s)
{
    for (; p < pattern.size(); ++p, ++s) {
        if (pattern[p] == "**") {
            for (std::size_t skip = s; skip <= path.size(); ++skip)
                if (segmentsMatch(pattern, p + 1, path, skip))
                    return true;
            return false;
        }
        if (s >= path.size() || !nameMatches(pattern[p], path[s]))
            return false;
    }
    return s == path.size();
}

class Walk {
public:
    Walk(const std::vector<std::string> &exclude, std::size_t most, GlobResult &out)
        : m_exclude(exclude), m_most(most), m_out(out)
    {
    }

    void run(const std::string &pattern)
    {
        m_segments = segmentsOf(pattern);
        if (!m_segments.empty())
            enter("", 0, 0);
    }

private:
    void enter(const std::string &folder, std::size_t segment, int depth)
    {
        if (m_out.isCut)
            return;
        const std::string &name = m_segments[segment];
        const bool isLast = segment + 1 == m_segments.size();
        if (name == "**") {
            if (!isLast)
                enter(folder, segment + 1, depth);
            if (depth < deepest)
                list(folder, [&](const std::string &child, bool isLink) {
                    struct stat info {};
                    if (child.starts_with('.') || stat((folder + '/' + child).c_str(), &info) != 0)
                        return;
                    if (S_ISDIR(info.st_mode) && !isLink)
                        enter(folder + '/' + child, segment, depth + 1);
                    else if (isLast)
                        take(folder + '/' + child);
                });
            return;
        }
        if (!hasPattern(name)) {
            step(folder + '/' + name, segment, depth);
            if (isLast)
                m_out.folders.push_back(folder.empty() ? "/" : folder);
            return;
        }
        list(folder, [&](const std::string &child, bool) {
            if (nameMatches(name, child))
                step(folder + '/' + child, segment, depth);
        });
    }

    void step(const std::string &path, std::size_t segment, int depth)
    {
        if (segment + 1 == m_segments.size())
            take(path);
        else
            enter(path, segment + 1, depth);
    }

    template<class Each>
    void list(const std::string &folder, Each each)
    {
        const std::string path = folder.empty() ? "/" : folder;
        DIR *directory = opendir(path.c_str());
        if (!directory) {
            if (errno == EACCES)
                m_out.unreadable.push_back({path, EACCES});
            return;
        }
        m_out.folders.push_back(path);
        std::vector<std::pair<std::string, bool>> children;
        while (const dirent *entry = readdir(directory)) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..")
                children.emplace_back(name, entry->d_type == DT_LNK);
        }
        closedir(directory);
        for (const auto &[name, isLink] : children)
            each(name, isLink);
    }

    void take(const std::string &path)
    {
        struct stat info {};
        if (stat(path.c_str(), &info) != 0) {
            if (errno == EACCES)
                m_out.unreadable.push_back({path, EACCES});
            return;
        }
        if (!S_ISREG(info.st_mode) ||
            std::ranges::any_of(m_exclude, [&](const auto &e) { return matchesGlob(e, path); }))
            return;
        if (access(path.c_str(), R_OK) != 0)
            m_out.unreadable.push_back({path, errno});
        else if (m_out.files.size() >= m_most)
            m_out.isCut = true;
        else
            m_out.files.push_back(path);
    }

    const std::vector<std::string> &m_exclude;
    std::size_t m_most;
    GlobResult &m_out;
    std::vector<std::string> m_segments;
};

template<class T, class Less = std::less<>>
void keepEachOnce(std::vector<T> &items, Less less = {})
{
    std::ranges::sort(items, less);
    const auto [first, last] = std::ranges::unique(items);
    items.erase(first, last);
}

} // namespace

bool matchesGlob(std::string_view pattern, std::string_view path)
{
    if (pattern.find('/') == std::string_view::npos)
        return nameMatches(std::string(pattern), std::string(path.substr(path.rfind('/') + 1)));
    return segmentsMatch(segmentsOf(pattern), 0, segmentsOf(path), 0);
}

GlobResult expandGlobs(const std::vector<std::string> &include, const std::vector<std::string> &exclude,
                       std::size_t most)
{
    GlobResult out;
    Walk walk(exclude, most, out);
    for (const auto &pattern : include)
        walk.run(pattern);
    keepEachOnce(out.files);
    keepEachOnce(out.folders);
    keepEachOnce(out.unreadable, [](const UnreadablePath &a, const UnreadablePath &b) { return a.path < b.path; });
    return out;
}

} // namespace wf::station::tail
