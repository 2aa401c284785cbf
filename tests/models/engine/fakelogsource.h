// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"

#include <QTimer>

#include <algorithm>

namespace wf::support {

// A log source over lines held in memory: answers as Loki does (range half open, limit, direction), one event loop
// later. Header only; no network.
class FakeLogSource final : public sources::LogSource {
public:
    class Tail final : public sources::LogTail {
    public:
        explicit Tail(FakeLogSource &source) : m_source(source) { source.tails.push_back(this); }
        ~Tail() override { std::erase(m_source.tails, this); }
        [[nodiscard]] Counters counters() const override { return now; }
        Counters now;

    private:
        FakeLogSource &m_source;
    };

    explicit FakeLogSource(const QString &id)
    {
        m_state.id = id;
        m_state.name = QStringLiteral("Loki ") + id;
    }
    [[nodiscard]] const signals::SourceState &state() const override { return m_state; }
    async::Request probe(sources::Reply<signals::Capability>) override { return {}; }
    void retryNow() override {}
    async::Request query(const sources::LogQuery &q, sources::Reply<signals::LogAnswer> reply) override
    {
        asked.push_back(q);
        if (failure)
            return later(std::move(reply), base::Result<signals::LogAnswer>(*failure));
        signals::LogAnswer answer;
        for (const auto &line : lines)
            if (line.timeNs >= q.range.startNs && line.timeNs < q.range.endNs)
                answer.lines.push_back(line);
        const bool backward = q.direction == sources::LogDirection::Backward;
        std::stable_sort(answer.lines.begin(), answer.lines.end(), [&](const auto &a, const auto &b) {
            return backward ? a.timeNs > b.timeNs : a.timeNs < b.timeNs;
        });
        if (static_cast<int>(answer.lines.size()) > q.limit) {
            answer.lines.resize(static_cast<std::size_t>(q.limit));
            answer.completeness.truncated = true;
        }
        return later(std::move(reply), base::Result<signals::LogAnswer>(std::move(answer)));
    }
    async::Request volume(const QString &, base::TimeRange range, qint64 stepNs,
                          sources::Reply<signals::LogVolume> reply) override
    {
        ++volumesAsked;
        signals::LogVolume volume;
        volume.startNs = range.startNs;
        volume.stepNs = stepNs;
        volume.buckets.resize(static_cast<std::size_t>((range.lengthNs() + stepNs - 1) / stepNs));
        for (const auto &line : lines)
            if (line.timeNs > range.startNs && line.timeNs < range.endNs)
                volume.buckets[static_cast<std::size_t>((line.timeNs - range.startNs) / stepNs)].at(
                    static_cast<std::size_t>(line.level)) += 1;
        return later(std::move(reply), base::Result<signals::LogVolume>(std::move(volume)));
    }
    async::Request queryRange(const sources::RangeQuery &, sources::Reply<signals::QueryAnswerPtr>) override
    {
        return {};
    }
    async::Request labelNames(base::TimeRange, sources::Reply<QStringList> reply) override
    {
        return names(std::move(reply), labels.keys());
    }
    async::Request labelValues(const QString &label, const QString &, base::TimeRange,
                               sources::Reply<QStringList> reply) override
    {
        return names(std::move(reply), labels.value(label));
    }
    async::Request detectedFields(const QString &, base::TimeRange,
                                  sources::Reply<std::vector<signals::LogField>>) override
    {
        return {};
    }
    async::Request patterns(const QString &, base::TimeRange,
                            sources::Reply<std::vector<signals::LogPattern>> reply) override
    {
        if (serverPatterns.empty())
            return later(std::move(reply), base::Result<std::vector<signals::LogPattern>>(base::makeError(
                                               base::ErrorKind::Unsupported, QStringLiteral("Patterns are off"))));
        return later(std::move(reply), base::Result<std::vector<signals::LogPattern>>(serverPatterns));
    }
    [[nodiscard]] std::unique_ptr<sources::LogTail> tail(const QString &, qint64 fromNs) override
    {
        tailFromNs = fromNs;
        return std::make_unique<Tail>(*this);
    }

    std::vector<signals::LogLine> lines;
    QMap<QString, QStringList> labels;
    std::vector<signals::LogPattern> serverPatterns;
    std::optional<base::Error> failure;
    std::vector<sources::LogQuery> asked;
    int volumesAsked = 0;
    std::vector<Tail *> tails;
    qint64 tailFromNs = 0;

private:
    template<class T>
    async::Request later(sources::Reply<T> reply, base::Result<T> result)
    {
        auto alive = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [alive, reply = std::move(reply), result = std::move(result)] {
            if (*alive)
                reply(result);
        });
        return async::Request([alive] { *alive = false; });
    }
    async::Request names(sources::Reply<QStringList> reply, const QStringList &values)
    {
        if (failure)
            return later(std::move(reply), base::Result<QStringList>(*failure));
        return later(std::move(reply), base::Result<QStringList>(values));
    }
    signals::SourceState m_state;
};

} // namespace wf::support
