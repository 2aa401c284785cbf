// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/histograms.h"
#include "models/store/series/seriesstore_p.h"

#include <QDateTime>

#include <algorithm>
#include <bit>
#include <tuple>

namespace wf::store {

namespace {

struct Pending {
    HeadSeries *series = nullptr;
    const SeriesSample *sample = nullptr;
};

bool sameValue(const SeriesSample &a, const SeriesSample &b)
{
    if (a.histogram || b.histogram)
        return a.histogram && b.histogram && sameBits(*a.histogram, *b.histogram);
    return std::bit_cast<quint64>(a.value) == std::bit_cast<quint64>(b.value);
}

QString described(const SeriesSample &sample)
{
    return sample.labels.toString() + QStringLiteral(" @ ") +
           QDateTime::fromMSecsSinceEpoch(sample.timeMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString minutes(qint64 ms)
{
    return QStringLiteral("%1 min").arg(ms / 60'000);
}

// What a full house is full of.
QString fullHouse(const Head &head)
{
    std::string label;
    std::size_t most = 0;
    head.index().eachName([&](std::string_view name) {
        if (const std::size_t count = head.index().valueCount(name); count > most) {
            most = count;
            label = name;
        }
        return true;
    });
    return QCoreApplication::translate("wf::store",
                                       "Too many series: %1 are active, and no more are taken. Label %2 has the most "
                                       "values, %3: drop it, or raise the limit.")
        .arg(head.size())
        .arg(QString::fromStdString(label))
        .arg(most);
}

// One batch: from samples to a record of the log. Nothing in the head changes here but new, still empty series.
class Batch {
public:
    Batch(const SeriesOptions &options, Head &head, std::shared_mutex &mutex, qint64 nowMs)
        : m_options(options), m_head(head), m_mutex(mutex), m_nowMs(nowMs)
    {
    }
    void admit(std::span<const SeriesSample> samples)
    {
        m_pending.reserve(samples.size());
        bool hasUnknown = false;
        for (const auto &sample : samples) {
            if (!isAcceptable(sample))
                continue;
            HeadSeries *series = !m_pending.empty() && m_pending.back().sample->labels == sample.labels
                                     ? m_pending.back().series
                                     : m_head.find(sample.labels);
            hasUnknown = hasUnknown || !series;
            m_pending.push_back({series, &sample});
        }
        if (hasUnknown)
            addUnknown();
        if (!isInOrder())
            std::ranges::stable_sort(m_pending, [](const Pending &a, const Pending &b) {
                return std::tie(a.series, a.sample->timeMs) < std::tie(b.series, b.sample->timeMs);
            });
        judge();
    }

    [[nodiscard]] const std::vector<Pending> &taken() const { return m_pending; }
    [[nodiscard]] AppendOutcome &outcome() { return m_outcome; }

private:
    void refuse(RefusedBecause why, const SeriesSample &sample)
    {
        auto &all = m_outcome.refused;
        auto known = std::ranges::find(all, why, &RefusedSamples::why);
        if (known == all.end())
            known = all.insert(all.end(), {why, reasonOf(why), 0, described(sample)});
        ++known->count;
    }

    [[nodiscard]] QString reasonOf(RefusedBecause why) const
    {
        const auto tr = [](const char *text) { return QCoreApplication::translate("wf::store", text); };
        switch (why) {
        case RefusedBecause::TooOld:
            return tr("Too old: behind the newest sample of its series and more than %1 behind the clock, or more than "
                      "%2 old")
                .arg(minutes(m_options.outOfOrderMs), minutes(m_options.oldestMs));
        case RefusedBecause::FromFuture:
            return tr("From the future: more than %1 ahead of this computer's clock. Compare the clocks.")
                .arg(minutes(m_options.youngestMs));
        case RefusedBecause::Conflicting:
            return tr("Another value of the same series at the same time is there already");
        case RefusedBecause::TooManySeries:
            return fullHouse(m_head);
        case RefusedBecause::NotASeries:
            return tr("Not a sample: it has no metric name, or its histogram contradicts itself");
        }
        return {};
    }

    bool isAcceptable(const SeriesSample &sample)
    {
        if (sample.labels.metricName().empty() || (sample.histogram && histogramFault(*sample.histogram)))
            refuse(RefusedBecause::NotASeries, sample);
        else if (sample.timeMs > m_nowMs + m_options.youngestMs)
            refuse(RefusedBecause::FromFuture, sample);
        else if (sample.timeMs < m_nowMs - std::max(m_options.oldestMs, m_options.outOfOrderMs))
            refuse(RefusedBecause::TooOld, sample);
        else
            return true;
        return false;
    }

    void addUnknown()
    {
        const std::unique_lock guard(m_mutex);
        for (auto &p : m_pending) {
            if (p.series || (p.series = m_head.find(p.sample->labels)))
                continue;
            if (m_head.size() < m_options.maxActiveSeries)
                p.series = &m_head.add(p.sample->labels);
            else
                refuse(RefusedBecause::TooManySeries, *p.sample);
        }
        std::erase_if(m_pending, [](const Pending &p) { return !p.series; });
    }

    [[nodiscard]] bool isInOrder()
    {
        bool ordered = true;
        for (const auto &p : m_pending) {
            ordered = ordered && p.sample->timeMs > p.series->pendingMs;
            p.series->pendingMs = std::max(p.series->pendingMs, p.sample->timeMs);
        }
        for (const auto &p : m_pending)
            p.series->pendingMs = std::numeric_limits<qint64>::min();
        return ordered;
    }

    enum class Verdict { Take, Repeated, Conflicting, TooOld };

    // `before`: the sample taken last. Samples of one instant are neighbours, unless each series comes in order.
    [[nodiscard]] Verdict verdictOn(const Pending &p, const Pending *before) const
    {
        const auto &s = *p.sample;
        if (before && before->series == p.series && before->sample->timeMs == s.timeMs)
            return sameValue(*before->sample, s) ? Verdict::Repeated : Verdict::Conflicting;
        if (s.timeMs > p.series->newestMs())
            return Verdict::Take;
        switch (p.series->knows(s.timeMs, s.value, s.histogram.get())) {
        case Known::SameValue:
            return Verdict::Repeated;
        case Known::OtherValue:
            return Verdict::Conflicting;
        case Known::No:
            break;
        }
        return s.timeMs < m_nowMs - m_options.outOfOrderMs ? Verdict::TooOld : Verdict::Take;
    }

    // Keeps of m_pending what is taken.
    void judge()
    {
        std::size_t kept = 0;
        for (const auto &p : m_pending) {
            switch (verdictOn(p, kept > 0 ? &m_pending[kept - 1] : nullptr)) {
            case Verdict::Take:
                m_pending[kept++] = p;
                break;
            case Verdict::Repeated:
                ++m_outcome.repeated;
                break;
            case Verdict::Conflicting:
                refuse(RefusedBecause::Conflicting, *p.sample);
                break;
            case Verdict::TooOld:
                refuse(RefusedBecause::TooOld, *p.sample);
                break;
            }
        }
        m_pending.resize(kept);
        m_outcome.taken = static_cast<qint64>(kept);
    }

    const SeriesOptions &m_options;
    Head &m_head;
    std::shared_mutex &m_mutex;
    qint64 m_nowMs;
    std::vector<Pending> m_pending;
    AppendOutcome m_outcome;
};

// Names the series that the segment under way has not named yet; `named` are these.
SeriesLogRecord recordOf(std::span<const Pending> taken, qint64 segment, quint32 &nextId,
                         std::vector<HeadSeries *> &named)
{
    SeriesLogRecord record;
    record.samples.reserve(taken.size());
    for (const auto &p : taken) {
        if (p.series->logSegment != segment) {
            p.series->logSegment = segment;
            p.series->logId = nextId++;
            named.push_back(p.series);
            record.series.push_back({p.series->logId, p.series->labels()});
        }
        if (p.sample->histogram)
            record.histograms.push_back({p.series->logId, p.sample->timeMs, p.sample->histogram});
        else
            record.samples.push_back({p.series->logId, p.sample->timeMs, p.sample->value});
    }
    return record;
}

bool isSame(const signals::MetricInfo &a, const signals::MetricInfo &b)
{
    return a.type == b.type && a.help == b.help && a.unit == b.unit;
}

} // namespace

base::Result<AppendOutcome> SeriesStore::Private::append(std::span<const SeriesSample> samples,
                                                         std::span<const signals::Exemplar> newest,
                                                         std::span<const signals::MetricInfo> told)
{
    constexpr std::size_t mostFamilies = 100'000;
    const std::lock_guard appending(appendMutex);
    Batch batch(options, head, mutex, nowMs());
    batch.admit(samples);
    std::vector<HeadSeries *> named;
    SeriesLogRecord record = recordOf(batch.taken(), log->segment(), nextLogId, named);
    for (const auto &e : newest)
        if (exemplars.isNews(e))
            record.exemplars.push_back(e);
    for (const auto &f : told)
        if (const auto known = families.find(f.name);
            known == families.end() ? families.size() < mostFamilies : !isSame(known->second, f))
            record.families.push_back(f);
    if (batch.taken().empty() && record.exemplars.empty() && record.families.empty())
        return std::move(batch.outcome());
    const auto status = log->append(record);
    noteWrite(status, log->diskWasFull());
    if (!status) {
        for (auto *series : named)
            series->logSegment = 0;
        return status.error();
    }
    const std::unique_lock guard(mutex);
    for (const auto &p : batch.taken()) {
        if (p.sample->histogram)
            head.insert(*p.series, p.sample->timeMs, p.sample->histogram);
        else
            head.insert(*p.series, p.sample->timeMs, p.sample->value);
    }
    for (const auto &e : record.exemplars)
        exemplars.add(e);
    for (const auto &f : record.families)
        families[f.name] = f;
    return std::move(batch.outcome());
}

base::Result<AppendOutcome> SeriesStore::appendMany(std::span<const SeriesSample> samples,
                                                    std::span<const signals::Exemplar> exemplars,
                                                    std::span<const signals::MetricInfo> families)
{
    return d->append(samples, exemplars, families);
}

} // namespace wf::store
