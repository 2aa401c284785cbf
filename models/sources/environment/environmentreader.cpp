// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/environment.h"

#include "models/base/duration.h"
#include "models/net/address.h"
#include "models/sources/environment/yamltree.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <functional>

namespace wf::sources {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using signals::SourceKind;

namespace {
QString text(const char *source)
{
    return QCoreApplication::translate("Sources", source);
}

// Walks the document and keeps the first complaint.
class Reader {
public:
    explicit Reader(const QString &file) : m_file(QFileInfo(file).fileName()) {}

    void complain(int line, const QString &what)
    {
        if (!m_error)
            m_error =
                base::makeError(ErrorKind::Invalid, text("%1, line %2: %3").arg(m_file, QString::number(line), what));
    }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    using Field = std::function<void(const YamlValue &)>;
    // Every field of the map goes to its reader; unknown keys are a complaint that lists the known ones.
    void map(const YamlValue &value, const std::vector<std::pair<QString, Field>> &known)
    {
        if (value.kind == YamlValue::Kind::Null)
            return;
        if (value.kind != YamlValue::Kind::Map) {
            complain(value.line, text("Here should be keys and values, for example “%1: …”.").arg(known.front().first));
            return;
        }
        for (const auto &[key, field] : value.fields) {
            const auto at =
                std::find_if(known.begin(), known.end(), [&key = key](const auto &k) { return k.first == key; });
            if (at != known.end()) {
                if (field.kind != YamlValue::Kind::Null)
                    at->second(field);
                continue;
            }
            QStringList names;
            for (const auto &k : known)
                names << k.first;
            complain(field.line, text("“%1” is not known here. Write one of: %2.").arg(key, names.join(u", "_s)));
        }
    }
    Field word(QString &into)
    {
        return [this, &into](const YamlValue &v) {
            if (v.kind == YamlValue::Kind::Scalar)
                into = v.text;
            else
                complain(v.line, text("Here should be one value, not a list or a group."));
        };
    }
    Field words(QStringList &into)
    {
        return [this, &into](const YamlValue &v) {
            into.clear();
            for (const auto &item : v.kind == YamlValue::Kind::List ? v.items : std::vector{v}) {
                QString one;
                word(one)(item);
                into << one;
            }
        };
    }
    Field truth(bool &into)
    {
        return [this, &into](const YamlValue &v) {
            if (v.text == u"true" || v.text == u"false")
                into = v.text == u"true";
            else
                complain(v.line, text("Write true or false."));
        };
    }
    Field number(qint64 &into, qint64 least, qint64 most)
    {
        return [this, &into, least, most](const YamlValue &v) {
            bool ok = false;
            const qint64 n = v.text.toLongLong(&ok);
            if (ok && n >= least && n <= most)
                into = n;
            else
                complain(v.line,
                         text("Write a number from %1 to %2.").arg(QString::number(least), QString::number(most)));
        };
    }
    Field duration(qint64 &intoNs)
    {
        return [this, &intoNs](const YamlValue &v) {
            const auto ns = base::parseDuration(v.text);
            if (ns && *ns > 0)
                intoNs = *ns;
            else
                complain(v.line, text("Write a duration such as 30s, 15m or 6h."));
        };
    }
    Field milliseconds(net::milliseconds &into)
    {
        return [this, &into](const YamlValue &v) {
            qint64 ns = 0;
            duration(ns)(v);
            into = net::milliseconds(ns / base::nsPerMs);
        };
    }
    Field oneOf(const QStringList &choices, const std::function<void(qsizetype)> &chosen)
    {
        return [this, choices, chosen](const YamlValue &v) {
            const qsizetype at = choices.indexOf(v.text);
            if (at >= 0)
                chosen(at);
            else
                complain(v.line, text("“%1” is none of: %2.").arg(v.text.left(40), choices.join(u", "_s)));
        };
    }
    Field secret(net::SecretRef &into)
    {
        return [this, &into](const YamlValue &v) {
            into = net::SecretRef::parse(v.text);
            if (into.isNone())
                complain(v.line, text("Secrets are not written here. Write where it is kept: stored:NAME (keychain), "
                                      "env:VARIABLE, file:PATH or command:PROGRAM."));
        };
    }
    Field url(QUrl &into)
    {
        return [this, &into](const YamlValue &v) {
            const auto address = net::baseAddress(v.text);
            if (address)
                into = *address;
            else
                complain(v.line, address.error().summary);
        };
    }

private:
    QString m_file;
    std::optional<base::Error> m_error;
};

void readAuth(Reader &reader, const YamlValue &value, net::AuthOptions &auth)
{
    using Kind = net::AuthOptions::Kind;
    QString tokenUrl;
    reader.map(value, {{u"type"_s, reader.oneOf({u"none"_s, u"basic"_s, u"bearer"_s, u"oauth2"_s},
                                                [&](qsizetype i) { auth.kind = static_cast<Kind>(i); })},
                       {u"user"_s, reader.word(auth.user)},
                       {u"secret"_s, reader.secret(auth.secret)},
                       {u"tokenUrl"_s, reader.word(tokenUrl)},
                       {u"clientId"_s, reader.word(auth.clientId)},
                       {u"scope"_s, reader.word(auth.scope)},
                       {u"audience"_s, reader.word(auth.audience)}});
    auth.tokenUrl = QUrl(tokenUrl, QUrl::StrictMode);
    if (auth.kind != Kind::None && auth.secret.isNone())
        reader.complain(value.line, text("This login needs a secret, for example “secret: stored:NAME”."));
    if (auth.kind == Kind::Basic && auth.user.isEmpty())
        reader.complain(value.line, text("A basic login needs a user."));
    if (auth.kind == Kind::OAuth2 && (auth.clientId.isEmpty() || auth.tokenUrl.host().isEmpty()))
        reader.complain(value.line, text("An oauth2 login needs tokenUrl and clientId."));
}

void readTls(Reader &reader, const YamlValue &value, net::TlsOptions &tls)
{
    QString pin;
    reader.map(value, {{u"ca"_s, reader.word(tls.caFile)},
                       {u"cert"_s, reader.word(tls.certFile)},
                       {u"key"_s, reader.word(tls.keyFile)},
                       {u"keyPassword"_s, reader.secret(tls.keyPassword)},
                       {u"pin"_s, reader.word(pin)}});
    static const QRegularExpression form(u"^(sha256:)?[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}$"_s);
    if (!pin.isEmpty() && !form.match(pin).hasMatch())
        reader.complain(value.line,
                        text("A pin is the SHA-256 of the server's certificate: sha256: and 64 hexadecimal digits."));
    tls.pinSha256 = pin.toLatin1();
}

void readHeaders(Reader &reader, const YamlValue &value, SourceSettings &source, bool secret)
{
    for (const auto &[name, field] : value.fields) {
        const QByteArray header = name.toLatin1();
        if (!net::isValidHeader(header, secret ? QByteArrayLiteral("x") : field.text.toUtf8())) {
            reader.complain(
                field.line,
                text("“%1” is not a header that can be sent: only visible ASCII characters, and no line breaks.")
                    .arg(name.left(40)));
        } else if (secret) {
            net::SecretHeader one{header, {}};
            reader.secret(one.value)(field);
            source.secretHeaders.push_back(one);
        } else {
            source.headers.push_back({header, field.text.toUtf8()});
        }
    }
}

void readSource(Reader &reader, const YamlValue &value, SourceSettings &source)
{
    qint64 concurrency = source.concurrency;
    bool hasKind = false;
    reader.map(value, {{u"id"_s, reader.word(source.id)},
                       {u"name"_s, reader.word(source.name)},
                       {u"kind"_s, reader.oneOf({u"metrics"_s, u"alerts"_s, u"logs"_s, u"traces"_s},
                                                [&](qsizetype i) {
                                                    source.kind = static_cast<SourceKind>(i);
                                                    hasKind = true;
                                                })},
                       {u"product"_s, reader.word(source.product)},
                       {u"url"_s, reader.url(source.url)},
                       {u"tenant"_s, reader.word(source.tenant)},
                       {u"auth"_s, [&](const YamlValue &v) { readAuth(reader, v, source.auth); }},
                       {u"tls"_s, [&](const YamlValue &v) { readTls(reader, v, source.tls); }},
                       {u"proxy"_s, reader.url(source.proxy)},
                       {u"proxyUser"_s, reader.word(source.proxyUser)},
                       {u"proxyPassword"_s, reader.secret(source.proxyPassword)},
                       {u"headers"_s, [&](const YamlValue &v) { readHeaders(reader, v, source, false); }},
                       {u"secretHeaders"_s, [&](const YamlValue &v) { readHeaders(reader, v, source, true); }},
                       {u"connectTimeout"_s, reader.milliseconds(source.connectTimeout)},
                       {u"idleTimeout"_s, reader.milliseconds(source.idleTimeout)},
                       {u"concurrency"_s, reader.number(concurrency, 1, 6)},
                       {u"maxAnswerMiB"_s, reader.number(source.maxAnswerMiB, 1, 4096)}});
    source.concurrency = static_cast<int>(concurrency);
    static const QRegularExpression idForm(u"^[A-Za-z0-9._-]{1,64}$"_s);
    if (!idForm.match(source.id).hasMatch())
        reader.complain(
            value.line,
            text("Every source needs an id of letters, digits, “-”, “_” or “.”, for example “id: prometheus-eu”."));
    if (!hasKind)
        reader.complain(value.line,
                        text("The source “%1” needs a kind: metrics, alerts, logs or traces.").arg(source.id));
    if (source.url.isEmpty())
        reader.complain(value.line, text("The source “%1” needs a url.").arg(source.id));
    if (source.name.isEmpty())
        source.name = source.id;
}

void readSources(Reader &reader, const YamlValue &value, std::vector<SourceSettings> &sources)
{
    if (value.kind != YamlValue::Kind::List) {
        reader.complain(value.line, text("Sources are a list: begin each with “- id: …”."));
        return;
    }
    QSet<QString> ids;
    for (const auto &item : value.items) {
        SourceSettings source;
        readSource(reader, item, source);
        if (ids.contains(source.id))
            reader.complain(item.line, text("There are two sources with the id “%1”.").arg(source.id));
        ids.insert(source.id);
        sources.push_back(std::move(source));
    }
}
} // namespace

base::Result<Environment> readEnvironment(const QByteArray &yaml, const QString &file)
{
    Reader reader(file);
    const YamlResult document = readYaml(yaml);
    if (document.problem) {
        reader.complain(document.problem->line, document.problem->what);
        return *reader.error();
    }
    Environment environment;
    environment.id = QFileInfo(file).completeBaseName();
    auto &subjects = environment.subjects;
    reader.map(document.root,
               {{u"name"_s, reader.word(environment.name)},
                {u"colour"_s, reader.oneOf(environmentColours(),
                                           [&](qsizetype i) { environment.colour = environmentColours().at(i); })},
                {u"readOnly"_s, reader.truth(environment.readOnly)},
                {u"tenant"_s, reader.word(environment.tenant)},
                {u"defaultRange"_s, reader.duration(environment.defaultRangeNs)},
                {u"sources"_s, [&](const YamlValue &v) { readSources(reader, v, environment.sources); }},
                {u"subjects"_s,
                 [&](const YamlValue &v) {
                     reader.map(v, {{u"service"_s, reader.words(subjects.service)},
                                    {u"region"_s, reader.words(subjects.region)},
                                    {u"instance"_s, reader.words(subjects.instance)},
                                    {u"version"_s, reader.words(subjects.version)},
                                    {u"operation"_s, reader.words(subjects.operation)}});
                 }},
                {u"objectives"_s, reader.words(environment.objectives)},
                {u"agreements"_s, reader.words(environment.agreements)},
                {u"station"_s, [&](const YamlValue &v) {
                     environment.hasStation = true;
                     reader.word(environment.stationConfig)(v);
                     if (environment.stationConfig == u"default")
                         environment.stationConfig.clear();
                 }}});
    if (reader.error())
        return *reader.error();
    if (environment.name.isEmpty())
        environment.name = environment.id;
    return environment;
}

} // namespace wf::sources
