// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/capacitykeeper.h"

#include "models/engine/objectives/objectivekeeper.h"
#include "models/store/alertlog.h"
#include "models/store/answercache.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 3'600'000;
constexpr std::size_t mostOfOne = 1000; // resources of one question
constexpr qint64 mostPriceBytes = 4 << 20;
constexpr int mostSightings = 20'000;
const QString cacheSource = u"capacity"_s;
const QString cacheWhat = u"past forecasts"_s;

// The end of the last full hour: hours of different rounds then fall together.
qint64 lastHour(qint64 nowNs)
{
    return nowNs - nowNs % base::nsPerHour;
}

std::vector<ResourceForecastPtr> certificates(const std::shared_ptr<const FiniteQuestion> &question,
                                              const signals::QueryAnswer &answer, const SubjectRules &rules,
                                              qint64 nowNs)
{
    std::vector<ResourceForecastPtr> out;
    for (const signals::Series &s : answer.series) {
        if (s.values.empty() || !(s.values.back() > 0) || s.values.back() > 9e9 || out.size() >= mostOfOne)
            continue;
        auto of = std::make_shared<FiniteIdentity>();
        of->question = question;
        of->labels = s.labels.without({"__name__"});
        of->subject = rules.resolve(of->labels);
        of->key = question->id + u' ' + of->labels.toString();
        out.push_back(std::make_shared<const ResourceForecast>(
            datedResource(of, static_cast<qint64>(s.values.back()) * base::nsPerSecond, nowNs)));
    }
    return out;
}

} // namespace

struct CapacityKeeper::Round {
    std::vector<std::shared_ptr<const FiniteQuestion>> questions;
    std::size_t next = 0;
    std::vector<BrokenTime> broken;
    std::vector<ResourceForecastPtr> found;
    qint64 endNs = 0;
    bool hasAnswer = false;
};

CapacityKeeper::CapacityKeeper(ServiceCatalog &catalog, MetricReader &reader, Helpers helpers, const base::Clock &clock,
                               const async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_reader(reader),
      m_helpers(std::move(helpers)),
      m_clock(clock),
      m_pools(pools),
      m_snapshot(std::make_shared<CapacitySnapshot>())
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &CapacityKeeper::refresh);
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
        if (m_asOfNs == 0 && !m_round)
            refresh();
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
    if (!m_helpers.cache) {
        m_isPastRead = true;
        return refresh();
    }
    m_reading = m_helpers.cache->read(cacheSource, cacheWhat, [this](const base::Result<store::CachedAnswer> &kept) {
        if (kept)
            m_past = PastForecasts::fromJson(kept->json.object());
        m_isPastRead = true;
        refresh();
    });
}

void CapacityKeeper::refresh()
{
    const ServicesPtr &services = m_catalog.snapshot();
    if (m_round || !m_isPastRead || (services->asOfNs == 0 && services->metricNames.isEmpty()))
        return;
    m_round = std::make_unique<Round>();
    m_round->endNs = lastHour(m_clock.nowNs());
    for (FiniteQuestion &question : finiteList(services->metricNames, m_catalog.rules()))
        m_round->questions.push_back(std::make_shared<const FiniteQuestion>(std::move(question)));
    m_error.reset();
    m_completeness = {};
    readBroken();
}

// Hours in which something critical fired are not what usually happens.
void CapacityKeeper::readBroken()
{
    if (!m_helpers.alerts)
        return askNext();
    const qint64 now = m_clock.nowNs();
    const qint64 from = now - static_cast<qint64>(capacityHistoryHours) * base::nsPerHour;
    m_reading = m_helpers.alerts->sightings(
        {from, now}, {{}, {}, mostSightings}, [this, now](const base::Result<std::vector<store::AlertSighting>> &seen) {
            if (!m_round)
                return;
            if (seen)
                for (const store::AlertSighting &s : *seen)
                    if (s.alert.severity() == signals::Severity::Critical)
                        m_round->broken.push_back({s.service, {s.alert.startsNs, s.endedNs ? s.endedNs : now}});
            askNext();
        });
}

void CapacityKeeper::askNext()
{
    if (m_round->next >= m_round->questions.size())
        return finish();
    const auto question = m_round->questions[m_round->next];
    if (question->kind == FiniteKind::Certificate)
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
            compute(question, used, answer->answer);
        });
}

