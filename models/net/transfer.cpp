// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/transfer_p.h"

#include "models/base/logging.h"
#include "models/net/address.h"
#include "models/net/body/oneshotbody.h"
#include "models/net/tls.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {
constexpr int maxHops = 3;
constexpr qint64 readBuffer = 1 << 20;
constexpr qint64 maxQueued = 4 << 20;
constexpr qint64 errorBodyBytes = 64 * 1024;

QString text(const char *source)
{
    return QCoreApplication::translate("Net", source);
}
QString seconds(milliseconds ms)
{
    return QString::number(static_cast<double>(ms.count()) / 1000.0);
}
} // namespace

TransferLimits transferLimits(const HttpOptions &o)
{
    return {o.connectTimeout,      o.idleTimeout,        milliseconds(60'000), o.maxBodyBytes,
            o.maxCompressionRatio, o.compressOnLoopback, milliseconds(0)};
}

Transfer::Transfer(const TransferContext &context, HttpRequest request, const Credentials &credentials,
                   TransferLimits limits, QObject *parent, TransferDone done)
    : QObject(parent),
      m_context(context),
      m_request(std::move(request)),
      m_credentials(credentials),
      m_limits(limits),
      m_done(std::move(done)),
      m_url(m_request.url)
{
    if (!m_context.manager) {
        m_context.manager = new QNetworkAccessManager(this);
        m_context.manager->setProxy(credentials.proxy);
    }
    for (QTimer *timer : {&m_connect, &m_idle, &m_deadline}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer); // coarse ones fire up to 5 % early
    }
    connect(&m_connect, &QTimer::timeout, this, [this] {
        const QString what = text("No connection to %1 within %2 s.").arg(m_context.name, seconds(m_limits.connect));
        timedOut(m_isConnecting ? what
                                : what + u' ' + text("The name %1 was not found out until then.").arg(m_url.host()));
    });
    connect(&m_idle, &QTimer::timeout, this,
            [this] { timedOut(text("%1 sent nothing for %2 s.").arg(m_context.name, seconds(m_limits.idle))); });
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const milliseconds whole = std::max(m_limits.deadline, m_limits.askedFor); // earlier tries count
        timedOut(text("%1 did not answer completely within %2 s.").arg(m_context.name, seconds(whole)));
    });
}

Transfer::~Transfer()
{
    if (m_pipe)
        m_pipe->abandon();
    dropReply();
}

void Transfer::dropReply()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply.clear();
}

void Transfer::start()
{
    for (const auto &header : m_request.headers) {
        if (!isValidHeader(header.name, header.value)) {
            deliver(
                makeError(ErrorKind::Invalid,
                          text("The header %1 may not be sent: it holds line breaks, controls or non-ASCII letters.")
                              .arg(QString::fromLatin1(header.name.left(64)))));
            return;
        }
    }
    m_startNs = m_context.clock.monotonicNs();
    m_deadline.start(m_limits.deadline);
    m_idle.start(m_limits.idle);
    watch();
}

QNetworkRequest Transfer::networkRequest() const
{
    QNetworkRequest request(m_url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // T7
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy); // T4
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setSslConfiguration(m_credentials.tls);
    request.setRawHeader("User-Agent", userAgent());
    // Set by hand: Qt then leaves the body alone, and a truncated one cannot pass for an empty one (F6).
    const bool compress = m_limits.compressOnLoopback || !isLoopback(m_url);
    request.setRawHeader("Accept-Encoding", compress ? "gzip" : "identity");
    for (const auto &header : m_credentials.headers)
        request.setRawHeader(header.name, header.value);
    for (const auto &header : m_request.headers)
        request.setRawHeader(header.name, header.value);
    if (m_request.method == Method::Form || m_request.method == Method::Post)
        request.setHeader(QNetworkRequest::ContentTypeHeader, m_request.contentType);
    return request;
}

QNetworkReply *Transfer::send(const QNetworkRequest &request)
{
    QNetworkAccessManager &manager = *m_context.manager;
    switch (m_request.method) {
    case Method::Get:
        return manager.get(request);
    case Method::Delete:
        return manager.deleteResource(request);
    case Method::Form:
        return manager.post(request, m_request.body);
    case Method::Post:
        break;
    }
    QNetworkRequest write = request;
    write.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    write.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
    auto *body = new OneShotBody(m_request.body, this);
    return manager.post(write, body);
}

