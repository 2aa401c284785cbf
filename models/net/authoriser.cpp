// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/authoriser.h"

#include "models/net/address.h"
#include "models/net/secrets/later.h"
#include "models/net/tls.h"
#include "models/net/transfer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>
#include <limits>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
constexpr qint64 rereadNs = 60 * base::nsPerSecond;
constexpr qint64 tokenMarginNs = 30 * base::nsPerSecond;

QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}
} // namespace

Authoriser::Authoriser(const HttpOptions &options, const base::Clock &clock, SecretStore *store, QObject *parent)
    : QObject(parent), m_options(options), m_clock(clock), m_store(store)
{
    m_wanted = {options.auth.secret, options.tls.keyPassword, options.proxyPassword};
    for (const auto &header : options.secretHeaders)
        m_wanted.push_back(header.value);
}

Authoriser::~Authoriser() = default;

bool Authoriser::isFresh() const
{
    return m_have && m_clock.monotonicNs() < m_validUntilNs;
}

async::Request Authoriser::obtain(Reply reply)
{
    if (isFresh())
        return later(this, [this, reply = std::move(reply)] { reply(m_credentials); });
    const quint64 id = m_nextId++;
    m_waiting.push_back({id, std::move(reply)});
    if (!std::exchange(m_busy, true))
        m_running = later(this, [this] { begin(); });
    QPointer<Authoriser> self(this);
    return async::Request([self, id] {
        if (self)
            std::erase_if(self->m_waiting, [id](const Waiting &w) { return w.id == id; });
    });
}

bool Authoriser::rejected()
{
    const bool wasHeld = m_have;
    m_have = false;
    m_token = Secret();
    const auto canChange = [](const SecretRef &ref) {
        return ref.kind == SecretRef::Kind::File || ref.kind == SecretRef::Kind::Command;
    };
    return wasHeld && (m_options.auth.kind == AuthOptions::Kind::OAuth2 ||
                       std::any_of(m_wanted.begin(), m_wanted.end(), canChange));
}

void Authoriser::begin()
{
    m_secrets.clear();
    if (m_clock.monotonicNs() >= m_tokenUntilNs)
        m_token = Secret();
    nextSecret();
}

void Authoriser::nextSecret()
{
    const std::size_t index = m_secrets.size();
    if (index == m_wanted.size()) {
        haveSecrets();
        return;
    }
    if (m_wanted[index].isNone()) {
        m_secrets.emplace_back();
        nextSecret();
        return;
    }
    m_running = resolveSecret(m_wanted[index], m_store, this, [this](base::Result<Secret> secret) {
        if (!secret) {
            finish(secret.error());
            return;
        }
        m_secrets.push_back(*secret);
        nextSecret();
    });
}

void Authoriser::haveSecrets()
{
    if (m_options.auth.kind == AuthOptions::Kind::OAuth2 && m_token.isEmpty()) {
        fetchToken();
        return;
    }
    finish(build());
}

base::Result<Credentials> Authoriser::build()
{
    Credentials out;
    auto tls = sslConfiguration(m_options.tls, m_secrets[1]);
    if (!tls)
        return tls.error();
    out.tls = *tls;
    if (!m_options.proxy.isEmpty()) {
        out.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, m_options.proxy.host(),
                                  static_cast<quint16>(m_options.proxy.port(8080)), m_options.proxyUser,
                                  QString::fromUtf8(m_secrets[2].reveal()));
    }
    const auto &auth = m_options.auth;
    if (auth.kind == AuthOptions::Kind::Basic)
        out.headers.push_back(
            {"Authorization", "Basic " + QByteArray(auth.user.toUtf8() + ':' + m_secrets[0].reveal()).toBase64()});
    else if (auth.kind == AuthOptions::Kind::Bearer)
        out.headers.push_back({"Authorization", "Bearer " + m_secrets[0].reveal()});
    else if (auth.kind == AuthOptions::Kind::OAuth2)
        out.headers.push_back({"Authorization", "Bearer " + m_token.reveal()});
    for (const auto &header : m_options.headers)
        out.headers.push_back(header);
    for (std::size_t i = 0; i < m_options.secretHeaders.size(); ++i)
        out.headers.push_back({m_options.secretHeaders[i].name, m_secrets[3 + i].reveal()});
    for (const auto &header : out.headers) {
        if (!isValidHeader(header.name, header.value))
            return makeError(ErrorKind::Invalid, text("The header %1 of %2 holds characters that may not be sent (line "
                                                      "breaks, controls or non-ASCII letters), or is empty.")
                                                     .arg(QString::fromLatin1(header.name.left(64)), m_options.name));
    }
    return out;
}

