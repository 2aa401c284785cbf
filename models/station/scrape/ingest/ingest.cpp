// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/ingest/ingest.h"

#include "models/signals/rawseries.h"
#include "models/station/scrape/ingest/widestlabel.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station {

using Pairs = std::vector<base::Labels::Pair>;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

// The target's labels join the sample's; on a clash the target's win and the sample's are kept as exported_NAME, unless
// the target's are to be honoured (Prometheus, honor_labels). A label written with an empty value counts as written.
void joinLabels(Pairs &pairs, const base::Labels &target, bool honor)
{
    const auto find = [&](const std::string &name) {
        return std::ranges::find(pairs, name, &base::Labels::Pair::first);
    };
    for (const auto &[name, value] : target) {
        const auto own = find(name);
        if (own == pairs.end()) {
            pairs.emplace_back(name, value);
        } else if (!honor) {
            std::string exported = "exported_" + name;
            while (find(exported) != pairs.end())
                exported.insert(0, "exported_");
            if (!own->second.empty())
                pairs.emplace_back(std::move(exported), std::move(find(name)->second));
            find(name)->second = value;
        }
    }
}

std::size_t hashOf(const std::vector<signals::MetricInfo> &families)
{
    std::size_t hash = families.size();
    for (const auto &one : families)
        hash = qHashMulti(hash, one.name, static_cast<int>(one.type), one.help, one.unit);
    return hash;
}

} // namespace

void Ingest::begin(qint64 timeMs)
{
    m_out = {};
    m_timeMs = timeMs;
    m_created = {};
    m_cache.beginScrape();
}

Ingested Ingest::text(std::string_view body, wire::ExpositionFormat format, qint64 timeMs)
{
    begin(timeMs);
    wire::Limits limits;
    limits.bytes = static_cast<std::size_t>(m_rules.limits.bodyBytes);
    wire::ExpositionScanner scanner(body, format, limits);
    m_out.batch.points.reserve(m_cache.size() + 16);
    while (scanner.next())
        if (!takeLine(scanner))
            break;
    if (scanner.error())
        return fail(*scanner.error());
    if (m_out.error)
        return fail(*m_out.error);
    if (scanner.commentHash() != m_commentHash) {
        m_commentHash = scanner.commentHash();
        m_out.batch.families = scanner.families();
    }
    return finish();
}

bool Ingest::takeLine(wire::ExpositionScanner &scanner)
{
    const wire::ScannedSample &read = scanner.sample();
    if (read.isCreated) {
        // Only what began since the last scrape is news.
        if (const double ms = read.value * 1000;
            ms > static_cast<double>(m_lastMs) && ms < static_cast<double>(m_timeMs) && m_lastMs > 0) {
            if (!scanner.readLabels(m_pairs))
                return false;
            joinLabels(m_pairs, m_rules.labels, m_rules.honorLabels);
            m_created.add(base::Labels(m_pairs), read.value);
        }
        if (!m_rules.keepsCreated)
            return true;
    }
    ++m_out.scraped;
    SeriesCache::Text *known = m_cache.find(read.series);
    if (!known) {
        if (!scanner.readLabels(m_pairs))
            return false;
        SeriesCache::Series *series = admit(m_pairs);
        if (m_out.error)
            return false;
        known = &m_cache.remember(read.series, series);
    }
    if (!known->series)
        return true;
    Sample sample{read.value, read.timeMs, {}, {}};
    if (!read.exemplarLabels.empty()) {
        if (!scanner.readExemplarLabels(m_pairs))
            return false;
        sample.exemplar =
            signals::Exemplar{known->series->labels, base::Labels(m_pairs), read.exemplarValue, read.exemplarTimeMs};
    }
    take(*known->series, std::move(sample));
    return !isTooMany();
}

Ingested Ingest::samples(wire::Exposition exposition, qint64 timeMs)
{
    begin(timeMs);
    for (auto &read : exposition.samples) {
        ++m_out.scraped;
        SeriesCache::Series *series = admit(read.labels.pairs());
        if (m_out.error)
            return fail(*m_out.error);
        if (!series)
            continue;
        if (read.createdMs && m_lastMs > 0 && *read.createdMs > m_lastMs && *read.createdMs < m_timeMs)
            m_created.add(series->labels.with("__name__", std::string(series->labels.metricName()) + "_created"),
                          static_cast<double>(*read.createdMs) / 1000);
        if (read.exemplar)
            read.exemplar->series = series->labels;
        take(*series, {read.value, read.timeMs, std::move(read.histogram), std::move(read.exemplar)});
        if (isTooMany())
            return fail(*m_out.error);
    }
    if (const std::size_t hash = hashOf(exposition.families); hash != m_commentHash) {
        m_commentHash = hash;
        m_out.batch.families = std::move(exposition.families);
    }
    return finish();
}

SeriesCache::Series *Ingest::admit(Pairs pairs)
{
    joinLabels(pairs, m_rules.labels, m_rules.honorLabels);
    const auto labels = relabelled(std::move(pairs), m_rules.metricRelabel);
    if (!labels || labels->isEmpty())
        return nullptr;
    if (labels->metricName().empty()) {
        m_out.error = base::makeError(base::ErrorKind::Invalid,
                                      tr("%1: metric_relabel_configs take a series its name").arg(m_rules.target),
                                      labels->toString().left(500));
        return nullptr;
    }
    return isWithinLimits(*labels) ? &m_cache.series(*labels) : nullptr;
}

