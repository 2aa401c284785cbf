// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/targetloop.h"

#include "models/base/duration.h"
#include "models/net/address.h"
#include "models/station/scrape/scrapework_p.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <chrono>

namespace wf::station {

namespace {

constexpr qint64 noteNs = 5 * base::nsPerMinute;
constexpr auto protobufFirst =
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,";
constexpr auto accepted =
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
    "application/openmetrics-text;version=0.0.1;q=0.5,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

IngestRules rulesOf(const Target &target, const ScrapeJob &job)
{
    return {target.url.isEmpty() ? target.job : net::hostAndPort(target.url),
            target.labels,
            job.honorLabels,
            job.honorTimestamps,
            job.keepsCreated,
            job.keepsClassicHistograms,
            job.metricRelabel,
            job.limits};
}

QString noteOf(const ScrapeOutcome &outcome)
{
    QStringList notes;
    if (outcome.duplicates > 0)
        notes << tr("%1 samples came twice in one answer; the first of each counts, for example %2.")
                     .arg(outcome.duplicates)
                     .arg(outcome.duplicateExample);
    if (outcome.takeError)
        notes << tr("The station took nothing: %1").arg(outcome.takeError->summary);
    if (outcome.waiting > 0)
        notes << tr("%1 samples wait for the next scrape.").arg(outcome.waiting);
    if (outcome.lost > 0)
        notes << tr("%1 samples were lost.").arg(outcome.lost);
    for (const auto &refusal : outcome.refused)
        notes << tr("%1 samples were refused: %2.").arg(refusal.count).arg(refusal.reason);
    return notes.join(u' ');
}

} // namespace

TargetLoop::TargetLoop(Target target, const ScrapeJob &job, net::HttpClient *client,
                       std::shared_ptr<Collector> collector, const ScrapeEnvironment &environment, QObject *parent)
    : QObject(parent),
      m_env(environment),
      m_client(client),
      m_collector(std::move(collector)),
      m_work(std::make_shared<ScrapeWork>(rulesOf(target, job), environment.intake)),
      m_rhythm(target.rhythm())
{
    m_state.key = target.key;
    m_state.job = target.job;
    m_state.labels = target.labels;
    m_state.discovered = target.discovered;
    m_state.url = target.url;
    m_state.source = target.source;
    m_state.intervalNs = target.intervalNs;
    m_state.timeoutNs = target.timeoutNs;
    m_headers = {{"Accept", job.wantsNativeHistograms ? QByteArray(protobufFirst) + accepted : QByteArray(accepted)},
                 {"X-Prometheus-Scrape-Timeout-Seconds",
                  QByteArray::number(static_cast<double>(target.timeoutNs) / static_cast<double>(base::nsPerSecond))}};
    if (!job.compresses)
        m_headers.push_back({"Accept-Encoding", "identity"});
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { begin(); });
}

TargetLoop::~TargetLoop() = default;

void TargetLoop::start()
{
    wait();
}

void TargetLoop::scrapeNow()
{
    if (m_isBusy)
        return;
    m_timer.stop();
    m_dueNs = m_env.clock.nowNs();
    begin();
}

void TargetLoop::wait()
{
    const NextScrape next = nextScrape(m_rhythm, m_dueNs, m_env.clock.nowNs());
    m_state.missedTurns += next.missed;
    m_state.nextScrapeNs = m_dueNs = next.dueNs;
    m_timer.start(std::chrono::milliseconds((next.delayNs + base::nsPerMs - 1) / base::nsPerMs));
}

void TargetLoop::noteClock(qint64 nowNs)
{
    const qint64 monotonic = m_env.clock.monotonicNs();
    const qint64 jump = m_state.scrapes > 0 ? clockJumpNs(m_beganNs, m_beganMonotonicNs, nowNs, monotonic) : 0;
    if (jump < 0)
        m_clock = {tr("The clock went back by %1: what is dated as something already stored is refused until then.")
                       .arg(base::humanDuration(-jump)),
                   monotonic - jump};
    else if (jump > 0)
        m_clock = {tr("The clock went forward by %1, or the machine slept that long.").arg(base::humanDuration(jump)),
                   monotonic + noteNs};
    else if (monotonic > m_clock.untilNs)
        m_clock = {};
}

