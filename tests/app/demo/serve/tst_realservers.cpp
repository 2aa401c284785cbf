// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/rules/rulebook.h"
#include "app/demo/serve/backfill.h"
#include "app/demo/serve/live.h"
#include "tests/support/peerlist.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace wf::app::demo;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

double now()
{
    return static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
}

QJsonObject ask(const QUrl &base, const QString &path, const QList<std::pair<QString, QString>> &items = {},
                bool post = false)
{
    QUrl url = base.resolved(QUrl(path));
    QUrlQuery query;
    for (const auto &[key, value] : items)
        query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    QNetworkAccessManager network;
    QNetworkReply *reply = post ? network.post(QNetworkRequest(url), QByteArray()) : network.get(QNetworkRequest(url));
    QSignalSpy done(reply, &QNetworkReply::finished);
    done.wait(20000);
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

QJsonArray rows(const QUrl &base, const QString &path, const QList<std::pair<QString, QString>> &items)
{
    return ask(base, path, items)[u"data"][u"result"].toArray();
}

} // namespace

// The shop against the real servers of ./dev test peers.
class RealServersTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void prometheusScrapesItAndThePaymentStoryAlerts_data();
    void prometheusScrapesItAndThePaymentStoryAlerts();
    void lokiAndJaegerHoldTheSameRequests_data();
    void lokiAndJaegerHoldTheSameRequests();
};

void RealServersTest::prometheusScrapesItAndThePaymentStoryAlerts_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("debian") << u"prometheus-debian"_s;
    QTest::newRow("3.5") << u"prometheus-3.5"_s;
}

void RealServersTest::prometheusScrapesItAndThePaymentStoryAlerts()
{
    QFETCH(QString, name);
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, name);
    const QUrl url = peers.find(name)->url;
    const QDir all = QFileInfo(qEnvironmentVariable("WF_PEERS")).dir();
    ShopOptions options;
    options.port = 0;
    options.anchor = onGrid(now()) - 1500.0;
    options.targets = all.filePath(u"targets"_s);
    QString problem;
    QVERIFY2(writeRules(all.filePath(u"rules"_s), &problem), qPrintable(problem));
    Live live(options);
    QVERIFY2(live.start(&problem), qPrintable(problem));
    (void)ask(url, u"/-/reload"_s, {}, true);
    const auto value = [&](const QString &query) {
        return rows(url, u"/api/v1/query"_s, {{u"query"_s, query}}).at(0)[u"value"][1].toString().toDouble();
    };
    QTRY_COMPARE_WITH_TIMEOUT(value(u"sum(up{region!=\"\"})"_s), 64.0, 90000); // every target is up
    const auto alerts = [&] {
        QSet<QString> names;
        for (const QJsonValue &alert : ask(url, u"/api/v1/alerts"_s)[u"data"][u"alerts"].toArray())
            names.insert(alert[u"labels"][u"alertname"].toString());
        return names;
    };
    for (const char *wanted : {"PspPoolSaturated", "PaymentProviderLatencyHigh", "PaymentP99LatencyHigh",
                               "CheckoutP99LatencyHigh", "GatewayTimeouts504", "CheckoutErrorRatioHigh"})
        QTRY_VERIFY2_WITH_TIMEOUT(alerts().contains(QLatin1String(wanted)), wanted, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(
        value(u"count(build_info{service=\"payment\",region=\"eu-west\",version=\"v2.31.0\"})"_s) > 3.5, 20000);
    QFile::remove(all.filePath(u"targets/halcyon.json"_s));
    for (const QString &file : QDir(all.filePath(u"rules"_s)).entryList({u"*.rules.yml"_s}))
        QFile::remove(all.filePath(u"rules/"_s + file));
    (void)ask(url, u"/-/reload"_s, {}, true);
}

void RealServersTest::lokiAndJaegerHoldTheSameRequests_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"jaeger-1.76", "jaeger-2.13", "jaeger-2.20"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RealServersTest::lokiAndJaegerHoldTheSameRequests()
{
    QFETCH(QString, name);
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, u"loki-3.7"_s);
    WF_NEED_PEER(peers, name);
    const QUrl loki = peers.find(u"loki-3.7"_s)->url;
    const QUrl jaeger = peers.find(name)->url;
    ShopOptions options;
    options.mode = ShopMode::Backfill;
    options.anchor = onGrid(now()) - 1500.0;
    options.from = now() - 600.0;
    options.pushed = 180.0;
    options.loki = loki;
    options.otlp = peers.find(name)->otlp;
    Backfill backfill(options);
    QSignalSpy finished(&backfill, &Backfill::finished);
    backfill.start();
    QVERIFY(finished.count() > 0 || finished.wait(60000));
    QCOMPARE(finished.first().first().toInt(), 0);

    const QString query =
        u"{service_name=\"payment\", region=\"eu-west\", level=\"warn\"} |= `psp pool acquire waited`"_s;
    QJsonArray streams;
    QTRY_VERIFY_WITH_TIMEOUT(!(streams = rows(loki, u"/loki/api/v1/query_range"_s,
                                              {{u"query"_s, query},
                                               {u"start"_s, QString::number(now() - 600.0, 'f', 0)},
                                               {u"end"_s, QString::number(now() + 60.0, 'f', 0)}}))
                                  .isEmpty(),
                             30000);
    const QJsonObject line = QJsonDocument::fromJson(streams[0][u"values"][0][1].toString().toUtf8()).object();
    QVERIFY(line[u"wait_ms"].toInt() > 500);
    const QString id = line[u"trace_id"].toString();
    QJsonArray traces;
    QTRY_VERIFY_WITH_TIMEOUT(!(traces = ask(jaeger, u"/api/traces/"_s + id)[u"data"].toArray()).isEmpty(), 20000);
    QSet<QString> operations;
    for (const QJsonValue &span : traces[0][u"spans"].toArray())
        operations.insert(span[u"operationName"].toString());
    QVERIFY(operations.contains(u"psp.pool.acquire"_s) && operations.contains(u"POST /checkout"_s));
}

QTEST_GUILESS_MAIN(RealServersTest)
#include "tst_realservers.moc"
