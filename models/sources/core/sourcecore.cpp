// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/sourcecore.h"

#include "models/wire/failure.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using signals::Reachability;

namespace {
constexpr qsizetype longestAddress = 4096;
constexpr qint64 probeAgainNs = 15 * base::nsPerSecond;

QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

bool looksLikeWebPage(const net::HttpResponse &response)
{
    const QByteArray start = response.body.left(256).trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html");
}
} // namespace

SourceCore::SourceCore(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                       QObject *parent)
    : QObject(parent),
      m_identity(std::move(identity)),
      m_env(environment),
      m_http(std::move(options), net::HttpEnvironment{environment.clock, environment.uniform, environment.store,
                                                      &environment.pools.parse()})
{
    m_state.id = m_identity.id;
    m_state.name = m_identity.name;
    m_state.kind = m_identity.kind;
    m_state.address = m_http.options().base.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    m_state.since = m_env.clock.nowNs();
    connect(&m_http, &net::HttpClient::changed, this, [this] { refreshState(); });
    connect(&m_http, &net::HttpClient::recovered, this, [this] {
        m_lastProbeNs = 0;
        probeByItself();
        Q_EMIT recovered();
    });
}

SourceCore::~SourceCore() = default;

void SourceCore::setProber(Prober prober)
{
    m_prober = std::move(prober);
    QTimer::singleShot(0, this, [this] { probeByItself(); });
}

void SourceCore::probeByItself()
{
    if (!m_prober || m_probing.isActive())
        return;
    m_lastProbeNs = m_env.clock.monotonicNs();
    m_probing = m_prober([this](base::Result<signals::Capability>) { m_probing = async::Request(); });
}

void SourceCore::setCapability(signals::Capability capability)
{
    m_hasCapability = true;
    m_state.capability = std::move(capability);
    Q_EMIT stateChanged();
}

void SourceCore::noteDatum(qint64 ns)
{
    m_state.newestDatumNs = std::max(m_state.newestDatumNs, ns);
}

void SourceCore::retryNow()
{
    m_http.retryNow();
}

Reachability SourceCore::reachability() const
{
    const auto &stats = m_http.stats();
    if (m_http.breaker() == net::BreakerPhase::Open)
        return Reachability::Down;
    if (stats.lastErrorNs > stats.lastOkNs) {
        const bool isGone = stats.lastOkNs == 0 || stats.lastError->kind == ErrorKind::Unreachable ||
                            stats.lastError->kind == ErrorKind::Tls;
        return isGone ? Reachability::Down : Reachability::Degraded;
    }
    if (m_http.breaker() == net::BreakerPhase::HalfOpen)
        return Reachability::Degraded;
    return stats.lastOkNs ? Reachability::Up : Reachability::Unknown;
}

void SourceCore::refreshState()
{
    const auto &stats = m_http.stats();
    const Reachability now = reachability();
    if (now != m_state.reach)
        m_state.since = m_env.clock.nowNs();
    m_state.reach = now;
    m_state.breaker = m_http.breaker() == net::BreakerPhase::Open       ? signals::BreakerState::Open
                      : m_http.breaker() == net::BreakerPhase::HalfOpen ? signals::BreakerState::HalfOpen
                                                                        : signals::BreakerState::Closed;
    m_state.breakerUntilNs = m_http.breakerUntilNs();
    m_state.latencyP50Ms = stats.latencyP50Ms;
    m_state.latencyP95Ms = stats.latencyP95Ms;
    m_state.requests = stats.requests;
    m_state.failures = stats.failures;
    m_state.retries = stats.retries;
    m_state.inFlight = stats.inFlight;
    m_state.lastOkNs = stats.lastOkNs;
    m_state.clockSkewNs = stats.clockSkewNs;
    m_state.lastError = stats.lastError;
    m_state.lastErrorNs = stats.lastErrorNs;
    if (!m_hasCapability && now == Reachability::Up && m_env.clock.monotonicNs() - m_lastProbeNs > probeAgainNs)
        probeByItself();
    Q_EMIT stateChanged();
}

net::HttpRequest SourceCore::requestFor(const Question &question, bool asForm) const
{
    net::HttpRequest request;
    request.headers = question.headers;
    request.deadline = question.deadline;
    request.urgent = question.urgent;
    request.probe = question.probe;
    request.consumer = question.consumer;
    if (asForm) {
        request.method = net::Method::Form;
        request.url = net::endpoint(m_http.options().base, question.path);
        request.contentType = "application/x-www-form-urlencoded";
        request.body = net::encodeForm(question.params);
    } else {
        request.url = net::endpoint(m_http.options().base, question.path, question.params);
    }
    return request;
}

base::Error SourceCore::failure(const net::HttpResponse &response) const
{
    base::Error error = wire::failureOf(
        response.status, std::string_view(response.body.constData(), static_cast<std::size_t>(response.body.size())));
    error.summary = m_identity.name + u": "_s + error.summary;
    error.retryAfter = net::parseRetryAfter(response.header("retry-after"), response.serverTimeNs);
    return error;
}

async::Request SourceCore::send(net::HttpRequest request, Reply<net::HttpResponsePtr> reply)
{
    return m_http.send(std::move(request), [this, reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
        if (!answer)
            reply(answer.error());
        else if ((*answer)->status >= 300)
            reply(failure(**answer));
        else if (looksLikeWebPage(**answer))
            reply(
                base::makeError(ErrorKind::NotUnderstood,
                                text("%1 answered with a web page instead of data: a login page, or the wrong address.")
                                    .arg(m_identity.name)));
        else
            reply(*answer);
    });
}

async::Request SourceCore::askRaw(const Question &question, Reply<net::HttpResponsePtr> reply)
{
    const bool isLong =
        net::endpoint(m_http.options().base, question.path, question.params).toEncoded().size() > longestAddress;
    const bool asForm = question.mayBeForm && isLong && !m_isFormForbidden;
    if (!question.mayBeForm)
        return send(requestFor(question, false), std::move(reply));
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    steps->add(send(requestFor(question, asForm), [this, weak, question, asForm, reply = std::move(reply)](
                                                      base::Result<net::HttpResponsePtr> answer) {
        const int status = answer ? 0 : answer.error().httpStatus;
        const auto held = weak.lock();
        const bool otherWay = asForm ? status == 405 : (status == 405 || status == 414);
        if (!otherWay || !held) {
            reply(std::move(answer));
            return;
        }
        if (asForm)
            m_isFormForbidden = true;
        held->add(send(requestFor(question, !asForm), reply));
    }));
    return Steps::request(std::move(steps));
}

} // namespace wf::sources
