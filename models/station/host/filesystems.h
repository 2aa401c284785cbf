// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/host/text/hostwriter.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace wf::station {

struct FilesystemSize {
    double blockBytes = 0;
    double blocks = 0, freeBlocks = 0, availableBlocks = 0;
    double files = 0, freeFiles = 0;
};

// Sizes of the mounted file systems. One whose server may be silent (NFS, CIFS, FUSE …) is asked on a thread of its own
// and waited for a moment only; while that thread hangs it is not asked again and told as an error. One thread at a
// time.
class Filesystems {
public:
    using Ask = std::function<std::optional<FilesystemSize>(const std::string &path)>;

    // statfs(2) below `rootfs`.
    Filesystems(std::string procfs, std::string rootfs);
    // For tests.
    Filesystems(std::string procfs, std::string rootfs, Ask ask, std::chrono::milliseconds patience);
    void write(HostWriter &out);

private:
    struct Call;
    [[nodiscard]] std::optional<FilesystemSize> askPatiently(const std::string &path);

    std::string m_procfs;
    std::string m_rootfs;
    Ask m_ask;
    std::chrono::milliseconds m_patience; // for all of them together
    std::chrono::milliseconds m_left{};
    std::map<std::string, std::shared_ptr<Call>> m_hanging;
};

} // namespace wf::station