void Authoriser::fetchToken()
{
    auto tls = sslConfiguration(m_options.tls, m_secrets[1]);
    if (!tls) {
        finish(tls.error());
        return;
    }
    Params form{{u"grant_type"_s, u"client_credentials"_s}};
    if (!m_options.auth.scope.isEmpty())
        form.emplace_back(u"scope"_s, m_options.auth.scope);
    if (!m_options.auth.audience.isEmpty())
        form.emplace_back(u"audience"_s, m_options.auth.audience);
    HttpRequest request;
    request.method = Method::Form;
    request.url = m_options.auth.tokenUrl;
    request.body = encodeForm(form);
    request.contentType = "application/x-www-form-urlencoded";
    // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
    const QByteArray client = QUrl::toPercentEncoding(m_options.auth.clientId) + ':' +
                              QUrl::toPercentEncoding(QString::fromUtf8(m_secrets[0].reveal()));
    Credentials credentials;
    credentials.tls = *tls;
    credentials.headers = {{"Authorization", "Basic " + client.toBase64()}, {"Accept", "application/json"}};
    TransferLimits limits = transferLimits(m_options);
    limits.maxBodyBytes = 1 << 20;
    limits.deadline = milliseconds(15'000);
    m_running = startTransfer(
        TransferContext{nullptr, nullptr, m_clock, m_options.tls, text("The token server of %1").arg(m_options.name)},
        request, credentials, limits, this,
        [this](base::Result<HttpResponse> answer, TransferFacts) { tokenAnswered(answer); });
}

void Authoriser::tokenAnswered(const base::Result<HttpResponse> &answer)
{
    if (!answer) {
        finish(answer.error());
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
    const QByteArray token = json.value(u"access_token"_s).toString().toLatin1();
    if (answer->status != 200 || token.isEmpty()) {
        auto error = makeError(
            ErrorKind::Unauthorized,
            text("The token server of %1 gave no token (%2).").arg(m_options.name, QString::number(answer->status)),
            json.value(u"error"_s).toString().left(200) + u' ' +
                json.value(u"error_description"_s).toString().left(1000));
        error.httpStatus = answer->status;
        finish(error);
        return;
    }
    m_token = Secret(token);
    const auto life = static_cast<qint64>(std::clamp(json.value(u"expires_in"_s).toDouble(3600), 1.0, 86400.0 * 30)) *
                      base::nsPerSecond;
    m_tokenUntilNs = m_clock.monotonicNs() + std::max(life - tokenMarginNs, life / 2);
    finish(build());
}

void Authoriser::finish(base::Result<Credentials> result)
{
    m_busy = false;
    m_have = result.ok();
    if (result.ok()) {
        m_credentials = *result;
        const bool mayChange = std::any_of(m_wanted.begin(), m_wanted.end(),
                                           [](const SecretRef &r) { return r.kind == SecretRef::Kind::File; });
        m_validUntilNs = mayChange ? m_clock.monotonicNs() + rereadNs : std::numeric_limits<qint64>::max();
        if (m_options.auth.kind == AuthOptions::Kind::OAuth2)
            m_validUntilNs = std::min(m_validUntilNs, m_tokenUntilNs);
    }
    m_secrets.clear();
    // Someone's answer may drop another's request, ask anew, or end this object.
    const quint64 last = m_nextId;
    QPointer<Authoriser> self(this);
    while (self && !m_waiting.empty() && m_waiting.front().id < last) {
        Reply reply = std::move(m_waiting.front().reply);
        m_waiting.erase(m_waiting.begin());
        reply(result);
    }
}

} // namespace wf::net
