// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/thread/contributor.h"

#include <memory>
#include <vector>

namespace wf::engine {

// Joins the answers of several requests into one ThreadPart. Each `expect()` gives a token that must be answered once;
// the reply goes out when all are. Dropping the Request it hands out drops everything below.
class Gather : public std::enable_shared_from_this<Gather> {
public:
    explicit Gather(std::function<void(ThreadPart)> reply) : m_reply(std::move(reply)) {}
    ThreadPart part;

    void expect() { ++m_open; }
    void keep(async::Request request) { m_requests.push_back(std::move(request)); }
    void done()
    {
        if (--m_open == 0 && m_reply)
            std::exchange(m_reply, nullptr)(std::move(part));
    }
    void failed(const QString &signal, const base::Error &error)
    {
        part.missing = signal + QStringLiteral(": ") + error.summary;
        done();
    }
    // Cancels what is still open when dropped.
    [[nodiscard]] async::Request handle()
    {
        return async::Request([self = shared_from_this()] {
            self->m_reply = nullptr;
            self->m_requests.clear();
        });
    }

private:
    std::function<void(ThreadPart)> m_reply;
    std::vector<async::Request> m_requests;
    int m_open = 0;
};

} // namespace wf::engine
