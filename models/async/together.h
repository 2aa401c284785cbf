// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QThreadPool;

namespace wf::async {

// Does work(0) … work(parts - 1), each once, on this thread and on those of the pool that are idle now, and returns
// when all is done. It never waits for a thread that does something else, so a job of the same pool may call it.
void together(QThreadPool &pool, int parts, const std::function<void(int)> &work);

} // namespace wf::async
