// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/loki/lokitail.h"

#include "models/station/ports/batchlines.h"
#include "models/station/serve/loki/lokijson.h"

#include <algorithm>
#include <limits>

namespace wf::station {

namespace {

constexpr std::size_t mostWaiting = 200; // batches
constexpr std::size_t mostWaitingLines = 50'000;
constexpr std::size_t mostDroppedTold = 100;
constexpr int mostLines = 5'000; // of one batch
constexpr std::uint16_t unexpected = 1011;

} // namespace

void LokiTailSource::Inbox::put(const LineBatch &batch)
{
    const std::scoped_lock lock(mutex);
    while (!batches.empty() && (batches.size() >= mostWaiting || lines + batch->size() > mostWaitingLines)) {
        const LineBatch lost = std::move(batches.front());
        batches.pop_front();
        lines -= lost->size();
        for (const auto &line : *lost) {
            if (dropped.size() >= mostDroppedTold)
                dropped.erase(dropped.begin());
            dropped.push_back(line);
        }
    }
    lines += batch->size();
    batches.push_back(batch);
}

LokiTailSource::LokiTailSource(TailQuestion question, const LogAnswers &answers, const base::Clock &clock)
    : m_question(std::move(question)),
      m_kept(answers.lines),
      // What is kept up to here comes from the store, what is taken from here on from the feed: nothing twice.
      m_openedNs(clock.nowNs()),
      m_listening(answers.follow([inbox = m_inbox](const LineBatch &batch) { inbox->put(batch); }))
{
}

bool LokiTailSource::hasNews() const
{
    const std::scoped_lock lock(m_inbox->mutex);
    return !m_isPastTold || !m_inbox->batches.empty();
}

base::Result<std::vector<signals::LogLine>> LokiTailSource::past(std::stop_token stop) const
{
    auto answer = query::evaluateLogs(*m_question.expr,
                                      {m_question.startNs, m_openedNs, query::LineOrder::Backward, m_question.limit},
                                      *m_kept, std::move(stop));
    if (!answer)
        return answer.error();
    std::reverse(answer->lines.begin(), answer->lines.end());
    return std::move(answer->lines);
}

net::server::MessageSource::Step LokiTailSource::next(std::stop_token stop)
{
    Step step;
    if (!m_question.expr->log()) { // as Loki does: after the upgrade
        step.isOver = true;
        step.code = unexpected;
        step.reason = "only log selector is supported";
        return step;
    }
    std::deque<LineBatch> batches;
    std::vector<signals::LogLine> dropped;
    {
        const std::scoped_lock lock(m_inbox->mutex);
        batches.swap(m_inbox->batches);
        m_inbox->lines = 0;
        dropped.swap(m_inbox->dropped);
    }
    const auto tell = [&](const base::Result<std::vector<signals::LogLine>> &lines) {
        if (!lines) {
            step.isOver = true;
            step.code = unexpected;
            step.reason = lines.error().summary.toStdString();
            return;
        }
        const auto most = static_cast<std::size_t>(std::max(1, m_question.limit));
        for (std::span<const signals::LogLine> left = *lines; !left.empty() || !dropped.empty();) {
            const auto some = left.first(std::min(most, left.size()));
            step.messages.push_back(frame(some, std::exchange(dropped, {})));
            left = left.subspan(some.size());
        }
    };
    if (!m_isPastTold.exchange(true) && m_question.limit > 0)
        tell(past(stop));
    for (auto batch = batches.begin(); batch != batches.end() && !step.isOver && !stop.stop_requested(); ++batch) {
        constexpr qint64 farFuture = std::numeric_limits<qint64>::max();
        auto answer = query::evaluateLogs(*m_question.expr, {0, farFuture, query::LineOrder::Forward, mostLines},
                                          BatchLines(*batch), stop);
        tell(answer ? base::Result<std::vector<signals::LogLine>>(std::move(answer->lines))
                    : base::Result<std::vector<signals::LogLine>>(answer.error()));
    }
    return step;
}

std::string LokiTailSource::frame(std::span<const signals::LogLine> lines,
                                  std::span<const signals::LogLine> dropped) const
{
    wire::JsonText json;
    json.beginObject().key("streams");
    writeStreams(json, lines, m_question.isCategorised);
    if (m_question.isCategorised)
        json.key("encodingFlags").beginArray().string(std::string_view("categorize-labels")).endArray();
    if (!dropped.empty()) {
        json.key("dropped_entries").beginArray();
        for (const auto &line : dropped)
            json.beginObject()
                .key("labels")
                .labels(line.stream)
                .key("timestamp")
                .string(std::string_view(std::to_string(line.timeNs)))
                .endObject();
        json.endArray();
    }
    return json.endObject().take();
}

} // namespace wf::station
