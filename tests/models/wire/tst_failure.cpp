// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/failure.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf::wire;
using wf::base::ErrorKind;

class FailureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheKindAndTheServersWords_data();
    void findsTheKindAndTheServersWords();
    void capsLongTextAtACharacter();
    void givesEveryRecordedErrorItsKind();
};

void FailureTest::findsTheKindAndTheServersWords_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, int status, const char *body, ErrorKind kind, const char *detail) {
        QTest::newRow(name) << status << QByteArray(body) << static_cast<int>(kind) << QString::fromUtf8(detail);
    };
    row("bad data", 400, R"({"status":"error","errorType":"bad_data","error":"1:3: parse error"})",
        ErrorKind::BadRequest, "1:3: parse error");
    row("old timeout", 422,
        R"({"status":"error","errorType":"execution","error":"expanding series: context deadline exceeded"})",
        ErrorKind::Timeout, "expanding series: context deadline exceeded");
    row("execution", 422, R"({"status":"error","errorType":"execution","error":"many-to-many"})", ErrorKind::BadRequest,
        "many-to-many");
    row("timeout", 503, R"({"status":"error","errorType":"timeout","error":"query timed out"})", ErrorKind::Timeout,
        "query timed out");
    row("admin off", 500, R"({"status":"error","errorType":"unavailable","error":"admin APIs disabled"})",
        ErrorKind::Unsupported, "admin APIs disabled");
    row("not ready", 503, "Service Unavailable\n", ErrorKind::Unavailable, "Service Unavailable");
    row("no tenant", 401, "no org id\n", ErrorKind::Unauthorized, "no org id");
    row("bare string", 400, "\"Failed to create silence: end time can't be in the past\"\n", ErrorKind::BadRequest,
        "Failed to create silence: end time can't be in the past");
    row("code and message", 422, R"({"code":602,"message":"comment in body is required"})", ErrorKind::BadRequest,
        "comment in body is required");
    row("unknown silence of an old server", 500, "\"silence not found\"\n", ErrorKind::NotFound, "silence not found");
    row("jaeger", 400, R"({"data":null,"errors":[{"code":400,"msg":"parameter 'service' is required"}]})",
        ErrorKind::BadRequest, "parameter 'service' is required");
    row("jaeger v3", 404, R"({"error":{"httpCode":404,"message":"No traces found"}})", ErrorKind::NotFound,
        "No traces found");
    row("loki", 400, "parse error at line 1, col 9: syntax error", ErrorKind::BadRequest,
        "parse error at line 1, col 9: syntax error");
    row("loki timeout", 500, "context deadline exceeded", ErrorKind::Timeout, "context deadline exceeded");
    row("busy", 429, "too many outstanding requests", ErrorKind::RateLimited, "too many outstanding requests");
    row("proxy page", 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", ErrorKind::Unavailable, "");
    row("proxy page with doctype", 504, "<!DOCTYPE html><html></html>", ErrorKind::Timeout, "");
    row("redirect", 302, "", ErrorKind::Redirected, "");
    row("gone", 410, R"({"status":"deprecated","error":"v1 was removed"})", ErrorKind::NotFound, "v1 was removed");
    row("broken json", 500, R"({"status":"error","err)", ErrorKind::Unavailable, R"({"status":"error","err)");
}
void FailureTest::findsTheKindAndTheServersWords()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    QFETCH(QString, detail);
    const auto error = failureOf(status, wf::wiretest::view(body));
    QCOMPARE(wf::base::errorKindName(error.kind), wf::base::errorKindName(static_cast<ErrorKind>(kind)));
    QCOMPARE(error.detail, detail);
    QCOMPARE(error.httpStatus, status);
    QVERIFY(!error.summary.isEmpty());
}

void FailureTest::capsLongTextAtACharacter()
{
    const QByteArray body = QString(5000, QChar(0x00fc)).toUtf8();
    const auto error = failureOf(500, wf::wiretest::view(body));
    QVERIFY(error.detail.size() <= 4096);
    QVERIFY(!error.detail.contains(QChar(0xFFFD)));
}

void FailureTest::givesEveryRecordedErrorItsKind()
{
    WF_NEED_CORPUS();
    int failures = 0;
    for (const auto *folder : {"prometheus-2.42", "prometheus-3.5", "alertmanager-0.25", "alertmanager-0.33",
                               "loki-3.4", "jaeger-1.76", "cortex-1.19", "tempo-2.7", "pushgateway-1.5.1"})
        for (const auto &exchange : wf::wiretest::exchangesIn(QString::fromLatin1(folder))) {
            if (exchange.status < 400)
                continue;
            ++failures;
            const auto error = failureOf(exchange.status, exchange.text());
            ErrorKind expected = exchange.status == 404 || exchange.status == 410 ? ErrorKind::NotFound
                                 : exchange.status == 401                         ? ErrorKind::Unauthorized
                                 : exchange.status < 500                          ? ErrorKind::BadRequest
                                                                                  : ErrorKind::Unsupported;
            if (exchange.name == u"query_err_timeout")
                expected = ErrorKind::Timeout;
            if (exchange.name == u"silence_delete_unknown")
                expected = ErrorKind::NotFound;
            QVERIFY2(error.kind == expected, qPrintable(QString::fromLatin1(folder) + u'/' + exchange.name + u": " +
                                                        wf::base::errorKindName(error.kind)));
            QVERIFY2(!error.detail.isEmpty() || exchange.body.trimmed().isEmpty(), qPrintable(exchange.name));
            QVERIFY(!error.detail.startsWith(u'{'));
        }
    QCOMPARE(failures, 145);
}

QTEST_GUILESS_MAIN(FailureTest)
#include "tst_failure.moc"
