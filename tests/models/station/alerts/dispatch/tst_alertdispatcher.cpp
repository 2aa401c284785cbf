// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/dispatch/alertdispatcher.h"

#include "tests/support/httpserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace wf::station;
using support::HttpResponse;
using support::HttpServer;

namespace {

const QString path = QStringLiteral("/api/v2/alerts");

std::vector<PostedAlert> alerts(int count, int from = 0)
{
    std::vector<PostedAlert> out;
    for (int i = from; i < from + count; ++i)
        out.push_back({{{"alertname", "A" + std::to_string(i)}}, {{"summary", "ü"}}, 1'800'000'000'000'000'000, 0, {}});
    return out;
}

net::HttpOptions to(const HttpServer &server)
{
    net::HttpOptions options;
    options.name = QStringLiteral("am");
    options.base = server.url();
    return options;
}

QJsonArray bodyOf(const support::HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).array();
}

} // namespace

class AlertDispatcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void tellsEveryAlertmanager();
    void sendsInBatches();
    void addsExternalLabelsAndRelabels();
    void countsWhatFailsAndGoesOn();
    void dropsTheOldestWhenTheQueueIsFull();
    void aDeadOneHoldsNobodyUp();
};

void AlertDispatcherTest::tellsEveryAlertmanager()
{
    HttpServer one;
    HttpServer two;
    one.on(path, HttpResponse::json({}));
    two.on(path, HttpResponse::json({}));
    const base::SystemClock clock;
    AlertDispatcher dispatcher({{to(one), to(two)}, {}, {}}, {clock});
    dispatcher.send(alerts(1));
    QTRY_COMPARE(one.count(path) + two.count(path), 2);
    const QJsonObject sent = bodyOf(one.requests().at(0)).at(0).toObject();
    QCOMPARE(sent[u"labels"][u"alertname"].toString(), QStringLiteral("A0"));
    QCOMPARE(sent[u"annotations"][u"summary"].toString(), QStringLiteral("ü"));
    QCOMPARE(sent[u"startsAt"].toString(), QStringLiteral("2027-01-15T08:00:00.000Z"));
    QVERIFY(!sent.contains(u"endsAt"));
    QTRY_COMPARE(dispatcher.states().at(0).sent, 1);
    QVERIFY(dispatcher.states().at(0).lastSentNs > 0);
}

void AlertDispatcherTest::sendsInBatches()
{
    HttpServer server;
    server.on(path, HttpResponse::json({}));
    const base::SystemClock clock;
    AlertDispatcher dispatcher({{to(server)}, {}, {}}, {clock});
    dispatcher.send(alerts(150));
    QTRY_COMPARE(dispatcher.states().at(0).sent, 150);
    QList<qsizetype> sizes;
    for (const auto &request : server.requests())
        sizes << bodyOf(request).size();
    QCOMPARE(sizes, (QList<qsizetype>{64, 64, 22}));
}

void AlertDispatcherTest::addsExternalLabelsAndRelabels()
{
    HttpServer server;
    server.on(path, HttpResponse::json({}));
    const base::SystemClock clock;
    RelabelOptions drop;
    drop.action = RelabelOptions::Action::Drop;
    drop.sourceLabels = {"alertname"};
    drop.regex = "A1";
    DispatchOptions options{{to(server)}, {{"cluster", "c1"}, {"alertname", "never"}}, {*RelabelRule::make(drop)}};
    AlertDispatcher dispatcher(options, {clock});
    dispatcher.send(alerts(2));
    QTRY_COMPARE(dispatcher.states().at(0).sent, 1);
    const QJsonArray body = bodyOf(server.requests().at(0));
    QCOMPARE(body.size(), 1);
    QCOMPARE(body.at(0)[u"labels"][u"cluster"].toString(), QStringLiteral("c1"));
    QCOMPARE(body.at(0)[u"labels"][u"alertname"].toString(), QStringLiteral("A0"));
}

void AlertDispatcherTest::countsWhatFailsAndGoesOn()
{
    HttpServer server;
    server.onSequence(path, {HttpResponse::json("\"at least one label pair required\"", 400), HttpResponse::json({})});
    const base::SystemClock clock;
    AlertDispatcher dispatcher({{to(server)}, {}, {}}, {clock});
    dispatcher.send(alerts(2));
    QTRY_COMPARE(dispatcher.states().at(0).failed, 2);
    const auto error = dispatcher.states().at(0).lastError;
    QVERIFY(error && error->kind == base::ErrorKind::BadRequest);
    QVERIFY2(error->detail.contains(QStringLiteral("label pair")), qPrintable(error->detail));
    dispatcher.send(alerts(1));
    QTRY_COMPARE(dispatcher.states().at(0).sent, 1);
    QVERIFY(!dispatcher.states().at(0).lastError);
    QCOMPARE(server.count(path), 2); // a request is never repeated
}

void AlertDispatcherTest::dropsTheOldestWhenTheQueueIsFull()
{
    HttpServer server;
    server.on(path, HttpResponse::json({}).delayed(std::chrono::milliseconds(200)));
    const base::SystemClock clock;
    DispatchOptions options{{to(server)}, {}, {}};
    options.queue = 3;
    options.batch = 2;
    AlertDispatcher dispatcher(options, {clock});
    dispatcher.send(alerts(2)); // under way
    dispatcher.send(alerts(5, 2));
    QCOMPARE(dispatcher.states().at(0).dropped, 2);
    QCOMPARE(dispatcher.states().at(0).waiting, 3);
    QTRY_COMPARE(dispatcher.states().at(0).sent, 5);
    QCOMPARE(bodyOf(server.requests().at(1)).at(0)[u"labels"][u"alertname"].toString(), QStringLiteral("A4"));
}

void AlertDispatcherTest::aDeadOneHoldsNobodyUp()
{
    HttpServer dead;
    HttpServer alive;
    dead.on(path, HttpResponse::hang());
    alive.on(path, HttpResponse::json({}));
    const base::SystemClock clock;
    AlertDispatcher dispatcher({{to(dead), to(alive)}, {}, {}}, {clock});
    for (int i = 0; i < 5; ++i)
        dispatcher.send(alerts(1, i));
    QTRY_COMPARE(dispatcher.states().at(1).sent, 5);
    QCOMPARE(dispatcher.states().at(0).sent, 0);
}

QTEST_GUILESS_MAIN(AlertDispatcherTest)
#include "tst_alertdispatcher.moc"
