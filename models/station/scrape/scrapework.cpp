// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/scrapework_p.h"

#include "models/wire/promtext/promproto.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Error named(base::Error error, const QString &target)
{
    if (!error.summary.startsWith(target))
        error.summary = target + QStringLiteral(": ") + error.summary;
    return error;
}

} // namespace

Ingested ScrapeWork::protobuf(std::string_view body, qint64 timeMs)
{
    const IngestRules &rules = m_ingest.rules();
    wire::Limits limits;
    // One line names one series; here a few bytes do, and every sample takes memory before it is counted.
    limits.samples = static_cast<std::size_t>(4 * std::max(rules.limits.samples, rules.limits.series));
    auto decoded = wire::decodeProtoExposition(
        body, limits, rules.keepsClassicHistograms ? wire::HistogramChoice::Both : wire::HistogramChoice::Native);
    return decoded ? m_ingest.samples(std::move(*decoded), timeMs) : m_ingest.nothing(decoded.error(), timeMs);
}

Ingested ScrapeWork::decode(const net::HttpResponse &response, qint64 timeMs)
{
    const auto &target = m_ingest.rules().target;
    if (response.contentType.toLower().startsWith("text/html"))
        return m_ingest.nothing(
            base::makeError(base::ErrorKind::NotUnderstood,
                            tr("%1 answers with a web page instead of metrics. Check metrics_path.").arg(target),
                            wire::capped(wire::view(response.body), 200)),
            timeMs);
    const auto format = wire::expositionFormat(wire::view(response.contentType));
    const auto body = wire::view(response.body);
    Ingested out = format ? m_ingest.text(body, *format, timeMs) : protobuf(body, timeMs);
    if (out.error)
        out.error = named(*out.error, target);
    return out;
}

ScrapeOutcome ScrapeWork::answer(const net::HttpResponse &response, ScrapeFacts facts)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isEnded)
        return {};
    facts.bodyBytes = response.body.size();
    return handIn(decode(response, facts.timeMs), facts);
}

ScrapeOutcome ScrapeWork::failure(base::Error error, ScrapeFacts facts)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isEnded)
        return {};
    facts.bodyBytes = error.kind == base::ErrorKind::TooLarge ? -1 : 0;
    return handIn(m_ingest.nothing(std::move(error), facts.timeMs), facts);
}

ScrapeOutcome ScrapeWork::collect(Collector &collector, ScrapeFacts facts, std::stop_token stop)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isEnded)
        return {};
    const auto began = std::chrono::steady_clock::now();
    auto collected = collector.collect(std::move(stop));
    facts.durationNs = std::chrono::nanoseconds(std::chrono::steady_clock::now() - began).count();
    return handIn(collected ? m_ingest.samples(std::move(*collected), facts.timeMs)
                            : m_ingest.nothing(collected.error(), facts.timeMs),
                  facts);
}

ScrapeOutcome ScrapeWork::handIn(Ingested result, ScrapeFacts facts)
{
    facts.isUp = !result.error;
    appendReport(result.batch, m_ingest.rules(), result, facts);
    if (!std::exchange(m_isIntroduced, true))
        for (auto &family : reportFamilies())
            result.batch.families.push_back(std::move(family));
    ScrapeOutcome outcome{facts,
                          std::move(result.error),
                          result.scraped,
                          result.kept,
                          result.added,
                          result.duplicates,
                          std::move(result.duplicateExample),
                          {},
                          {},
                          0,
                          0};
    if (!m_waiting.points.empty()) {
        MetricBatch waiting = std::exchange(m_waiting, {});
        take(std::move(waiting), outcome);
        outcome.lost = std::exchange(outcome.waiting, 0);
        m_waiting = {};
    }
    take(std::move(result.batch), outcome);
    return outcome;
}

void ScrapeWork::take(MetricBatch batch, ScrapeOutcome &outcome)
{
    auto accepted = m_intake.takeMetrics(batch);
    if (accepted) {
        for (auto &one : accepted->refused)
            outcome.refused.push_back(std::move(one));
        outcome.takeError.reset();
        return;
    }
    outcome.takeError = accepted.error();
    if (accepted.error().kind == base::ErrorKind::RateLimited) {
        outcome.waiting = static_cast<qint64>(batch.points.size());
        m_waiting = std::move(batch);
    } else {
        outcome.lost += static_cast<qint64>(batch.points.size());
    }
}

void ScrapeWork::end(qint64 timeMs)
{
    const std::scoped_lock lock(m_mutex);
    if (std::exchange(m_isEnded, true))
        return;
    Ingested last = m_ingest.nothing(base::makeError(base::ErrorKind::Cancelled, {}), timeMs);
    if (m_isIntroduced)
        endReport(last.batch, m_ingest.rules(), timeMs);
    ScrapeOutcome outcome;
    if (!last.batch.points.empty())
        take(std::move(last.batch), outcome);
}

} // namespace wf::station
