// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/filesystems.h"

#include "models/station/host/hostfiles_p.h"
#include "models/station/host/text/hosttext.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/vfs.h>

namespace wf::station {

using namespace std::chrono_literals;

namespace {

std::optional<FilesystemSize> statfsOf(const std::string &path)
{
    struct statfs s {};
    if (::statfs(path.c_str(), &s) != 0)
        return std::nullopt;
    const auto d = [](auto value) { return static_cast<double>(value); };
    return FilesystemSize{d(s.f_bsize), d(s.f_blocks), d(s.f_bfree), d(s.f_bavail), d(s.f_files), d(s.f_ffree)};
}

struct Place {
    hosttext::Mount mount;
    std::optional<FilesystemSize> size;
};

void writePlaces(const std::vector<Place> &places, HostWriter &out)
{
    const auto each = [&](const char *name, const char *help, auto value) {
        out.family(name, MetricType::Gauge, help);
        for (const auto &place : places)
            if (const std::optional<double> v = value(place))
                out.add(*v, {{"device", place.mount.device},
                             {"mountpoint", place.mount.mountPoint},
                             {"fstype", place.mount.type}});
    };
    const auto sized = [&](const char *name, const char *help, auto value) {
        each(name, help, [&](const Place &p) { return p.size ? std::optional<double>(value(*p.size)) : std::nullopt; });
    };
    each("node_filesystem_device_error", "Whether an error occurred while getting statistics for the given device.",
         [](const Place &p) { return std::optional<double>(p.size ? 0 : 1); });
    each("node_filesystem_readonly", "Filesystem read-only status.",
         [](const Place &p) { return p.size ? std::optional<double>(p.mount.isReadOnly ? 1 : 0) : std::nullopt; });
    using S = FilesystemSize;
    sized("node_filesystem_size_bytes", "Filesystem size in bytes.",
          [](const S &s) { return s.blocks * s.blockBytes; });
    sized("node_filesystem_free_bytes", "Filesystem free space in bytes.",
          [](const S &s) { return s.freeBlocks * s.blockBytes; });
    sized("node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes.",
          [](const S &s) { return s.availableBlocks * s.blockBytes; });
    sized("node_filesystem_files", "Filesystem total file nodes.", [](const S &s) { return s.files; });
    sized("node_filesystem_files_free", "Filesystem total free file nodes.", [](const S &s) { return s.freeFiles; });
}

} // namespace

// Shared with the thread that asks, which may outlive everybody.
struct Filesystems::Call {
    std::mutex mutex;
    std::condition_variable ready;
    bool isDone = false;
    std::optional<FilesystemSize> size;
};

Filesystems::Filesystems(std::string procfs, std::string rootfs)
    : Filesystems(std::move(procfs), std::move(rootfs), statfsOf, 500ms)
{
}

Filesystems::Filesystems(std::string procfs, std::string rootfs, Ask ask, std::chrono::milliseconds patience)
    : m_procfs(std::move(procfs)), m_rootfs(std::move(rootfs)), m_ask(std::move(ask)), m_patience(patience)
{
    while (m_rootfs.ends_with('/'))
        m_rootfs.pop_back();
}

std::optional<FilesystemSize> Filesystems::askPatiently(const std::string &path)
{
    if (const auto hanging = m_hanging.find(path); hanging != m_hanging.end()) {
        const std::scoped_lock lock(hanging->second->mutex);
        if (!hanging->second->isDone)
            return std::nullopt;
        m_hanging.erase(hanging);
    }
    auto call = std::make_shared<Call>();
    std::thread([call, path, ask = m_ask] {
        auto size = ask(path);
        const std::scoped_lock lock(call->mutex);
        call->size = size;
        call->isDone = true;
        call->ready.notify_all();
    }).detach();
    const auto began = std::chrono::steady_clock::now();
    std::unique_lock lock(call->mutex);
    const bool isDone = call->ready.wait_for(lock, m_left, [&] { return call->isDone; });
    m_left = std::max(
        0ms, m_left - std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began));
    if (!isDone)
        m_hanging.emplace(path, call);
    return isDone ? call->size : std::nullopt;
}

void Filesystems::write(HostWriter &out)
{
    std::string text;
    if (!hostfiles::read(m_procfs + "/1/mounts", text) && !hostfiles::read(m_procfs + "/self/mounts", text))
        return;
    m_left = m_patience;
    std::vector<Place> places;
    for (auto &mount : hosttext::mounts(text)) {
        if (!m_rootfs.empty() && !mount.mountPoint.starts_with(m_rootfs))
            continue;
        const std::string path = mount.mountPoint;
        if (!m_rootfs.empty())
            mount.mountPoint = path.size() == m_rootfs.size() ? "/" : path.substr(m_rootfs.size());
        auto size = hosttext::mayHang(mount.type) ? askPatiently(path) : m_ask(path);
        places.push_back({std::move(mount), size});
    }
    writePlaces(places, out);
}

} // namespace wf::station