void CapacityKeeper::compute(std::shared_ptr<const FiniteQuestion> question, signals::QueryAnswerPtr used,
                             signals::QueryAnswerPtr limits)
{
    m_jobs.run(
        m_pools.analysis(),
        [question, used, limits, rules = m_catalog.rules(), broken = m_round->broken, endNs = m_round->endNs,
         now = m_clock.nowNs()](const std::stop_token &stop) {
            if (question->kind == FiniteKind::Certificate)
                return certificates(question, *limits, rules, now);
            std::vector<ResourceForecastPtr> out;
            for (const FiniteHistory &one : historiesOf(question, *used, *limits, rules, broken, endNs, mostOfOne)) {
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
        m_known = std::move(m_round->found);
        for (const ResourceForecastPtr &r : m_known)
            m_past.record(*r);
        if (m_helpers.cache)
            m_helpers.cache->put(cacheSource, cacheWhat, QJsonDocument(m_past.toJson()));
    } else {
        m_completeness.stale = !m_known.empty();
        m_completeness.asOfNs = m_known.empty() ? 0 : m_asOfNs;
    }
    if (m_round->hasAnswer || m_asOfNs == 0)
        m_asOfNs = m_clock.nowNs();
    m_round.reset();
    publish();
}

std::vector<ResourceForecastPtr> CapacityKeeper::budgets() const
{
    std::vector<ResourceForecastPtr> out;
    if (!m_helpers.objectives)
        return out;
    static const auto question = [] {
        auto made = std::make_shared<FiniteQuestion>();
        made->id = u"error budget"_s;
        made->title = tr("error budget");
        made->kind = FiniteKind::ErrorBudget;
        made->unit = base::Unit::Ratio;
        return std::shared_ptr<const FiniteQuestion>(std::move(made));
    }();
    for (const ObjectiveState &s : m_helpers.objectives->snapshot()->objectives) {
        if (!s.isKnown() || !std::isfinite(s.left()))
            continue;
        auto of = std::make_shared<FiniteIdentity>();
        of->question = question;
        of->labels = base::Labels({{"name", s.objective.name.toStdString()}});
        of->subject = signals::Subject::ofService(s.objective.service);
        of->key = question->id + u' ' + s.objective.id;
        ResourceForecast one = datedResource(of, 0, m_clock.nowNs());
        one.fullNs = one.earliestNs = one.latestNs = std::nullopt;
        if (s.report.exhaustedInNs)
            one.fullNs = one.earliestNs = one.latestNs = m_clock.nowNs() + std::max<qint64>(0, *s.report.exhaustedInNs);
        one.limit = 1;
        one.used = std::clamp(1 - s.left(), 0.0, 1.0);
        out.push_back(std::make_shared<const ResourceForecast>(std::move(one)));
    }
    return out;
}

void CapacityKeeper::publish()
{
    auto next = std::make_shared<CapacitySnapshot>();
    next->resources = m_round && m_asOfNs == 0 ? m_round->found : m_known;
    std::ranges::move(budgets(), std::back_inserter(next->resources));
    std::ranges::stable_sort(next->resources, [](const auto &a, const auto &b) { return needsMore(*a, *b); });
    for (const ResourceForecastPtr &r : next->resources)
        if (auto judged = m_past.judged(*r); !judged.empty())
            next->accuracy.insert(r->of->key, std::move(judged));
    next->isBusy = m_round != nullptr;
    if (m_round && !m_round->questions.empty())
        next->done = static_cast<double>(m_round->next) / static_cast<double>(m_round->questions.size());
    if (!m_helpers.priceFile.isEmpty()) {
        QFile file(m_helpers.priceFile);
        if (file.open(QIODevice::ReadOnly) && file.size() <= mostPriceBytes) {
            auto prices = PriceList::parse(file.readAll());
            if (prices)
                next->prices = std::move(*prices);
            else
                next->problems << prices.error().summary;
        } else {
            next->problems
                << tr("The price list %1 could not be read: %2").arg(m_helpers.priceFile, file.errorString());
        }
    }
    next->error = m_error;
    next->completeness = m_completeness;
    next->asOfNs = m_asOfNs;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

bool CapacityKeeper::isSettled() const
{
    return m_isStarted && !m_round && m_asOfNs != 0;
}

const ResourceForecast *CapacitySnapshot::find(const QString &key) const
{
    for (const ResourceForecastPtr &r : resources)
        if (r->of->key == key)
            return r.get();
    return nullptr;
}

int CapacitySnapshot::nodesOf(const ResourceForecast &resource) const
{
    return static_cast<int>(std::ranges::count_if(
        resources, [&](const auto &r) { return r->of->question->id == resource.of->question->id; }));
}

} // namespace wf::engine
