// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/jaeger/jaegersource.h"

#include "models/wire/jaeger/jaeger.h"
#include "models/wire/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::jaeger;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

bool isConsidered(int status, const QByteArray &body)
{
    return status == 501 || (status == 500 && body.contains("\"errors\"") && body.contains("not configured"));
}

base::Result<QStringList> operationNames(std::string_view body)
{
    const auto operations = decode::decodeOperations(body);
    if (!operations)
        return operations.error();
    QStringList names;
    for (const auto &operation : *operations)
        names << operation.name;
    names.removeDuplicates();
    return names;
}
} // namespace

JaegerSource::JaegerSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                           QObject *parent)
    : PortSource(std::move(identity), (prepare(options), std::move(options)), environment, parent)
{
    probeByItself();
}

void JaegerSource::prepare(net::HttpOptions &options)
{
    if (options.healthPath.isEmpty())
        options.healthPath = u"/api/v3/services"_s;
    options.isConsideredAnswer = isConsidered;
}

async::Request JaegerSource::whenKnown(std::function<async::Request()> next, std::function<void(base::Error)> failed)
{
    if (m_apis.isKnown)
        return next();
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    steps->add(
        probe([weak, next = std::move(next), failed = std::move(failed)](base::Result<signals::Capability> found) {
            const auto held = weak.lock();
            if (!held)
                return;
            if (found)
                held->add(next());
            else
                failed(found.error());
        }));
    return Steps::request(std::move(steps));
}

async::Request JaegerSource::services(Reply<QStringList> reply)
{
    return whenKnown(
        [this, reply] {
            Question question;
            question.path = m_apis.v3 ? u"/api/v3/services"_s : u"/api/services"_s;
            return core().ask(question, &decode::decodeServices, reply);
        },
        reply);
}

async::Request JaegerSource::operations(const QString &service, Reply<QStringList> reply)
{
    return whenKnown(
        [this, service, reply] {
            Question question;
            if (m_apis.v3) {
                question.path = u"/api/v3/operations"_s;
                question.params = {{u"service"_s, service}};
            } else {
                question.path = u"/api/services/"_s + net::encodeSegment(service) + u"/operations"_s;
            }
            return core().ask(question, operationNames, reply);
        },
        reply);
}

async::Request JaegerSource::dependencies(base::TimeRange range, Reply<std::vector<signals::ServiceCall>> reply)
{
    Question question;
    question.path = u"/api/dependencies"_s;
    question.params = {{u"endTs"_s, QString::number(range.endNs / base::nsPerMs)},
                       {u"lookback"_s, QString::number(range.lengthNs() / base::nsPerMs)}};
    return core().ask(
        question, &decode::decodeDependencies,
        Reply<std::vector<signals::ServiceCall>>([reply = std::move(reply)](
                                                     base::Result<std::vector<signals::ServiceCall>> calls) {
            if (!calls && (calls.error().kind == ErrorKind::NotFound || calls.error().kind == ErrorKind::Unsupported))
                reply(base::makeError(ErrorKind::Unsupported,
                                      text("This Jaeger has no service graph: it is drawn from traces here instead."),
                                      calls.error().detail));
            else
                reply(std::move(calls));
        }));
}

async::Request JaegerSource::oneTrace(const QString &traceId, bool viaV3, Reply<signals::TracePtr> reply)
{
    Question question;
    question.path = (viaV3 ? u"/api/v3/traces/"_s : u"/api/traces/"_s) + net::encodeSegment(traceId);
    const auto gone = [traceId] {
        return base::makeError(
            ErrorKind::NotFound,
            text("The trace %1 is not there: it was never sampled, or is already deleted.").arg(traceId.left(64)));
    };
    const auto decodeBody = [viaV3, gone](const QByteArray &body) -> base::Result<signals::TracePtr> {
        auto traces = viaV3 ? decode::decodeTracesV3(wire::view(body)) : decode::decodeSharedTraces(body);
        if (!traces)
            return traces.error();
        if (traces->empty())
            return gone();
        return std::make_shared<const signals::Trace>(std::move(traces->front()));
    };
    return core().ask(question, decodeBody,
                      Reply<signals::TracePtr>([gone, reply = std::move(reply)](base::Result<signals::TracePtr> trace) {
                          if (!trace && trace.error().httpStatus == 404 &&
                              trace.error().detail.contains(u"not found"_s, Qt::CaseInsensitive) &&
                              !trace.error().detail.contains(u"page"_s)) {
                              base::Error error = gone();
                              error.httpStatus = 404;
                              reply(error);
                          } else {
                              reply(std::move(trace));
                          }
                      }));
}

async::Request JaegerSource::trace(const QString &traceId, Reply<signals::TracePtr> reply)
{
    return whenKnown([this, traceId, reply] { return oneTrace(traceId, m_apis.v3 && !m_apis.legacy, reply); }, reply);
}

} // namespace wf::sources
