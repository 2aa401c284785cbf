// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/mail/smtp.h"

#include <curl/curl.h>

#include <cstring>
#include <memory>
#include <mutex>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

struct CurlEnd {
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlEnd>;
using List = std::unique_ptr<curl_slist, CurlEnd>;

struct Upload {
    QByteArray bytes;
    qsizetype at = 0;
};

std::size_t give(char *buffer, std::size_t size, std::size_t count, void *user)
{
    auto *upload = static_cast<Upload *>(user);
    const auto most = static_cast<qsizetype>(size * count);
    const qsizetype part = std::min(most, upload->bytes.size() - upload->at);
    std::memcpy(buffer, upload->bytes.constData() + upload->at, static_cast<std::size_t>(part));
    upload->at += part;
    return static_cast<std::size_t>(part);
}

int stopWhenAsked(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token *>(user)->stop_requested() ? 1 : 0;
}

QByteArray urlOf(const MailServer &server)
{
    const bool isTls = server.security == MailServer::Security::Tls;
    const int port = server.port > 0                                     ? server.port
                     : isTls                                             ? 465
                     : server.security == MailServer::Security::StartTls ? 587
                                                                         : 25;
    const QString host = server.host.contains(u':') ? u'[' + server.host + u']' : server.host;
    return QString(u"%1://%2:%3"_s.arg(isTls ? u"smtps"_s : u"smtp"_s, host, QString::number(port))).toUtf8();
}

base::Error errorOf(CURLcode code, long response, const MailServer &server, const char *detail)
{
    const QString words = QString::fromUtf8(*detail != '\0' ? detail : curl_easy_strerror(code));
    const auto error = [&](ErrorKind kind, const QString &what) {
        return makeError(kind, u"The mail server %1 %2"_s.arg(server.host, what), words);
    };
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return makeError(ErrorKind::Cancelled, u"Sending the mail was stopped"_s);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return error(ErrorKind::Unreachable, u"cannot be reached"_s);
    case CURLE_OPERATION_TIMEDOUT:
        return error(ErrorKind::Timeout, u"did not answer in time"_s);
    case CURLE_USE_SSL_FAILED:
        return error(ErrorKind::Tls, u"offers no encryption; set its security to what it has"_s);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return error(ErrorKind::Tls,
                     u"could not be trusted; name the file of its authority as caFile if it is your own"_s);
    case CURLE_LOGIN_DENIED:
        return error(ErrorKind::Unauthorized, u"refused the login; check user and password"_s);
    default:
        return response >= 500 ? error(ErrorKind::BadRequest, u"refused the mail"_s)
                               : error(ErrorKind::Unavailable, u"did not take the mail"_s);
    }
}

} // namespace

bool isPassing(const base::Error &error)
{
    return error.kind != ErrorKind::Invalid && error.kind != ErrorKind::BadRequest;
}

base::Status sendMail(const MailServer &server, const Secret &password, const Mail &mail, std::stop_token stop)
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    if (server.security == MailServer::Security::None && !server.user.isEmpty())
        return makeError(
            ErrorKind::Invalid,
            u"A password is only sent over TLS: set the security of %1 to starttls or tls"_s.arg(server.host));
    auto bytes = mailBytes(mail);
    if (!bytes)
        return bytes.error();
    const auto from = bareAddress(mail.from);
    List recipients;
    for (const QString &to : mail.to) {
        const auto bare = bareAddress(to);
        if (!bare)
            return bare.error();
        recipients.reset(curl_slist_append(recipients.release(), bare->toLatin1().constData()));
    }
    const Curl curl(curl_easy_init());
    if (!curl || !from)
        return makeError(ErrorKind::Unavailable, u"libcurl could not be started"_s);
    Upload upload{std::move(*bytes), 0};
    char detail[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl.get(), CURLOPT_URL, urlOf(server).constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                     server.security == MailServer::Security::None ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
    curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!server.caFile.isEmpty())
        curl_easy_setopt(curl.get(), CURLOPT_CAINFO, server.caFile.toLocal8Bit().constData());
    if (!server.user.isEmpty()) {
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, server.user.toUtf8().constData());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, password.reveal().constData());
    }
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from->toLatin1().constData());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &stopWhenAsked);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &stop);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, long{std::min(server.timeoutMs, 20'000)});
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, long{server.timeoutMs});
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail);
    const CURLcode code = curl_easy_perform(curl.get());
    long response = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &response);
    if (code != CURLE_OK)
        return errorOf(code, response, server, detail);
    return base::Done{};
}

} // namespace wf::net
