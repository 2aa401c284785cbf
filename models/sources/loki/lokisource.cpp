// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"

#include "models/base/duration.h"
#include "models/sources/core/matrixquestion.h"
#include "models/sources/core/pieces.h"
#include "models/sources/loki/lokipager.h"
#include "models/sources/loki/lokitail.h"
#include "models/wire/loki/loki.h"
#include "models/wire/prometheus/prometheus.h"
#include "models/wire/request.h"

#include <QCoreApplication>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::loki;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

// 500 that speaks of the question, not of the server.
bool isConsidered(int status, const QByteArray &body)
{
    return status >= 500 &&
           (body.contains("deadline exceeded") || body.contains("multiple org IDs") || body.contains("unsupported"));
}

void addRange(net::Params &params, base::TimeRange range)
{
    params.emplace_back(u"start"_s, QString::number(range.startNs));
    params.emplace_back(u"end"_s, QString::number(range.endNs));
}

base::Result<QStringList> namesIn(std::string_view body)
{
    auto names = wire::prometheus::decodeNames(body);
    if (!names)
        return names.error();
    return std::move(names->names);
}

bool isAbsent(const base::Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unsupported || error.httpStatus == 500 ||
           error.httpStatus == 501;
}
} // namespace

const net::Header &categoriseLabels()
{
    static const net::Header header{"X-Loki-Response-Encoding-Flags", "categorize-labels"};
    return header;
}

LokiSource::LokiSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                       QObject *parent)
    : PortSource(std::move(identity), (prepare(options), std::move(options)), environment, parent)
{
    probeByItself();
}

void LokiSource::prepare(net::HttpOptions &options)
{
    if (options.healthPath.isEmpty())
        options.healthPath = u"/ready"_s;
    options.isConsideredAnswer = isConsidered;
}

async::Request LokiSource::query(const LogQuery &query, Reply<signals::LogAnswer> reply)
{
    return LokiPager::start(core(), query, m_mostEntries,
                            [this, reply = std::move(reply)](base::Result<signals::LogAnswer> answer) {
                                if (answer)
                                    for (const auto &line : answer->lines)
                                        core().noteDatum(line.timeNs);
                                reply(std::move(answer));
                            });
}

async::Request LokiSource::askMetric(const QString &expr, base::TimeRange piece, qint64 stepNs,
                                     Reply<signals::QueryAnswerPtr> reply)
{
    Question question;
    question.path = u"/loki/api/v1/query_range"_s;
    question.params = {{u"query"_s, expr}, {u"step"_s, secondsText(stepNs)}};
    addRange(question.params, piece);
    question.mayBeForm = true;
    return askMatrix(core(), question, stepNs / base::nsPerMs, std::move(reply));
}

async::Request LokiSource::queryRange(const RangeQuery &query, Reply<signals::QueryAnswerPtr> reply)
{
    const RangePlan plan = planRange(query.range, query.stepNs);
    return askPieces(
        plan,
        [this, &query, &plan](base::TimeRange piece, Reply<signals::QueryAnswerPtr> done) {
            return askMetric(query.expr, piece, plan.stepNs, std::move(done));
        },
        std::move(reply));
}

async::Request LokiSource::askVolume(const QString &expr, base::TimeRange range, qint64 stepNs, bool withoutErrors,
                                     Reply<signals::LogVolume> reply)
{
    const QString lines = withoutErrors ? expr + u" | __error__=\"\""_s : expr;
    const QString metric =
        u"sum by (detected_level) (count_over_time(%1 [%2]))"_s.arg(lines, base::promDuration(stepNs));
    const qint64 buckets = std::max<qint64>(1, (range.lengthNs() + stepNs - 1) / stepNs);
    const base::TimeRange ends{range.startNs + stepNs, range.startNs + buckets * stepNs};
    return askMetric(
        metric, ends, stepNs,
        [range, stepNs, withoutErrors, reply = std::move(reply)](base::Result<signals::QueryAnswerPtr> answer) {
            if (!answer) {
                reply(answer.error());
                return;
            }
            signals::LogVolume volume = decode::toVolume(**answer, range, stepNs);
            if (withoutErrors) {
                volume.completeness.partial = true;
                volume.completeness.notes << text("Lines that could not be parsed are not counted.");
            }
            reply(std::move(volume));
        });
}

