// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/jaeger/jaegersource.h"

#include "models/wire/jaeger/jaeger.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::jaeger;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

Question look(const QString &path, net::Params params = {})
{
    Question question;
    question.path = path;
    question.params = std::move(params);
    question.probe = question.urgent = true;
    question.deadline = net::milliseconds(5000);
    return question;
}

// The page at the base address carries the version; there is no call for it.
QString versionIn(const QByteArray &page)
{
    static const QRegularExpression pattern(u"\"gitVersion\"\\s*:\\s*\"v?([0-9][0-9A-Za-z.+-]{0,40})\""_s);
    return pattern.match(QString::fromUtf8(page.left(200'000))).captured(1);
}

signals::Capability capabilityOf(const JaegerSource::Apis &apis, const QString &version)
{
    signals::Capability found{u"Jaeger"_s, version, {}};
    if (!apis.summaries)
        found.limits << text(
            "This Jaeger has no summaries: searches fetch whole traces, so few are asked for at once.");
    if (!apis.legacy)
        found.limits << text("This Jaeger cannot be searched the old way: the new API is used.");
    return found;
}
} // namespace

// v3 services, legacy services, summaries, version; at least one of the first two must speak JSON.
async::Request JaegerSource::probe(Reply<signals::Capability> reply)
{
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    steps->add(core().ask(
        look(u"/api/v3/services"_s), &decode::decodeServices,
        Reply<QStringList>([this, weak, reply](base::Result<QStringList> v3) {
            const auto held = weak.lock();
            if (!held)
                return;
            const bool isAnswered =
                v3.ok() || v3.error().httpStatus >= 400 || v3.error().kind == ErrorKind::NotUnderstood;
            if (!isAnswered || (!v3 && v3.error().kind == ErrorKind::Unauthorized)) {
                reply(v3.error());
                return;
            }
            held->add(core().ask(look(u"/api/services"_s), &decode::decodeServices,
                                 Reply<QStringList>([this, weak, v3, reply](base::Result<QStringList> legacy) {
                                     const auto still = weak.lock();
                                     if (!still)
                                         return;
                                     if (!v3 && !legacy) {
                                         reply(legacy.error());
                                         return;
                                     }
                                     Apis found{true, legacy.ok(), v3.ok(), false};
                                     if (found.v3)
                                         probeSummaries(still, found, reply);
                                     else
                                         probeVersion(still, found, reply);
                                 })));
        })));
    return Steps::request(std::move(steps));
}

void JaegerSource::probeSummaries(const std::shared_ptr<Steps> &steps, Apis found, Reply<signals::Capability> reply)
{
    const net::Params params{{u"query.serviceName"_s, u"watchfloor-probe"_s},
                             {u"query.startTimeMin"_s, u"2020-01-01T00:00:00Z"_s},
                             {u"query.startTimeMax"_s, u"2020-01-01T00:00:01Z"_s},
                             {u"query.searchDepth"_s, u"1"_s}};
    const std::weak_ptr<Steps> weak = steps;
    steps->add(core().ask(
        look(u"/api/v3/trace-summaries"_s, params),
        [](std::string_view body) { return decode::decodeSummariesV3(body); },
        Reply<signals::TraceAnswer>([this, weak, found, reply](base::Result<signals::TraceAnswer> answer) mutable {
            // 404 "No traces found" is the handler speaking; any other 404 is the path missing.
            found.summaries =
                answer.ok() || (answer.error().httpStatus == 404 &&
                                answer.error().detail.contains(u"No traces found"_s, Qt::CaseInsensitive));
            if (const auto held = weak.lock())
                probeVersion(held, found, reply);
        })));
}

void JaegerSource::probeVersion(const std::shared_ptr<Steps> &steps, Apis found, Reply<signals::Capability> reply)
{
    net::HttpRequest request;
    request.url = net::endpoint(core().http().options().base, u"/"_s);
    request.deadline = net::milliseconds(5000);
    request.probe = request.urgent = true;
    steps->add(core().http().send(std::move(request), [this, found, reply](base::Result<net::HttpResponsePtr> page) {
        m_apis = found;
        core().setCapability(capabilityOf(found, page ? versionIn((*page)->body) : QString()));
        reply(core().capability());
    }));
}

} // namespace wf::sources
