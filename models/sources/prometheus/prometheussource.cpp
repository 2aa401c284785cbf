// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/prometheus/prometheussource.h"

#include "models/sources/core/matrixquestion.h"
#include "models/sources/core/pieces.h"
#include "models/wire/prometheus/prometheus.h"
#include "models/wire/request.h"

#include <QSet>

#include <algorithm>

namespace wf::sources {

using namespace Qt::StringLiterals;
namespace decode = wire::prometheus;

namespace {
// Status 5xx with one of these is the evaluation's result, not the server's state: "query timed out".
bool isConsidered(int, const QByteArray &body)
{
    return body.startsWith('{') &&
           (body.contains("\"errorType\":\"timeout\"") || body.contains("\"errorType\":\"canceled\"") ||
            body.contains("\"errorType\":\"execution\""));
}

void addRange(net::Params &params, base::TimeRange range)
{
    params.emplace_back(u"start"_s, secondsText(range.startNs));
    params.emplace_back(u"end"_s, secondsText(range.endNs));
}

// Listed<T> of the decoder as the plain list of the port.
template<class T, class Listed>
base::Result<T> itemsOf(base::Result<Listed> listed)
{
    if (!listed)
        return listed.error();
    return std::move(listed->items);
}

base::Result<signals::Cardinality> cardinalityIn(std::string_view body)
{
    const auto status = decode::decodeTsdb(body);
    if (!status)
        return status.error();
    signals::Cardinality counts;
    counts.series = status->series;
    for (const auto &one : status->seriesByMetric)
        counts.seriesByMetric.push_back({one.name, one.value});
    for (const auto &one : status->valuesByLabel)
        counts.valuesByLabel.push_back({one.name, one.value});
    return counts;
}

constexpr qint64 mostCountedSeries = 500'000;
constexpr const char *countOfEach = "count by (__name__) ({__name__!=\"\"})";

// Whether the metrics that are told have fewer series than there are.
bool leavesOut(const signals::Cardinality &told)
{
    qint64 sum = 0;
    for (const auto &one : told.seriesByMetric)
        sum += one.count;
    return sum < told.series;
}

void addCounts(const signals::QueryAnswer &counts, signals::Cardinality &told)
{
    QSet<QString> known;
    for (const auto &one : told.seriesByMetric)
        known.insert(one.name);
    for (const auto &series : counts.series)
        if (const QString name = series.labels.text("__name__");
            !name.isEmpty() && !series.values.empty() && !known.contains(name))
            told.seriesByMetric.push_back({name, static_cast<qint64>(series.values.back())});
    std::ranges::stable_sort(told.seriesByMetric, std::ranges::greater(), &signals::Cardinality::Count::count);
}

base::Result<QStringList> namesIn(std::string_view body)
{
    auto names = decode::decodeNames(body);
    if (!names)
        return names.error();
    return std::move(names->names);
}
} // namespace

PrometheusSource::PrometheusSource(SourceIdentity identity, net::HttpOptions options,
                                   const SourceEnvironment &environment, QObject *parent)
    : PortSource(std::move(identity), (prepare(options), std::move(options)), environment, parent)
{
    probeByItself();
}

void PrometheusSource::prepare(net::HttpOptions &options)
{
    if (options.healthPath.isEmpty())
        options.healthPath = u"/-/ready"_s;
    options.isConsideredAnswer = isConsidered;
}

async::Request PrometheusSource::ask(const Question &question, qint64 stepMs, Reply<signals::QueryAnswerPtr> reply)
{
    return askMatrix(core(), question, stepMs,
                     [this, reply = std::move(reply)](base::Result<signals::QueryAnswerPtr> answer) {
                         if (answer)
                             core().noteDatum(newestDatumNs(**answer));
                         reply(std::move(answer));
                     });
}

async::Request PrometheusSource::queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply)
{
    const RangePlan plan = planRange(query.range, query.stepNs);
    const auto askPiece = [&](base::TimeRange piece, Reply<signals::QueryAnswerPtr> done) {
        Question question;
        question.path = u"/api/v1/query_range"_s;
        question.params = {{u"query"_s, query.expr}};
        addRange(question.params, piece);
        question.params.emplace_back(u"step"_s, secondsText(plan.stepNs));
        question.params.emplace_back(u"timeout"_s, u"%1s"_s.arg(question.deadline.count() / 1000));
        question.mayBeForm = true;
        return ask(question, plan.stepNs / base::nsPerMs, std::move(done));
    };
    return askPieces(plan, askPiece, std::move(reply));
}

