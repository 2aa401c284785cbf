// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/backfill.h"
#include "app/demo/serve/live.h"
#include "app/demo/serve/pusher.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf::app::demo;
using namespace wf::support;
using namespace Qt::StringLiterals;

namespace {

constexpr double anchor = 1778723352.0;

HttpResponse status(int code)
{
    HttpResponse response;
    response.status = code;
    return response;
}

} // namespace

class PushTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void busyReceiversAreAskedAgain();
    void refusedBodiesAreDroppedAndCounted();
    void theQueueIsBoundedAndLosesTheOldest();
    void backfillWritesFilesThenPushesOldTimestamps();
    void liveSendsTracesOnlyWhenTheyHaveEnded();
};

void PushTest::busyReceiversAreAskedAgain()
{
    HttpServer server;
    server.onSequence(u"/push"_s, {status(503), status(429), status(204)});
    Pusher pusher(server.url(u"/push"_s));
    pusher.post("one");
    QTRY_COMPARE_WITH_TIMEOUT(pusher.accepted(), quint64{1}, 10000);
    QCOMPARE(server.count(u"/push"_s), 3);
    QCOMPARE(server.requests().last().body, QByteArray("one"));
    QCOMPARE(pusher.dropped(), quint64{0});
}

void PushTest::refusedBodiesAreDroppedAndCounted()
{
    HttpServer server;
    server.onSequence(u"/push"_s, {status(400), status(204)});
    Pusher pusher(server.url(u"/push"_s));
    pusher.post("bad");
    pusher.post("good");
    QTRY_COMPARE(pusher.accepted(), quint64{1});
    QCOMPARE(pusher.dropped(), quint64{1});
    QVERIFY(!pusher.lastError().isEmpty());
}

void PushTest::theQueueIsBoundedAndLosesTheOldest()
{
    HttpServer server;
    server.on(u"/push"_s, status(503));
    Pusher pusher(server.url(u"/push"_s));
    for (int i = 0; i < 100; ++i)
        pusher.post(QByteArray::number(i));
    QCOMPARE(pusher.waiting(), 64);
    QCOMPARE(pusher.dropped(), quint64{36});
}

void PushTest::backfillWritesFilesThenPushesOldTimestamps()
{
    HttpServer server;
    server.on(u"/loki/api/v1/push"_s, status(204));
    server.on(u"/v1/traces"_s, status(200));
    QTemporaryDir folder;
    ShopOptions options;
    options.mode = ShopMode::Backfill;
    options.anchor = anchor;
    options.from = anchor - 600.0;
    options.until = anchor + 900.0;
    options.recent = 600.0;
    options.pushed = 300.0;
    options.openMetrics = folder.path();
    options.loki = server.url();
    options.otlp = server.url();
    Backfill backfill(options);
    QSignalSpy finished(&backfill, &Backfill::finished);
    backfill.start();
    QVERIFY(finished.wait(60000));
    QCOMPARE(finished.first().first().toInt(), 0);
    QVERIFY(QDir(folder.path()).entryList({u"*.om"_s}).size() >= 2);
    QVERIFY(server.count(u"/v1/traces"_s) >= 5);
    QVERIFY(server.count(u"/loki/api/v1/push"_s) >= 5);
    for (const HttpRequest &request : server.requests()) {
        const QJsonDocument body = QJsonDocument::fromJson(request.body);
        QVERIFY(body.isObject());
        for (const QJsonValue &stream : body[u"streams"].toArray()) {
            const double at = stream[u"values"][0][0].toString().toDouble() / 1e9;
            QVERIFY2(at > anchor + 500.0 && at < anchor + 960.0, qPrintable(QString::number(at - anchor)));
        }
    }
}

void PushTest::liveSendsTracesOnlyWhenTheyHaveEnded()
{
    HttpServer server;
    server.on(u"/v1/traces"_s, status(200));
    ShopOptions options;
    options.anchor = onGrid(static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3) - 1500.0;
    options.port = 0;
    options.otlp = server.url();
    Live live(options);
    QString problem;
    QVERIFY2(live.start(&problem), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(server.count(u"/v1/traces"_s) > 1, 20000);
    const double now = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
    int spans = 0;
    for (const HttpRequest &request : server.requests())
        for (const QJsonValue &resource : QJsonDocument::fromJson(request.body)[u"resourceSpans"].toArray())
            for (const QJsonValue &span : resource[u"scopeSpans"][0][u"spans"].toArray()) {
                ++spans;
                QVERIFY(span[u"endTimeUnixNano"].toString().toDouble() / 1e9 < now + 0.1);
            }
    QVERIFY(spans > 5);
}

QTEST_GUILESS_MAIN(PushTest)
#include "tst_push.moc"
