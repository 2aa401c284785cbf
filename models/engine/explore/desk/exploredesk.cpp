// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/desk/exploredesk.h"

#include "models/engine/explore/language/metricnames.h"
#include "models/engine/metrics/stepping.h"

#include <QTimer>

#include <algorithm>

namespace wf::engine {

namespace {

// Values in the unit itself; the same answer where nothing is to be multiplied.
signals::QueryAnswerPtr scaled(const signals::QueryAnswerPtr &answer, double factor)
{
    if (factor == 1 || !answer)
        return answer;
    auto out = std::make_shared<signals::QueryAnswer>(*answer);
    for (auto &series : out->series)
        for (double &value : series.values)
            value *= factor;
    return out;
}

} // namespace

ExploreDesk::ExploreDesk(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_sources(parts.sources),
      m_reader(parts.reader),
      m_clock(clock),
      m_pools(pools),
      m_catalog(parts.sources, clock, pools),
      m_completer(m_catalog, pools),
      m_book(parts.ledger, clock),
      m_tabs(parts.ledger),
      m_explain(parts.reader, clock)
{
    m_completer.setScrapeInterval(m_reader.scrapeInterval());
    connect(&m_catalog, &MetricCatalog::changed, this, [this] {
        if (m_marks && !m_catalog.isAsking())
            checkNow();
    });
    connect(&m_catalog, &MetricCatalog::shapeChanged, this, [this](const QString &metric) {
        if (m_marks && m_checkedMetrics.contains(metric))
            checkNow();
    });
}

ExploreDesk::~ExploreDesk() = default;

QString ExploreDesk::httpAddress() const
{
    for (const auto *source : m_sources.metrics)
        if (source->state().address.startsWith(QLatin1String("http")))
            return source->state().address;
    return {};
}

void ExploreDesk::check(const QString &text, MarksCallback callback)
{
    m_checked = text;
    m_marks = std::move(callback);
    m_checkedMetrics = metricsInQuery(text);
    for (const QString &metric : m_checkedMetrics)
        if (m_catalog.index()->find(metric.toStdString()))
            (void)m_catalog.shape(metric); // asked when it is not known; then this is checked again
    checkNow();
}

void ExploreDesk::checkNow()
{
    LintFacts facts;
    facts.index = m_catalog.index();
    facts.isIndexWhole = !m_catalog.index()->isEmpty() && m_catalog.errors().empty();
    facts.scrapeNs = m_reader.scrapeInterval();
    QHash<QString, MetricShapePtr> shapes;
    for (const QString &metric : m_checkedMetrics)
        if (m_catalog.index()->find(metric.toStdString()))
            shapes[metric] = m_catalog.shape(metric);
    facts.shape = [shapes = std::move(shapes)](const QString &metric) { return shapes.value(metric); };
    m_jobs.runLatest(
        QStringLiteral("check"), m_pools.parse(),
        [text = m_checked, facts = std::move(facts)](std::stop_token) { return lintPromql(text, facts); },
        [this](const std::vector<signals::ExpressionMark> &marks) {
            if (m_marks)
                m_marks(marks);
        });
}

QueryUnit ExploreDesk::unitOf(const QString &text) const
{
    return unitOfQuery(text, [index = m_catalog.index()](std::string_view name) -> std::optional<signals::MetricInfo> {
        const auto metric = index->metric(name);
        if (!metric)
            return std::nullopt;
        return signals::MetricInfo{metric->text(), metric->type, metric->help, metric->unit};
    });
}

void ExploreDesk::run(const Question &question)
{
    const QString text = question.text.trimmed();
    if (text.isEmpty())
        return;
    const bool isNew = text != m_answer.text || question.isInstant != m_answer.isInstant;
    ++m_serial;
    m_answer.text = text;
    m_answer.isInstant = question.isInstant;
    m_answer.isAsking = true;
    m_isFinal = false;
    if (isNew) {
        m_answer.error.reset();
        m_histograms = nullptr;
    }
    const auto callback = [this, text, isNew, serial = m_serial](const base::Result<MetricAnswer> &result) {
        if (serial == m_serial)
            take(text, result, isNew);
    };
    m_answer.range = question.range;
    m_request = question.isInstant
                    ? m_reader.instant(fillPlaceholders(text, question.range, 0, m_reader.scrapeInterval()),
                                       std::min(question.range.endNs, m_clock.nowNs()), callback)
                    : m_reader.range({text, question.range, 0, question.width}, callback);
    askCompare(question, text);
    Q_EMIT answered();
}

void ExploreDesk::askCompare(const Question &question, const QString &text)
{
    m_compareRequest = {};
    m_answer.compare = nullptr;
    const qint64 offset = question.compareOffsetNs;
    if (offset <= 0 || question.isInstant)
        return;
    m_compareRequest =
        m_reader.range({text, question.range.shifted(-offset), 0, question.width},
                       [this, offset, text, serial = m_serial](const base::Result<MetricAnswer> &result) {
                           if (serial != m_serial || !result || !result->final)
                               return;
                           auto moved =
                               std::make_shared<signals::QueryAnswer>(*scaled(result->answer, unitOf(text).factor));
                           for (auto &series : moved->series)
                               for (qint64 &time : series.timesMs)
                                   time += offset / base::nsPerMs;
                           m_answer.compare = std::move(moved);
                           Q_EMIT answered();
                       });
}

void ExploreDesk::take(const QString &text, const base::Result<MetricAnswer> &result, bool isNew)
{
    if (!result) {
        m_answer.error = result.error();
        m_answer.isAsking = false;
        m_isFinal = true;
    } else {
        m_answer.error.reset();
        m_answer.answeredText = text;
        m_histograms = isOfHistograms(*result->answer) ? result->answer : nullptr;
        m_isFinal = result->final;
        if (!m_histograms) {
            m_answer.quantile = 0;
            m_answer.unit = unitOf(text);
            m_answer.answer = scaled(result->answer, m_answer.unit.factor);
        }
        if (!m_answer.isInstant)
            m_answer.range = result->range;
        m_answer.stepNs = result->stepNs;
        m_answer.samples = result->samples();
        m_answer.elapsedNs = result->elapsedNs;
        m_answer.fetchedNs = result->fetchedNs;
        m_answer.completeness = result->answer->completeness;
        m_answer.isAsking = !result->final;
        if (result->final && isNew)
            m_book.ran(text, static_cast<qint64>(result->answer->series.size() + result->answer->histograms.size()));
        if (m_histograms)
            return computeQuantiles();
    }
    if (!m_answer.isAsking)
        releaseLater();
    Q_EMIT answered();
}

// A request must not be dropped inside its own callback.
void ExploreDesk::releaseLater()
{
    QTimer::singleShot(0, this, [this, serial = m_serial] {
        if (serial == m_serial)
            m_request = {};
    });
}

void ExploreDesk::setQuantile(double q)
{
    if (m_quantile == q)
        return;
    m_quantile = q;
    if (m_histograms)
        computeQuantiles();
}

void ExploreDesk::computeQuantiles()
{
    m_answer.isAsking = true;
    const QueryUnit unit = unitOf(withQuantile(m_answer.text, m_quantile));
    m_jobs.runLatest(
        QStringLiteral("quantiles"), m_pools.analysis(),
        [histograms = m_histograms, q = m_quantile, factor = unit.factor](std::stop_token stop) {
            return withQuantiles(histograms, q, factor, stop);
        },
        [this, unit, q = m_quantile, serial = m_serial](signals::QueryAnswerPtr lines) {
            if (serial != m_serial)
                return;
            m_answer.unit = unit;
            m_answer.quantile = q;
            m_answer.answer = std::move(lines);
            m_answer.isAsking = !m_isFinal;
            if (m_isFinal)
                m_request = {};
            Q_EMIT answered();
        });
}

void ExploreDesk::stop()
{
    ++m_serial;
    m_request = {};
    m_compareRequest = {};
    m_answer.isAsking = false;
    m_isFinal = true;
    Q_EMIT answered();
}

void ExploreDesk::forgetAnswer()
{
    ++m_serial;
    m_request = {};
    m_compareRequest = {};
    m_histograms = nullptr;
    m_answer = {};
    Q_EMIT answered();
}

} // namespace wf::engine