void Transfer::watch()
{
    m_replyDone = false;
    m_reply = send(networkRequest());
    m_reply->setReadBufferSize(readBuffer); // T9
    // First the name is looked up, then the connection made; each may take as long. None of it with one that is kept.
    m_isConnecting = false;
    m_connect.start(m_limits.connect);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_isConnecting = true;
        m_connect.start(m_limits.connect);
    });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_connect.stop();
        m_idle.start(m_limits.idle);
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this] { m_idle.start(m_limits.idle); });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { headArrived(); });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { readMore(); });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { checkPin(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { checkTls(errors); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { replyFinished(); });
}

void Transfer::checkTls(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    const auto excused = excusedByPin(m_context.tls, leaf, errors);
    if (!excused.isEmpty())
        m_reply->ignoreSslErrors(excused); // only with a pinned certificate
    else
        fail(tlsError(m_context.name, leaf, errors));
}

void Transfer::checkPin()
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    if (!matchesPin(m_context.tls, leaf))
        fail(tlsError(m_context.name, leaf, {}));
}

bool Transfer::isWebPage() const
{
    return m_response.contentType.toLower().startsWith("text/html");
}

int Transfer::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

void Transfer::headArrived()
{
    if (m_over || m_pipe || status() == 0 || (status() >= 300 && status() < 400))
        return;
    m_facts.firstByteSeen = true;
    m_response.status = status();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        m_response.headers.push_back({name.toLower(), value});
    m_response.contentType = m_response.header("content-type");
    m_response.serverTimeNs = parseHttpDate(m_response.header("date")).value_or(0);
    makePipe(m_response.status);
}

void Transfer::makePipe(int httpStatus)
{
    BodyPipe::Setup setup;
    const QByteArray coding = m_response.header("content-encoding").trimmed().toLower();
    if (coding == "gzip" || coding == "x-gzip") {
        setup.compression = Inflater::Format::Gzip;
    } else if (coding == "deflate") {
        setup.compression = Inflater::Format::Deflate;
    } else if (!coding.isEmpty() && coding != "identity") {
        fail(makeError(ErrorKind::NotUnderstood, text("%1 compressed its answer in a way that was not asked for (%2).")
                                                     .arg(m_context.name, QString::fromLatin1(coding.left(40)))));
        return;
    }
    setup.limits = {m_limits.maxBodyBytes, m_limits.maxCompressionRatio};
    setup.pool = m_context.pool;
    if (httpStatus >= 400)
        setup.keepAtMost = errorBodyBytes;
    else if (httpStatus == 200 && m_request.consumer)
        setup.consumer = m_consumer = m_request.consumer();
    m_pipe = BodyPipe::make(
        std::move(setup), this, [this](base::Status s) { bodyFinished(std::move(s)); }, [this] { readMore(); });
}

void Transfer::readMore()
{
    if (m_over || !m_reply)
        return;
    headArrived();
    if (!m_pipe)
        return;
    while (m_pipe->queuedBytes() < maxQueued) {
        QByteArray piece = m_reply->read(readBuffer);
        if (piece.isEmpty())
            break;
        m_response.receivedBytes += piece.size();
        m_idle.start(m_limits.idle);
        m_pipe->push(std::move(piece));
    }
    if (m_reply->bytesAvailable() > 0)
        m_idle.stop(); // we are the slow side now; the pipe calls again when it is drained
    else if (m_replyDone)
        m_pipe->close();
}

bool Transfer::followRedirect(int httpStatus)
{
    const QUrl target = m_url.resolved(QUrl(QString::fromUtf8(m_reply->rawHeader("Location"))));
    const bool isFollowable = httpStatus != 300 && httpStatus != 304 && target.isValid();
    if (m_request.method != Method::Get || !isFollowable || !sameOrigin(m_url, target) || m_hops >= maxHops) {
        const QString where = hostAndPort(target);
        auto error = makeError(
            ErrorKind::Redirected,
            m_hops >= maxHops ? text("%1 redirects in circles.").arg(m_context.name)
                              : text("%1 points to %2. Enter that address in the connection if it is the right one; "
                                     "logins are never passed on to another place.")
                                    .arg(m_context.name, where.isEmpty() ? text("another place") : where));
        error.httpStatus = httpStatus;
        fail(error);
        return true;
    }
    ++m_hops;
    m_url = target;
    dropReply();
    watch();
    return true;
}

void Transfer::replyFinished()
{
    m_connect.stop();
    if (m_over)
        return;
    m_replyDone = true;
    const int httpStatus = status();
    if (httpStatus >= 300 && httpStatus < 400 && followRedirect(httpStatus))
        return;
    headArrived();
    if (m_over)
        return;
    const bool isAnswer = httpStatus >= 400 || (httpStatus > 0 && m_reply->error() == QNetworkReply::NoError);
    if (!isAnswer) {
        fail(transportError());
        return;
    }
    readMore();
}

