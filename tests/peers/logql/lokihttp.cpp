// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/logql/lokihttp.h"

#include "models/wire/loki/loki.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QTest>

#include <map>

namespace wf::tests {

using namespace Qt::StringLiterals;

namespace {

QJsonObject asJson(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

} // namespace

std::pair<int, QByteArray> LokiHttp::send(const QNetworkRequest &request, const QByteArray &body)
{
    const std::unique_ptr<QNetworkReply> reply(body.isEmpty() ? m_network.get(request) : m_network.post(request, body));
    if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 30'000))
        return {0, "no answer within 30 s"};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

QString LokiHttp::push(const std::vector<signals::LogLine> &lines)
{
    std::map<base::Labels, QJsonArray> streams;
    for (const auto &line : lines) {
        QJsonArray entry{QString::number(line.timeNs), QString::fromStdString(line.text)};
        if (!line.metadata.isEmpty())
            entry.append(asJson(line.metadata));
        streams[line.stream].append(entry);
    }
    QJsonArray all;
    for (const auto &[labels, values] : streams)
        all.append(QJsonObject{{u"stream"_s, asJson(labels)}, {u"values"_s, values}});
    QNetworkRequest request(m_url.resolved(QUrl(u"/loki/api/v1/push"_s)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const auto [status, body] = send(request, QJsonDocument(QJsonObject{{u"streams"_s, all}}).toJson());
    return status == 204 ? QString() : u"%1 %2"_s.arg(status).arg(QString::fromUtf8(body));
}

base::Result<LokiHttp::Answer> LokiHttp::ask(const QString &path, const QList<std::pair<QString, QString>> &parameters,
                                             query::LineOrder order)
{
    QByteArray form;
    for (const auto &[name, value] : parameters)
        form += (form.isEmpty() ? "" : "&") + name.toUtf8() + "=" + QUrl::toPercentEncoding(value);
    QUrl url = m_url.resolved(QUrl(path));
    url.setQuery(QString::fromUtf8(form));
    QNetworkRequest request(url);
    request.setRawHeader("X-Loki-Response-Encoding-Flags", "categorize-labels");
    request.setRawHeader("Cache-Control", "no-cache");
    const auto [status, body] = send(request, {});
    if (status != 200)
        return base::makeError(base::ErrorKind::BadRequest, QString::fromUtf8(body).trimmed());
    return wire::loki::decodeQuery(std::string_view(body.constData(), static_cast<std::size_t>(body.size())),
                                   order == query::LineOrder::Forward ? wire::loki::Order::OldestFirst
                                                                      : wire::loki::Order::NewestFirst);
}

base::Result<LokiHttp::Answer> LokiHttp::queryRange(const QString &query, qint64 startNs, qint64 endNs, qint64 stepNs,
                                                    query::LineOrder order, int limit)
{
    QList<std::pair<QString, QString>> parameters{
        {u"query"_s, query},
        {u"start"_s, QString::number(startNs)},
        {u"end"_s, QString::number(endNs)},
        {u"limit"_s, QString::number(limit)},
        {u"direction"_s, order == query::LineOrder::Forward ? u"forward"_s : u"backward"_s}};
    if (stepNs > 0)
        parameters.append({u"step"_s, QString::number(stepNs / 1'000'000'000)});
    return ask(u"/loki/api/v1/query_range"_s, parameters, order);
}

base::Result<LokiHttp::Answer> LokiHttp::queryInstant(const QString &query, qint64 timeNs)
{
    return ask(u"/loki/api/v1/query"_s, {{u"query"_s, query}, {u"time"_s, QString::number(timeNs)}},
               query::LineOrder::Forward);
}

} // namespace wf::tests
