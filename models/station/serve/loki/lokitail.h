// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/server/messagesource.h"
#include "models/query/logql/logql.h"
#include "models/station/serve/answers/answers.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <span>

namespace wf::station {

struct TailQuestion {
    std::shared_ptr<const query::LogqlExpr> expr;
    qint64 startNs = 0;
    int limit = 100; // of what is told from the past, and of lines in one message
    bool isCategorised = false;
};

// The frames of Loki's tail (protocols.md 5.4): first the newest lines kept since the start, oldest first, then every
// batch the station takes, as the question leaves it. A line is told once. While the client is slow a bounded number of
// batches waits; the oldest are given up then and told as dropped_entries. A question that is not about lines is told
// so and ended (1011).
class LokiTailSource final : public net::server::MessageSource {
public:
    LokiTailSource(TailQuestion question, const LogAnswers &answers, const base::Clock &clock);
    [[nodiscard]] bool hasNews() const override;
    [[nodiscard]] Step next(std::stop_token stop) override;

private:
    // Filled by whoever brings lines to the station.
    struct Inbox {
        std::mutex mutex;
        std::deque<LineBatch> batches;
        std::size_t lines = 0;
        std::vector<signals::LogLine> dropped; // their newest, as a sample: labels and times
        void put(const LineBatch &batch);
    };
    [[nodiscard]] base::Result<std::vector<signals::LogLine>> past(std::stop_token stop) const;
    [[nodiscard]] std::string frame(std::span<const signals::LogLine> lines,
                                    std::span<const signals::LogLine> dropped) const;

    TailQuestion m_question;
    std::shared_ptr<const query::LineReader> m_kept;
    qint64 m_openedNs;
    std::atomic<bool> m_isPastTold{false};
    std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>();
    std::shared_ptr<void> m_listening;
};

} // namespace wf::station