void Transfer::bodyFinished(base::Status bodyStatus)
{
    if (m_over)
        return;
    const QByteArray length = m_response.header("content-length");
    const bool isShort = m_replyDone && !length.isEmpty() && length.toLongLong() > m_response.receivedBytes;
    if (!bodyStatus && isWebPage()) {
        fail(makeError(ErrorKind::NotUnderstood,
                       text("%1 answered with a web page instead of data: a login page, or the wrong address.")
                           .arg(m_context.name)));
        return;
    }
    if (m_response.status < 300 && (!bodyStatus || isShort)) {
        base::Error error =
            isShort ? makeError(ErrorKind::NotUnderstood, text("The answer is cut short.")) : bodyStatus.error();
        error.summary = m_context.name + u": "_s + error.summary;
        fail(std::move(error));
        return;
    }
    m_response.body = m_pipe->takeBody();
    m_response.consumer = m_consumer;
    m_response.elapsedNs = m_context.clock.monotonicNs() - m_startNs;
    deliver(std::move(m_response));
}

base::Error Transfer::transportError() const
{
    const auto code = m_reply->error();
    const QString detail = m_reply->errorString();
    if (m_facts.firstByteSeen)
        return makeError(ErrorKind::NotUnderstood, text("The answer of %1 is cut short.").arg(m_context.name), detail);
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
        return makeError(
            ErrorKind::Unreachable,
            text("%1 refuses the connection: nothing listens on %2.").arg(m_context.name, hostAndPort(m_url)), detail);
    case QNetworkReply::HostNotFoundError:
        return makeError(ErrorKind::Unreachable, text("The host %1 is not known. Check its name.").arg(m_url.host()),
                         detail);
    case QNetworkReply::SslHandshakeFailedError:
        return makeError(ErrorKind::Tls, text("No secure connection to %1: the handshake failed.").arg(m_context.name),
                         detail);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return makeError(ErrorKind::Unreachable, text("The proxy to %1 cannot be reached.").arg(m_context.name),
                         detail);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return makeError(ErrorKind::Unauthorized, text("The proxy to %1 wants a login.").arg(m_context.name), detail);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return makeError(ErrorKind::NotUnderstood, text("%1 does not speak HTTP.").arg(m_context.name), detail);
    default:
        break;
    }
    if (m_request.method == Method::Post)
        return makeError(
            ErrorKind::NotUnderstood,
            text("The connection to %1 broke before it answered: whether it did what was asked is not known.")
                .arg(m_context.name),
            detail);
    return makeError(ErrorKind::Unreachable, text("The connection to %1 broke before it answered.").arg(m_context.name),
                     detail);
}

void Transfer::timedOut(const QString &what)
{
    fail(makeError(ErrorKind::Timeout, what));
}

void Transfer::fail(base::Error error)
{
    if (m_over)
        return;
    // A login page asked for again is a login page again.
    m_facts.truncated = m_facts.firstByteSeen && error.kind == ErrorKind::NotUnderstood && !isWebPage();
    deliver(std::move(error));
}

void Transfer::stop()
{
    m_over = true;
    for (QTimer *timer : {&m_connect, &m_idle, &m_deadline})
        timer->stop();
    if (m_pipe)
        m_pipe->abandon();
    dropReply();
    deleteLater(); // not at once: this may be one of its own signals
}

void Transfer::cancel()
{
    if (!m_over)
        stop();
    m_done = nullptr;
}

void Transfer::deliver(base::Result<HttpResponse> result)
{
    if (m_over)
        return;
    if (!result)
        qCDebug(base::lcNet).noquote() << m_context.name << base::errorKindName(result.error().kind);
    stop();
    auto done = std::exchange(m_done, nullptr);
    done(std::move(result), m_facts);
}

async::Request startTransfer(const TransferContext &context, const HttpRequest &request, const Credentials &credentials,
                             const TransferLimits &limits, QObject *parent, TransferDone done)
{
    auto *transfer = new Transfer(context, request, credentials, limits, parent, std::move(done));
    QTimer::singleShot(0, transfer, [transfer] {
        if (!transfer->isOver())
            transfer->start();
    });
    QPointer<Transfer> guard(transfer);
    return async::Request([guard] {
        if (guard)
            guard->cancel();
    });
}

} // namespace wf::net