async::Request LokiSource::volume(const QString &expr, base::TimeRange range, qint64 stepNs,
                                  Reply<signals::LogVolume> reply)
{
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    stepNs = std::max(stepNs, base::nsPerSecond);
    steps->add(askVolume(expr, range, stepNs, false,
                         [this, weak, expr, range, stepNs, reply](base::Result<signals::LogVolume> volume) {
                             const auto held = weak.lock();
                             // Lines a parser stumbles over fail a metric query as a whole; without them it can be
                             // answered.
                             if (held && !volume && volume.error().kind == ErrorKind::BadRequest &&
                                 volume.error().detail.contains(u"pipeline error"_s))
                                 held->add(askVolume(expr, range, stepNs, true, reply));
                             else
                                 reply(std::move(volume));
                         }));
    return Steps::request(std::move(steps));
}

async::Request LokiSource::labelNames(base::TimeRange range, Reply<QStringList> reply)
{
    Question question;
    question.path = u"/loki/api/v1/labels"_s;
    addRange(question.params, range);
    return core().ask(question, namesIn, std::move(reply));
}

async::Request LokiSource::labelValues(const QString &label, const QString &selector, base::TimeRange range,
                                       Reply<QStringList> reply)
{
    Question question;
    question.path = u"/loki/api/v1/label/"_s + net::encodeSegment(label) + u"/values"_s;
    addRange(question.params, range);
    if (!selector.isEmpty())
        question.params.emplace_back(u"query"_s, selector);
    return core().ask(question, namesIn, std::move(reply));
}

async::Request LokiSource::detectedFields(const QString &expr, base::TimeRange range,
                                          Reply<std::vector<signals::LogField>> reply)
{
    Question question;
    question.path = u"/loki/api/v1/detected_fields"_s;
    question.params = {{u"query"_s, expr}, {u"line_limit"_s, u"1000"_s}, {u"limit"_s, u"200"_s}};
    addRange(question.params, range);
    return core().ask(
        question, [](std::string_view body) { return decode::decodeDetectedFields(body); },
        Reply<std::vector<signals::LogField>>(
            [reply = std::move(reply)](base::Result<std::vector<signals::LogField>> fields) {
                if (!fields && isAbsent(fields.error()))
                    reply(base::makeError(
                        ErrorKind::Unsupported,
                        text("This Loki does not list detected fields: they are read from the lines here instead."),
                        fields.error().detail));
                else
                    reply(std::move(fields));
            }));
}

async::Request LokiSource::patterns(const QString &selector, base::TimeRange range,
                                    Reply<std::vector<signals::LogPattern>> reply)
{
    Question question;
    question.path = u"/loki/api/v1/patterns"_s;
    question.params = {{u"query"_s, selector}};
    addRange(question.params, range);
    question.probe = true; // a server with patterns off answers 500: that says nothing about its health
    return core().ask(
        question, [](std::string_view body) { return decode::decodePatterns(body); },
        Reply<std::vector<signals::LogPattern>>(
            [reply = std::move(reply)](base::Result<std::vector<signals::LogPattern>> patterns) {
                if (!patterns && isAbsent(patterns.error()))
                    reply(base::makeError(ErrorKind::Unsupported,
                                          text("Patterns are off on this Loki: they are computed here instead."),
                                          patterns.error().detail));
                else
                    reply(std::move(patterns));
            }));
}

std::unique_ptr<LogTail> LokiSource::tail(const QString &expr, qint64 fromNs)
{
    return std::make_unique<LokiTail>(core(), expr, fromNs, m_mostEntries);
}

} // namespace wf::sources
