// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/text/hosttext.h"
#include "models/station/host/text/tokens_p.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace wf::station::hosttext {

namespace {

// Blanks and the like come as \040.
std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digits = text.substr(i + 1, 3);
        const bool isOctal =
            text[i] == '\\' && digits.size() == 3 && digits.find_first_not_of("01234567") == std::string_view::npos;
        if (!isOctal) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(((digits[0] - '0') << 6) | ((digits[1] - '0') << 3) | (digits[2] - '0'));
        i += 3;
    }
    return out;
}

bool isBelow(std::string_view path, std::string_view folder)
{
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

// node_exporter's default: ^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)
bool isIgnoredPlace(std::string_view path)
{
    for (const std::string_view folder : {"/dev", "/proc", "/sys"})
        if (isBelow(path, folder))
            return true;
    for (const std::string_view parent : {"/run/credentials/", "/var/lib/docker/", "/var/lib/containers/storage/"})
        if (path.starts_with(parent) && path.size() > parent.size())
            return true;
    return false;
}

bool isIgnoredType(std::string_view type)
{
    static constexpr std::array<std::string_view, 24> ignored{
        "autofs",   "binfmt_misc", "bpf",        "cgroup",     "cgroup2",   "configfs", "debugfs", "devpts",
        "devtmpfs", "fusectl",     "hugetlbfs",  "iso9660",    "mqueue",    "nsfs",     "overlay", "proc",
        "procfs",   "pstore",      "rpc_pipefs", "securityfs", "selinuxfs", "squashfs", "sysfs",   "tracefs"};
    return std::ranges::find(ignored, type) != ignored.end();
}

bool hasOption(std::string_view options, std::string_view wanted)
{
    while (!options.empty()) {
        const auto one = options.substr(0, options.find(','));
        if (one == wanted)
            return true;
        options.remove_prefix(std::min(options.size(), one.size() + 1));
    }
    return false;
}

} // namespace

std::vector<Mount> mounts(std::string_view text)
{
    std::vector<Mount> out;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    forEachLine(text, [&](std::string_view line) {
        const auto parts = words(line);
        if (parts.size() < 4)
            return;
        Mount one{unescaped(parts[0]), unescaped(parts[1]), std::string(parts[2]), hasOption(parts[3], "ro")};
        if (one.mountPoint.starts_with('/') && !isIgnoredPlace(one.mountPoint) && !isIgnoredType(one.type) &&
            seen.emplace(one.device, one.mountPoint, one.type).second)
            out.push_back(std::move(one));
    });
    return out;
}

bool mayHang(std::string_view type)
{
    static constexpr std::array<std::string_view, 16> remote{"nfs",   "nfs4",  "cifs",      "smb3",   "smbfs", "ceph",
                                                             "afs",   "9p",    "glusterfs", "lustre", "ncpfs", "gfs2",
                                                             "ocfs2", "davfs", "virtiofs",  "beegfs"};
    return type.starts_with("fuse") || std::ranges::find(remote, type) != remote.end();
}

} // namespace wf::station::hosttext
