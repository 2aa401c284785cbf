// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/timerange.h"
#include "models/engine/services/servicecatalog.h"
#include "models/signals/threadentry.h"

#include <functional>

namespace wf::engine {

// What a contributor is asked: everything of its signal that belongs to the subject in the window.
struct ThreadQuestion {
    signals::Subject subject;
    base::TimeRange window;
    qint64 nowNs = 0;
    ServicesPtr services;
    // Services one call away from the subject's: their entries hang on a path, not on an equal ID.
    QStringList neighbours;
};

struct ThreadPart {
    std::vector<signals::ThreadEntry> entries;
    std::vector<signals::ThreadEntry> future;
    std::vector<signals::SpineSection> spine; // sections worse than Ok; only some signals know the state
    bool knowsState = false;                  // absent sections then mean Ok, not Unknown
    QString missing;                          // what could not be asked, in words; empty when all answered
};

// One kind of signal of the Thread. Asked on the GUI thread, answers there later, at most once.
class ThreadContributor {
public:
    virtual ~ThreadContributor() = default;
    virtual async::Request ask(const ThreadQuestion &question, std::function<void(ThreadPart)> reply) = 0;
};

} // namespace wf::engine
