// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"
#include "models/sources/loki/seenlines.h"

namespace wf::sources {

// One log query of any size: pages of at most what the server gives, joined at their borders without gap or duplicate
// (protocols.md 5.2). Lives as long as its request.
class LokiPager final : public std::enable_shared_from_this<LokiPager> {
public:
    // mostEntries is corrected when the server names its own limit; it outlives the request.
    [[nodiscard]] static async::Request start(SourceCore &core, const LogQuery &query, int &mostEntries,
                                              Reply<signals::LogAnswer> reply);

private:
    LokiPager(SourceCore &core, LogQuery query, int &mostEntries, Reply<signals::LogAnswer> reply);
    void askPage();
    void pageArrived(base::Result<signals::LogAnswer> page);
    [[nodiscard]] bool learnLimit(const base::Error &error);
    // False when there can be nothing more.
    [[nodiscard]] bool moveOn(const std::vector<signals::LogLine> &page);
    void finish();

    SourceCore &m_core;
    LogQuery m_query;
    base::TimeRange m_left;
    int &m_mostEntries;
    int m_pageLimit = 0;
    Reply<signals::LogAnswer> m_reply;
    signals::LogAnswer m_answer;
    SeenLines m_seen;
    async::Request m_running;
};

} // namespace wf::sources