bool Ingest::isWithinLimits(const base::Labels &labels)
{
    const auto refuse = [&](const QString &what) {
        m_out.error = base::makeError(
            base::ErrorKind::TooLarge,
            tr("%1: a series of %2 has %3").arg(m_rules.target, wire::capped(labels.metricName(), 200), what),
            labels.toString().left(500));
        return false;
    };
    const ScrapeLimits &limits = m_rules.limits;
    const auto count = static_cast<qint64>(labels.size());
    if (limits.labels > 0 && count > limits.labels)
        return refuse(tr("%1 labels, more than the label_limit of %2").arg(count).arg(limits.labels));
    if (limits.labelNameLength <= 0 && limits.labelValueLength <= 0)
        return true;
    for (const auto &[name, value] : labels) {
        if (limits.labelNameLength > 0 && static_cast<qint64>(name.size()) > limits.labelNameLength)
            return refuse(tr("a label name of %1 bytes (%2), more than the label_name_length_limit of %3")
                              .arg(name.size())
                              .arg(wire::capped(name, 40))
                              .arg(limits.labelNameLength));
        if (limits.labelValueLength > 0 && static_cast<qint64>(value.size()) > limits.labelValueLength)
            return refuse(tr("a value of %1 bytes in the label %2, more than the label_value_length_limit of %3")
                              .arg(value.size())
                              .arg(wire::capped(name, 40))
                              .arg(limits.labelValueLength));
    }
    return true;
}

void Ingest::take(SeriesCache::Series &series, Sample sample)
{
    const bool hasOwnTime = m_rules.honorTimestamps && sample.timeMs.has_value();
    const qint64 timeMs = hasOwnTime ? *sample.timeMs : m_timeMs;
    const bool isSeen = series.seenIn == m_cache.scrape();
    if (isSeen && (!hasOwnTime || series.lastMs == timeMs)) {
        if (m_out.duplicates++ == 0)
            m_out.duplicateExample = series.labels.toString().left(500);
        return;
    }
    if (!isSeen && series.lastMs == 0)
        ++m_out.added;
    series.seenIn = m_cache.scrape();
    series.lastMs = timeMs;
    series.hasOwnTimes = hasOwnTime;
    ++m_out.kept;
    if (sample.exemplar && sample.exemplar->timeMs == 0)
        sample.exemplar->timeMs = timeMs;
    m_out.batch.points.push_back(
        {series.labels, timeMs, sample.value, std::move(sample.histogram), std::move(sample.exemplar)});
}

bool Ingest::isTooMany()
{
    const qint64 limit = m_rules.limits.samples > 0 ? m_rules.limits.samples : m_rules.limits.series;
    if (m_out.kept <= limit)
        return false;
    std::vector<base::Labels> seen;
    m_cache.forEachSeen([&](const base::Labels &labels) { seen.push_back(labels); });
    const WidestLabel widest = widestLabel(seen);
    m_out.error = base::makeError(base::ErrorKind::TooLarge,
                                  tr("%1 exposes more than %2 series; the label %3 has the most values")
                                      .arg(m_rules.target)
                                      .arg(limit)
                                      .arg(widest.name),
                                  tr("%1 has %2 different values, most of them in %3. Drop the label or the metric "
                                     "with metric_relabel_configs, or "
                                     "raise sample_limit.")
                                      .arg(widest.name)
                                      .arg(widest.values)
                                      .arg(widest.metric));
    return true;
}

// A counter that began since the last scrape began at 0: without that sample its first increase would be lost.
void Ingest::startAtZero()
{
    if (m_created.isEmpty())
        return;
    std::vector<MetricPoint> zeros;
    for (const auto &point : m_out.batch.points) {
        const auto began = point.histogram ? std::nullopt : m_created.of(point.labels);
        if (began && *began < point.timeMs)
            zeros.push_back({point.labels, *began, 0, {}, {}});
    }
    m_out.batch.points.insert(m_out.batch.points.begin(), std::make_move_iterator(zeros.begin()),
                              std::make_move_iterator(zeros.end()));
}

Ingested Ingest::finish()
{
    startAtZero();
    endSeries(m_cache.endScrape());
    m_lastMs = m_timeMs;
    return std::move(m_out);
}

Ingested Ingest::fail(base::Error error)
{
    Ingested out;
    out.scraped = m_out.scraped;
    out.kept = m_out.kept;
    out.error = std::move(error);
    m_out = std::move(out);
    endSeries(m_cache.endAll());
    m_commentHash = 0;
    m_lastMs = 0;
    return std::move(m_out);
}

Ingested Ingest::nothing(base::Error why, qint64 timeMs)
{
    begin(timeMs);
    return fail(std::move(why));
}

void Ingest::endSeries(const std::vector<base::Labels> &ended)
{
    for (const auto &labels : ended)
        m_out.batch.points.push_back({labels, m_timeMs, signals::staleMarker(), {}, {}});
}

} // namespace wf::station
