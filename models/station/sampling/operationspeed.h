// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <array>
#include <cstddef>
#include <list>
#include <unordered_map>
#include <utility>

namespace wf::station {

// How long something usually takes: counts of durations in buckets of a quarter octave from a microsecond up; older
// ones weigh less and less (all counts are halved every 4,096). Values.
class DurationSketch {
public:
    void add(qint64 durationNs);
    // Upper edge of the bucket in which the quantile lies; nothing is known (0) before `least` durations.
    [[nodiscard]] qint64 quantileNs(double q, quint32 least) const;

private:
    static constexpr std::size_t buckets = 128; // up to 2^32 microseconds, more than an hour
    std::array<quint16, buckets> m_counts{};
    quint32 m_total = 0;
    quint32 m_seen = 0;
};

// A sketch for every operation of every service, the newest `most` of them. One thread.
class OperationSpeeds {
public:
    explicit OperationSpeeds(std::size_t most = 2'000) : m_most(most ? most : 1) {}
    // Whether this one took longer than the quantile of those before it; it is learned afterwards.
    [[nodiscard]] bool isSlow(const QString &service, const QString &operation, qint64 durationNs, double quantile);

private:
    using Key = std::pair<QString, QString>;
    struct Entry {
        Key key;
        DurationSketch sketch;
    };
    struct Hash {
        std::size_t operator()(const Key &key) const noexcept { return qHash(key.first) * 31 + qHash(key.second); }
    };
    std::size_t m_most;
    std::list<Entry> m_order; // newest first
    std::unordered_map<Key, std::list<Entry>::iterator, Hash> m_known;
};

} // namespace wf::station