async::Request PrometheusSource::queryInstant(const QString &expr, qint64 timeNs, Reply<signals::QueryAnswerPtr> reply)
{
    Question question;
    question.path = u"/api/v1/query"_s;
    question.params = {{u"query"_s, expr}, {u"time"_s, secondsText(timeNs)}, {u"timeout"_s, u"60s"_s}};
    question.mayBeForm = true;
    return ask(question, 0, std::move(reply));
}

async::Request PrometheusSource::exemplars(const QString &selector, base::TimeRange range,
                                           Reply<std::vector<signals::Exemplar>> reply)
{
    Question question;
    question.path = u"/api/v1/query_exemplars"_s;
    question.params = {{u"query"_s, selector}};
    addRange(question.params, range);
    question.mayBeForm = true;
    return core().ask(
        question,
        [](std::string_view body) { return itemsOf<std::vector<signals::Exemplar>>(decode::decodeExemplars(body)); },
        std::move(reply));
}

async::Request PrometheusSource::metadata(Reply<std::vector<signals::MetricInfo>> reply)
{
    Question question;
    question.path = u"/api/v1/metadata"_s;
    return core().ask(
        question,
        [](std::string_view body) { return itemsOf<std::vector<signals::MetricInfo>>(decode::decodeMetadata(body)); },
        std::move(reply));
}

async::Request PrometheusSource::series(const QStringList &selectors, base::TimeRange range,
                                        Reply<std::vector<base::Labels>> reply)
{
    Question question;
    question.path = u"/api/v1/series"_s;
    for (const QString &selector : selectors)
        question.params.emplace_back(u"match[]"_s, selector);
    addRange(question.params, range);
    question.mayBeForm = true;
    return core().ask(
        question, [](std::string_view body) { return itemsOf<std::vector<base::Labels>>(decode::decodeSeries(body)); },
        std::move(reply));
}

async::Request PrometheusSource::labelNames(const QString &selector, base::TimeRange range, Reply<QStringList> reply)
{
    Question question;
    question.path = u"/api/v1/labels"_s;
    addRange(question.params, range);
    if (!selector.isEmpty())
        question.params.emplace_back(u"match[]"_s, selector);
    question.mayBeForm = true;
    return core().ask(question, namesIn, std::move(reply));
}

async::Request PrometheusSource::labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                             Reply<QStringList> reply)
{
    Question question;
    question.path = u"/api/v1/label/"_s + QString::fromLatin1(wire::labelPathSegment(label)) + u"/values"_s;
    addRange(question.params, range);
    if (!selector.isEmpty())
        question.params.emplace_back(u"match[]"_s, selector);
    return core().ask(question, namesIn, std::move(reply));
}

// Some servers tell the ten largest metrics whatever is asked. Where the told ones do not add up, one query counts the
// others, unless there are so many series that walking over them is a burden.
async::Request PrometheusSource::cardinality(Reply<signals::Cardinality> reply)
{
    Question question;
    question.path = u"/api/v1/status/tsdb"_s;
    question.params = {{u"limit"_s, u"10000"_s}}; // the most that Prometheus gives
    auto steps = Steps::make();
    const std::weak_ptr weak(steps);
    steps->add(core().ask(question, cardinalityIn,
                          Reply<signals::Cardinality>([this, weak, reply](base::Result<signals::Cardinality> told) {
                              const auto asked = weak.lock();
                              if (!told || !asked || !leavesOut(*told) || told->series > mostCountedSeries)
                                  return reply(std::move(told));
                              asked->add(queryInstant(QString::fromLatin1(countOfEach), core().clock().nowNs(),
                                                      [reply, told = std::move(*told)](const auto &counts) mutable {
                                                          if (counts) // what cannot be counted stays unknown
                                                              addCounts(**counts, told);
                                                          reply(std::move(told));
                                                      }));
                          })));
    return Steps::request(std::move(steps));
}

async::Request PrometheusSource::rules(Reply<std::vector<signals::Rule>> reply)
{
    return askEvaluatedRules(core(), u"/api/v1/rules"_s, std::move(reply));
}

} // namespace wf::sources
