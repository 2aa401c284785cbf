// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/capacitykeeper.h"

#include "models/engine/capacity/datedresources.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/store/alertlog.h"
#include "models/store/ledger.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 3'600'000;
constexpr std::size_t mostOfOne = 1000; // resources of one question
constexpr int mostSightings = 20'000;
const QString pastPrefix = u"capacity.past."_s;

// The end of the last full hour: hours of different rounds then fall together.
qint64 lastHour(qint64 nowNs)
{
    return nowNs - nowNs % base::nsPerHour;
}

qint64 newestOf(const signals::QueryAnswer &answer)
{
    qint64 ms = 0;
    for (const signals::Series &s : answer.series)
        if (!s.timesMs.empty())
            ms = std::max(ms, s.timesMs.back());
    return ms * base::nsPerMs;
}

} // namespace

struct CapacityKeeper::Round {
    std::vector<std::shared_ptr<const FiniteQuestion>> questions;
    std::size_t next = 0;
    KnownPast past;
    std::vector<ResourceForecastPtr> found;
    std::vector<ScalingQuestion> scaling; // to be asked
    std::vector<ServiceScaling> scales;
    qint64 endNs = 0;
    bool hasAnswer = false;
    qint64 newestNs = 0;  // sample that was seen
    int live = 0;         // questions with a limit now
    qint64 oldestEnd = 0; // of those whose samples ended before; 0: none did
};

CapacityKeeper::CapacityKeeper(ServiceCatalog &catalog, MetricReader &reader, Helpers helpers, const base::Clock &clock,
                               const async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_reader(reader),
      m_helpers(std::move(helpers)),
      m_clock(clock),
      m_pools(pools),
      m_prices(m_helpers.priceFile),
      m_snapshot(std::make_shared<CapacitySnapshot>())
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &CapacityKeeper::refresh);
    connect(&m_prices, &PriceFile::changed, this, &CapacityKeeper::publish);
}

CapacityKeeper::~CapacityKeeper() = default;

void CapacityKeeper::start(bool isLive)
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    if (isLive)
        m_timer.start();
    connect(&m_catalog, &ServiceCatalog::changed, this, [this] {
        if (m_asOfNs != 0 || m_round)
            return;
        refresh();
        if (auto silence = m_catalog.silence()) {
            m_error = std::move(silence);
            publish();
        }
    });
    if (m_helpers.objectives)
        connect(m_helpers.objectives, &ObjectiveKeeper::changed, this, [this] {
            if (m_asOfNs != 0)
                publish();
        });
    readPast();
}

void CapacityKeeper::readPast()
{
    if (!m_helpers.ledger) {
        m_isPastRead = true;
        return refresh();
    }
    m_reading = m_helpers.ledger->settings(pastPrefix, [this](const base::Result<QHash<QString, QJsonValue>> &kept) {
        if (kept)
            for (const QJsonValue &one : *kept)
                m_past.add(one.toObject());
        m_isPastRead = true;
        refresh();
    });
}

void CapacityKeeper::askAgain()
{
    if (m_catalog.silence())
        m_catalog.refresh();
    else
        refresh();
}

void CapacityKeeper::refresh()
{
    const ServicesPtr &services = m_catalog.snapshot();
    m_hasQuestions = !finiteList(services->metricNames, m_catalog.rules()).empty();
    if (m_round || !m_isPastRead || (services->asOfNs == 0 && services->metricNames.isEmpty()))
        return;
    m_round = std::make_unique<Round>();
    m_round->endNs = lastHour(m_clock.nowNs());
    for (FiniteQuestion &question : finiteList(services->metricNames, m_catalog.rules()))
        m_round->questions.push_back(std::make_shared<const FiniteQuestion>(std::move(question)));
    m_round->scaling = scalingQuestions(services->metricNames, m_catalog.rules());
    m_error.reset();
    m_completeness = {};
    readBroken();
}

// Hours in which something critical fired are not what usually happens.
void CapacityKeeper::readBroken()
{
    if (!m_helpers.alerts)
        return readDeploys();
    const qint64 now = m_clock.nowNs();
    const qint64 from = now - static_cast<qint64>(capacityHistoryHours) * base::nsPerHour;
    m_reading = m_helpers.alerts->sightings(
        {from, now}, {{}, {}, mostSightings}, [this, now](const base::Result<std::vector<store::AlertSighting>> &seen) {
            if (!m_round)
                return;
            if (seen)
                for (const store::AlertSighting &s : *seen)
                    if (s.alert.severity() == signals::Severity::Critical)
                        m_round->past.broken.push_back({s.service, {s.alert.startsNs, s.endedNs ? s.endedNs : now}});
            readDeploys();
        });
}