void TargetLoop::begin()
{
    m_isBusy = true;
    const qint64 now = m_env.clock.nowNs();
    noteClock(now);
    m_beganNs = now;
    m_beganMonotonicNs = m_env.clock.monotonicNs();
    m_state.nextScrapeNs = 0;
    if (m_collector)
        collect();
    else
        ask();
}

ScrapeFacts TargetLoop::facts() const
{
    ScrapeFacts facts;
    facts.timeMs = sampleTimeMs(m_rhythm, m_dueNs, m_beganNs);
    facts.durationNs = m_env.clock.monotonicNs() - m_beganMonotonicNs;
    facts.timeoutNs = m_state.timeoutNs;
    return facts;
}

void TargetLoop::collect()
{
    m_jobs.run(
        m_env.pool,
        [work = m_work, collector = m_collector, facts = facts()](std::stop_token stop) {
            return work->collect(*collector, facts, std::move(stop));
        },
        [this](const ScrapeOutcome &outcome) { taken(outcome); });
}

void TargetLoop::ask()
{
    net::HttpRequest request;
    request.url = m_state.url;
    request.headers = m_headers;
    request.deadline = std::chrono::milliseconds(m_state.timeoutNs / base::nsPerMs);
    request.probe = true; // asked once; a target that is down says nothing about its neighbours
    m_asking = m_client->send(std::move(request),
                              [this](base::Result<net::HttpResponsePtr> answer) { answered(std::move(answer)); });
}

base::Error TargetLoop::explained(base::Error error) const
{
    const qint64 most = m_client->options().maxBodyBytes;
    const QString target = net::hostAndPort(m_state.url);
    if (error.kind == base::ErrorKind::TooLarge)
        return base::makeError(
            error.kind, tr("%1 sends more than %2 bytes and was cut off.").arg(target).arg(most),
            tr("Raise body_size_limit of the job %1, or let the target expose less.").arg(m_state.job));
    if (error.kind == base::ErrorKind::Timeout)
        error.detail =
            tr("scrape_timeout of the job %1 is %2.").arg(m_state.job, base::promDuration(m_state.timeoutNs));
    if (!error.summary.contains(target)) // a job has many
        error.summary = target + QStringLiteral(": ") + error.summary;
    return error;
}

void TargetLoop::answered(base::Result<net::HttpResponsePtr> answer)
{
    std::optional<base::Error> error;
    if (!answer)
        error = explained(answer.error());
    else if ((*answer)->status != 200)
        error = net::statusError(**answer, net::hostAndPort(m_state.url));
    m_jobs.run(
        m_env.pool,
        [work = m_work, error = std::move(error), response = answer ? *answer : nullptr, facts = facts()](
            std::stop_token) { return error ? work->failure(*error, facts) : work->answer(*response, facts); },
        [this](const ScrapeOutcome &outcome) { taken(outcome); });
}

void TargetLoop::taken(const ScrapeOutcome &outcome)
{
    m_isBusy = false;
    m_state.health = outcome.error ? TargetHealth::Down : TargetHealth::Up;
    m_state.lastError = outcome.error;
    m_state.lastScrapeNs = m_beganNs;
    m_state.lastDurationNs = outcome.facts.durationNs;
    m_state.bodyBytes = outcome.facts.bodyBytes;
    m_state.scraped = outcome.scraped;
    m_state.kept = outcome.kept;
    m_state.added = outcome.added;
    ++m_state.scrapes;
    m_state.failures += outcome.error ? 1 : 0;
    m_state.refused = outcome.refused;
    m_state.note = QStringList{m_clock.note, noteOf(outcome)}.join(u' ').trimmed();
    wait();
    Q_EMIT changed();
}

void TargetLoop::end()
{
    m_timer.stop();
    m_asking.cancel();
    m_jobs.cancelAll();
    m_env.pool.start([work = m_work, timeMs = m_env.clock.nowNs() / base::nsPerMs] { work->end(timeMs); });
}

} // namespace wf::station
