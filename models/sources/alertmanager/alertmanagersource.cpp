// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/alertmanager/alertmanagersource.h"

#include "models/async/together.h"
#include "models/wire/alertmanager/alertmanager.h"
#include "models/wire/request.h"

#include <QCoreApplication>
#include <QVersionNumber>

#include <algorithm>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
namespace decode = wire::alertmanager;

namespace {
constexpr net::milliseconds writeDeadline(10'000);

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

// 0.25 answers 500 for a silence it does not know.
bool saysUnknownSilence(const QByteArray &body)
{
    return body.contains("silence not found");
}
bool isConsidered(int status, const QByteArray &body)
{
    return status == 500 && saysUnknownSilence(body);
}

signals::Capability capabilityOf(const signals::AlertmanagerStatus &status)
{
    signals::Capability found{u"Alertmanager"_s, status.version, {}};
    found.limits << text("It keeps no history: what was resolved while the console was closed is not known.");
    if (!hasSilenceAnnotations(status.version))
        found.limits << text("Silences cannot carry annotations: owner and note are kept in the comment.");
    if (status.clusterStatus == u"settling"_s)
        found.limits << text("The cluster is still settling: alerts may be incomplete for a minute.");
    return found;
}
} // namespace

bool hasSilenceAnnotations(const QString &version)
{
    const auto number = QVersionNumber::fromString(version.startsWith(u'v') ? version.mid(1) : version);
    return !number.isNull() && number >= QVersionNumber(0, 32);
}

AlertmanagerSource::AlertmanagerSource(SourceIdentity identity, net::HttpOptions options,
                                       const SourceEnvironment &environment, QObject *parent)
    : PortSource(std::move(identity), (prepare(options), std::move(options)), environment, parent),
      m_texts(std::make_shared<const decode::AlertTexts>())
{
    probeByItself();
}

void AlertmanagerSource::prepare(net::HttpOptions &options)
{
    if (options.healthPath.isEmpty())
        options.healthPath = u"/-/ready"_s;
    options.isConsideredAnswer = isConsidered;
}

bool AlertmanagerSource::supportsAnnotations() const
{
    return hasSilenceAnnotations(core().capability().version);
}

async::Request AlertmanagerSource::probe(Reply<signals::Capability> reply)
{
    Question question;
    question.path = u"/api/v2/status"_s;
    question.probe = question.urgent = true;
    question.deadline = net::milliseconds(5000);
    return core().ask(question, &decode::decodeStatus,
                      Reply<signals::AlertmanagerStatus>(
                          [this, reply = std::move(reply)](base::Result<signals::AlertmanagerStatus> status) {
                              if (!status) {
                                  reply(status.error());
                                  return;
                              }
                              core().setCapability(capabilityOf(*status));
                              reply(core().capability());
                          }));
}

async::Request AlertmanagerSource::alerts(Reply<signals::AlertAnswer> reply)
{
    Question question;
    question.path = u"/api/v2/alerts"_s;
    const auto spread = [pool = &core().parsePool()](int parts, const std::function<void(int)> &work) {
        async::together(*pool, parts, work);
    };
    const auto decodeBody = [id = core().identity().id, before = m_texts,
                             spread](std::string_view body) -> base::Result<Told> {
        auto answer = decode::decodeAlerts(body, {}, *before, spread);
        if (!answer)
            return answer.error();
        Told out{std::move(*answer), nullptr, 0};
        for (auto &alert : out.answer.alerts) {
            alert.source = id;
            out.newestNs = std::max(out.newestNs, alert.updatedNs);
        }
        out.texts = std::make_shared<const decode::AlertTexts>(out.answer.alerts);
        return out;
    };
    return core().ask(question, decodeBody, Reply<Told>([this, reply = std::move(reply)](base::Result<Told> told) {
                          if (!told) {
                              reply(told.error());
                              return;
                          }
                          m_texts = std::move(told->texts);
                          told->answer.completeness.asOfNs = core().clock().nowNs();
                          if (told->newestNs > 0)
                              core().noteDatum(told->newestNs);
                          reply(std::move(told->answer));
                      }));
}

async::Request AlertmanagerSource::silences(Reply<std::vector<signals::Silence>> reply)
{
    Question question;
    question.path = u"/api/v2/silences"_s;
    const auto decodeBody = [id = core().identity().id](std::string_view body) {
        auto silences = decode::decodeSilences(body);
        if (silences)
            for (auto &silence : *silences)
                silence.source = id;
        return silences;
    };
    return core().ask(question, decodeBody, std::move(reply));
}

async::Request AlertmanagerSource::putSilence(const signals::Silence &silence, Reply<QString> reply)
{
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = net::endpoint(core().http().options().base, u"/api/v2/silences"_s);
    request.contentType = "application/json";
    request.body = decode::encodeSilence(silence, supportsAnnotations());
    request.deadline = writeDeadline;
    request.urgent = true;
    return core().send(std::move(request), [this, reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
        if (!answer) {
            reply(answer.error());
            return;
        }
        auto id = decode::decodeSilenceId(
            std::string_view((*answer)->body.constData(), static_cast<std::size_t>((*answer)->body.size())));
        if (!id) {
            base::Error error = id.error();
            error.summary = core().identity().name + u": "_s + error.summary;
            id = std::move(error);
        }
        reply(std::move(id));
    });
}

async::Request AlertmanagerSource::expireSilence(const QString &id, Reply<base::Done> reply)
{
    net::HttpRequest request;
    request.method = net::Method::Delete;
    request.url = net::endpoint(core().http().options().base, u"/api/v2/silence/"_s + net::encodeSegment(id));
    request.deadline = writeDeadline;
    request.urgent = true;
    return core().http().send(
        std::move(request), [this, reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
            if (!answer) {
                reply(answer.error());
                return;
            }
            const net::HttpResponse &response = **answer;
            // Gone already is what was wanted: 404 from 0.26 on (empty), 500 with these words before.
            const bool isGone =
                (response.status == 404 && (response.body.trimmed().isEmpty() || saysUnknownSilence(response.body))) ||
                isConsidered(response.status, response.body);
            if (response.status == 200 || isGone)
                reply(base::Done{});
            else
                reply(core().failure(response));
        });
}

async::Request AlertmanagerSource::status(Reply<signals::AlertmanagerStatus> reply)
{
    Question question;
    question.path = u"/api/v2/status"_s;
    return core().ask(question, &decode::decodeStatus, std::move(reply));
}

} // namespace wf::sources