// Where the level of what a service uses may have stepped.
void CapacityKeeper::readDeploys()
{
    MetricQuery query;
    query.expr = deployQuery(m_catalog.rules());
    query.stepNs = base::nsPerHour;
    query.range = {m_round->endNs - static_cast<qint64>(capacityHistoryHours - 1) * base::nsPerHour, m_round->endNs};
    m_request = m_reader.range(query, [this](const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        if (answer) // without them there is one reason less to believe a step
            m_round->past.deploys = findDeploys(*answer->answer, m_catalog.rules());
        askNext();
    });
}

void CapacityKeeper::askNext()
{
    if (m_round->next >= m_round->questions.size())
        return askScaling();
    const auto question = m_round->questions[m_round->next];
    if (question->endsAtDate())
        return askLimits(question, std::make_shared<const signals::QueryAnswer>());
    MetricQuery query;
    query.expr = question->used;
    query.stepNs = base::nsPerHour;
    query.range = {m_round->endNs - static_cast<qint64>(capacityHistoryHours - 1) * base::nsPerHour, m_round->endNs};
    m_request = m_reader.range(query, [this, question](const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        if (!answer)
            return failed(answer.error());
        m_completeness.merge(answer->answer->completeness);
        askLimits(question, answer->answer);
    });
}

void CapacityKeeper::askLimits(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used)
{
    const qint64 now = m_clock.nowNs();
    m_request =
        m_reader.instant(question->limit, now, [this, question, used, now](const base::Result<MetricAnswer> &answer) {
            if (!answer)
                return failed(answer.error());
            m_round->newestNs = std::max(m_round->newestNs, newestOf(*used));
            const qint64 endNs = question->endsAtDate() ? m_round->newestNs : newestOf(*used);
            if (!answer->answer->series.empty() || endNs == 0 || (question->endsAtDate() && m_round->live > 0)) {
                m_round->live += !answer->answer->series.empty();
                return compute(question, used, answer->answer);
            }
            askLimitsOf(question, used, endNs);
        });
}

// Samples that ended, as of a server that is read after its time, are as good as they were then.
void CapacityKeeper::askLimitsOf(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used,
                                 qint64 atNs)
{
    m_request =
        m_reader.instant(question->limit, atNs, [this, question, used, atNs](const base::Result<MetricAnswer> &answer) {
            if (!answer)
                return failed(answer.error());
            if (!answer->answer->series.empty())
                m_round->oldestEnd = m_round->oldestEnd ? std::min(m_round->oldestEnd, atNs) : atNs;
            compute(question, used, answer->answer);
        });
}

void CapacityKeeper::compute(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used,
                             signals::QueryAnswerPtr limits)
{
    m_jobs.run(
        m_pools.analysis(),
        [question, used, limits, rules = m_catalog.rules(), past = m_round->past, endNs = m_round->endNs,
         now = m_clock.nowNs()](const std::stop_token &stop) {
            if (question->endsAtDate())
                return endingAtDate(question, *limits, rules, now, mostOfOne);
            std::vector<ResourceForecastPtr> out;
            for (const FiniteHistory &one : historiesOf(question, *used, *limits, rules, past, endNs, mostOfOne)) {
                if (stop.stop_requested())
                    break;
                out.push_back(
                    std::make_shared<const ResourceForecast>(forecastResource(one, capacityHorizonHours, stop)));
            }
            return out;
        },
        [this](std::vector<ResourceForecastPtr> found) {
            m_round->hasAnswer = true;
            std::ranges::move(found, std::back_inserter(m_round->found));
            ++m_round->next;
            publish();
            askNext();
        });
}

// How far services scale: three answers a question, fitted on the pool.
void CapacityKeeper::askScaling()
{
    if (m_round->scaling.empty())
        return finish();
    const ScalingQuestion question = std::move(m_round->scaling.back());
    m_round->scaling.pop_back();
    const qint64 now = m_clock.nowNs();
    const qint64 endNs = now - now % scalingStepNs;
    auto answers = std::make_shared<std::array<signals::QueryAnswerPtr, 3>>();
    auto waiting = std::make_shared<int>(3);
    const auto take = [this, answers, waiting](std::size_t which, const base::Result<MetricAnswer> &answer) {
        if (answer && !answer->final)
            return;
        (*answers)[which] = answer ? answer->answer : std::make_shared<const signals::QueryAnswer>();
        if (--*waiting > 0)
            return;
        m_jobs.run(
            m_pools.analysis(),
            [answers, rules = m_catalog.rules()](const std::stop_token &) {
                return scalingOf(*(*answers)[0], *(*answers)[1], *(*answers)[2], rules);
            },
            [this](std::vector<ServiceScaling> found) {
                std::ranges::move(found, std::back_inserter(m_round->scales));
                askScaling();
            });
    };
    m_scalingRequests.clear();
    for (std::size_t which = 0; which < 2; ++which) {
        MetricQuery query;
        query.expr = which == 0 ? question.load : question.latency;
        query.stepNs = scalingStepNs;
        query.range = {endNs - scalingHistoryNs, endNs};
        m_scalingRequests.push_back(m_reader.range(query, [take, which](const auto &answer) { take(which, answer); }));
    }
    m_scalingRequests.push_back(
        m_reader.instant(question.instances, now, [take](const auto &answer) { take(2, answer); }));
}

