// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/together.h"

#include <QThreadPool>

#include <atomic>
#include <semaphore>

namespace wf::async {

void together(QThreadPool &pool, int parts, const std::function<void(int)> &work)
{
    std::atomic<int> next = 0;
    const auto takeTurns = [&] {
        for (int part = next++; part < parts; part = next++)
            work(part);
    };
    std::counting_semaphore<> done(0);
    int helpers = 0;
    while (helpers + 1 < parts && pool.tryStart([&] {
        takeTurns();
        done.release();
    }))
        ++helpers;
    takeTurns();
    for (; helpers > 0; --helpers)
        done.acquire();
}

} // namespace wf::async
