// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace wf::station {

using LineBatchPtr = std::shared_ptr<const std::vector<signals::LogLine>>;

// Hands every batch of lines that was taken to whoever follows along. Thread-safe.
class LineFeed {
public:
    // Called on the thread that brought the lines, and no more once the returned handle is gone.
    using Listener = std::function<void(const LineBatchPtr &)>;
    [[nodiscard]] std::shared_ptr<void> listen(Listener listener);
    [[nodiscard]] bool isHeard() const;
    void publish(const LineBatchPtr &batch);

private:
    struct Ear {
        std::mutex mutex; // held while it is called
        Listener listener;
    };
    mutable std::mutex m_mutex;
    std::vector<std::weak_ptr<Ear>> m_ears;
};

} // namespace wf::station