void CapacityKeeper::failed(const base::Error &error)
{
    m_error = error;
    ++m_round->next;
    publish();
    askNext();
}

void CapacityKeeper::finish()
{
    // What nobody could tell anew stays as it was known.
    if (m_round->hasAnswer || m_round->questions.empty()) {
        if (m_round->live == 0 && m_round->oldestEnd) {
            m_completeness.stale = true;
            m_completeness.asOfNs = m_round->oldestEnd;
        }
        m_known = std::move(m_round->found);
        m_scaling = std::move(m_round->scales);
        std::set<QString> changed;
        for (const ResourceForecastPtr &r : m_known)
            if (m_past.record(*r))
                changed.insert(r->of->question->id);
        savePast(changed);
    } else {
        m_completeness.stale = !m_known.empty();
        m_completeness.asOfNs = m_known.empty() ? 0 : m_asOfNs;
    }
    if (m_round->hasAnswer || m_asOfNs == 0)
        m_asOfNs = m_clock.nowNs();
    m_round.reset();
    publish();
}

void CapacityKeeper::savePast(const std::set<QString> &questionIds)
{
    m_writes.clear(); // those of the round before are long answered
    for (const QString &id : questionIds)
        if (m_helpers.ledger)
            m_writes.push_back(m_helpers.ledger->setSetting(pastPrefix + id, m_past.toJson(id + u' '),
                                                            [this](const base::Result<base::Done> &kept) {
                                                                if (!kept)
                                                                    m_error = kept.error();
                                                            }));
}

void CapacityKeeper::publish()
{
    auto next = std::make_shared<CapacitySnapshot>();
    next->resources = m_round && m_asOfNs == 0 ? m_round->found : m_known;
    if (m_helpers.objectives)
        std::ranges::move(budgetsOf(*m_helpers.objectives->snapshot(), m_clock.nowNs()),
                          std::back_inserter(next->resources));
    std::ranges::stable_sort(next->resources, [](const auto &a, const auto &b) { return needsMore(*a, *b); });
    for (const ResourceForecastPtr &r : next->resources)
        if (auto judged = m_past.judged(*r); !judged.empty())
            next->accuracy.insert(r->of->key, std::move(judged));
    next->scaling = m_scaling;
    next->isAsked = m_hasQuestions;
    next->isBusy = m_round != nullptr;
    if (m_round && !m_round->questions.empty())
        next->done = static_cast<double>(m_round->next) / static_cast<double>(m_round->questions.size());
    next->priceFile = m_prices.state();
    next->error = m_error;
    next->completeness = m_completeness;
    next->asOfNs = m_asOfNs;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

bool CapacityKeeper::isSettled() const
{
    return m_isStarted && !m_round && (m_asOfNs != 0 || m_error);
}

const ResourceForecast *CapacitySnapshot::find(const QString &key) const
{
    for (const ResourceForecastPtr &r : resources)
        if (r->of->key == key)
            return r.get();
    return nullptr;
}

std::vector<Advice> CapacitySnapshot::adviceOf(const ResourceForecast &resource, qint64 nowNs) const
{
    auto out = adviceFor(resource, resources, priceFile.prices, nowNs);
    const signals::Subject &of = resource.of->subject;
    const auto near = std::ranges::find_if(scaling, [&of](const ServiceScaling &s) {
        return s.moreInstances > 0 && !of.service.isEmpty() && s.subject.service == of.service &&
               (s.subject.region == of.region || s.subject.region.isEmpty() || of.region.isEmpty());
    });
    if (near != scaling.end() && resource.of->question->isLoad) {
        Advice more;
        more.kind = Advice::Kind::Scale;
        more.text = near->text;
        more.isSuggested = out.empty();
        out.push_back(std::move(more));
    }
    return out;
}

int CapacitySnapshot::nodesOf(const ResourceForecast &resource) const
{
    return static_cast<int>(std::ranges::count_if(
        resources, [&](const auto &r) { return r->of->question->id == resource.of->question->id; }));
}

} // namespace wf::engine
