// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"
#include "models/signals/typewords.h"
#include "models/sources/environment/environment.h"
#include "models/sources/environment/yamltree.h"

namespace wf::sources {

using namespace Qt::StringLiterals;

namespace {
class Writer {
public:
    explicit Writer(int indent) : m_indent(indent) {}
    QString out;

    void line(const QString &key, const QString &value)
    {
        out += QString(m_indent, u' ') + key + u": "_s + value + u'\n';
    }
    void word(const QString &key, const QString &value)
    {
        if (!value.isEmpty())
            line(key, yamlScalar(value));
    }
    void words(const QString &key, const QStringList &values)
    {
        if (values.isEmpty())
            return;
        QStringList escaped;
        for (const auto &value : values)
            escaped << yamlScalar(value);
        line(key, u'[' + escaped.join(u", "_s) + u']');
    }
    void secret(const QString &key, const net::SecretRef &ref) { word(key, ref.toString()); }
    void duration(const QString &key, net::milliseconds value, net::milliseconds usual)
    {
        if (value != usual)
            word(key, base::promDuration(value.count() * base::nsPerMs));
    }
    void group(const QString &key, const QString &inner)
    {
        if (!inner.isEmpty())
            out += QString(m_indent, u' ') + key + u":\n"_s + inner;
    }

private:
    int m_indent;
};

QString writeAuth(const net::AuthOptions &auth)
{
    static const QStringList kinds{u"none"_s, u"basic"_s, u"bearer"_s, u"oauth2"_s};
    if (auth.kind == net::AuthOptions::Kind::None)
        return {};
    Writer w(6);
    w.word(u"type"_s, kinds.at(static_cast<qsizetype>(auth.kind)));
    w.word(u"user"_s, auth.user);
    w.secret(u"secret"_s, auth.secret);
    w.word(u"tokenUrl"_s, auth.tokenUrl.toString(QUrl::FullyEncoded));
    w.word(u"clientId"_s, auth.clientId);
    w.word(u"scope"_s, auth.scope);
    w.word(u"audience"_s, auth.audience);
    return w.out;
}

QString writeTls(const net::TlsOptions &tls)
{
    Writer w(6);
    w.word(u"ca"_s, tls.caFile);
    w.word(u"cert"_s, tls.certFile);
    w.word(u"key"_s, tls.keyFile);
    w.secret(u"keyPassword"_s, tls.keyPassword);
    w.word(u"pin"_s, QString::fromLatin1(tls.pinSha256));
    return w.out;
}

QString writeSource(const SourceSettings &source)
{
    const SourceSettings usual;
    Writer w(4);
    w.word(u"id"_s, source.id);
    w.word(u"name"_s, source.name);
    w.word(u"kind"_s, signals::wordOf(source.kind));
    w.word(u"product"_s, source.product);
    w.word(u"url"_s, source.url.toString(QUrl::FullyEncoded));
    w.word(u"tenant"_s, source.tenant);
    w.group(u"auth"_s, writeAuth(source.auth));
    w.group(u"tls"_s, writeTls(source.tls));
    w.word(u"proxy"_s, source.proxy.toString(QUrl::FullyEncoded));
    w.word(u"proxyUser"_s, source.proxyUser);
    w.secret(u"proxyPassword"_s, source.proxyPassword);
    Writer headers(6), secretHeaders(6);
    for (const auto &header : source.headers)
        headers.word(yamlScalar(QString::fromLatin1(header.name)), QString::fromUtf8(header.value));
    for (const auto &header : source.secretHeaders)
        secretHeaders.secret(yamlScalar(QString::fromLatin1(header.name)), header.value);
    w.group(u"headers"_s, headers.out);
    w.group(u"secretHeaders"_s, secretHeaders.out);
    w.duration(u"connectTimeout"_s, source.connectTimeout, usual.connectTimeout);
    w.duration(u"idleTimeout"_s, source.idleTimeout, usual.idleTimeout);
    if (source.concurrency != usual.concurrency)
        w.line(u"concurrency"_s, QString::number(source.concurrency));
    if (source.maxAnswerMiB != usual.maxAnswerMiB)
        w.line(u"maxAnswerMiB"_s, QString::number(source.maxAnswerMiB));
    return u"  - "_s + w.out.mid(4);
}
} // namespace

QByteArray writeEnvironment(const Environment &environment)
{
    Writer w(0);
    w.out =
        u"# A Watchfloor environment. Secrets are kept elsewhere: stored:NAME, env:VARIABLE, file:PATH or command:PROGRAM.\n"_s;
    w.word(u"name"_s, environment.name);
    w.word(u"colour"_s, environment.colour);
    if (environment.readOnly)
        w.line(u"readOnly"_s, u"true"_s);
    w.word(u"tenant"_s, environment.tenant);
    w.word(u"defaultRange"_s, base::promDuration(environment.defaultRangeNs));
    w.words(u"objectives"_s, environment.objectives);
    w.words(u"agreements"_s, environment.agreements);
    if (environment.hasStation)
        w.word(u"station"_s, environment.stationConfig.isEmpty() ? u"default"_s : environment.stationConfig);
    Writer subjects(2);
    subjects.words(u"service"_s, environment.subjects.service);
    subjects.words(u"region"_s, environment.subjects.region);
    subjects.words(u"instance"_s, environment.subjects.instance);
    subjects.words(u"version"_s, environment.subjects.version);
    subjects.words(u"operation"_s, environment.subjects.operation);
    w.group(u"subjects"_s, subjects.out);
    QString sources;
    for (const auto &source : environment.sources)
        sources += writeSource(source);
    w.group(u"sources"_s, sources);
    return w.out.toUtf8();
}

} // namespace wf::sources
