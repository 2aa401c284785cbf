// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/seriesstore.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <bit>
#include <limits>

namespace wf::test {

inline constexpr qint64 hourMs = 3'600'000;
inline constexpr qint64 dayMs = 24 * hourMs;
inline constexpr qint64 noonMs = 1'795'867'200'000; // 2026-11-28T12:00Z, the beginning of a window of two hours
inline constexpr qint64 everMs = std::numeric_limits<qint64>::max();

// A clock that stands still until told otherwise, by whatever thread.
class SharedClock final : public base::Clock {
public:
    explicit SharedClock(qint64 nowNs) : m_nowNs(nowNs) {}
    [[nodiscard]] qint64 nowNs() const override { return m_nowNs; }
    [[nodiscard]] qint64 monotonicNs() const override { return m_nowNs; }
    void set(qint64 nowNs) { m_nowNs = nowNs; }

private:
    std::atomic<qint64> m_nowNs;
};

// A store in a folder of its own, on a clock that stands still, without a background thread.
class StoreFixture {
public:
    StoreFixture() { reopen(); }

    void reopen()
    {
        m_store.reset();
        auto opened = store::SeriesStore::open(options(), clock);
        if (opened)
            m_store = std::move(opened).value();
        else
            qWarning() << opened.error().summary << opened.error().detail;
    }
    void close() { m_store.reset(); }
    [[nodiscard]] store::SeriesStore &operator*() { return *m_store; }
    [[nodiscard]] store::SeriesStore *operator->() { return m_store.get(); }
    [[nodiscard]] QString path() const { return m_dir.path() + QStringLiteral("/series"); }
    [[nodiscard]] store::SeriesOptions options()
    {
        store::SeriesOptions o = base;
        o.directory = path();
        o.background = false;
        o.notice = [this](const store::StoreNotice &notice) { notices.push_back(notice); };
        return o;
    }
    store::AppendOutcome append(const base::Labels &labels, qint64 timeMs, double value)
    {
        const store::SeriesSample sample{labels, timeMs, value, {}};
        const auto outcome = m_store->appendMany({&sample, 1});
        return outcome ? *outcome : store::AppendOutcome{-1, 0, {}};
    }
    // Everything that matches name="value".
    std::vector<signals::RawSeries> read(const std::string &value, const std::string &name = "__name__",
                                         qint64 startMs = -everMs, qint64 endMs = everMs)
    {
        auto found = m_store->read({signals::LabelMatcher::equal(name, value)}, startMs, endMs);
        return found ? std::move(found).value() : std::vector<signals::RawSeries>();
    }

    SharedClock clock{noonMs * base::nsPerMs};
    store::SeriesOptions base;
    std::vector<store::StoreNotice> notices;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<store::SeriesStore> m_store;
};

inline std::vector<quint64> bitsOf(const std::vector<double> &values)
{
    std::vector<quint64> out;
    for (const double v : values)
        out.push_back(std::bit_cast<quint64>(v));
    return out;
}

inline signals::NativeHistogramPtr histogramOf(double base, std::size_t buckets = 5)
{
    auto h = std::make_shared<signals::NativeHistogram>();
    h->schema = 3;
    h->zeroThreshold = 1e-128;
    h->zeroCount = base;
    h->positiveSpans = {{-2, 2}, {1, static_cast<quint32>(buckets - 2)}};
    for (std::size_t i = 0; i < buckets; ++i)
        h->positiveCounts.push_back(base + static_cast<double>(i));
    h->negativeSpans = {{0, 1}};
    h->negativeCounts = {base / 3};
    h->count = base * 8;
    h->sum = base * 1.37;
    h->resetHint = signals::NativeHistogram::ResetHint::NotReset;
    return h;
}

} // namespace wf::test
