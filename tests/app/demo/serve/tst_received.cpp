// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/live.h"
#include "models/station/receive/receiveservice.h"
#include "tests/models/station/receive/recordingintake.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

// The shop speaks OTLP/HTTP and Loki's push to the station's ports, as it does to real servers.
class ReceivedTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void theShopsLogsAndTracesArriveWhole();
};

void ReceivedTest::theShopsLogsAndTracesArriveWhole()
{
    base::SystemClock clock;
    RecordingIntake intake;
    station::ReceiveSettings settings;
    settings.server.endpoints = {{}};
    station::ReceiveService receive(settings, {}, {intake, clock});
    receive.start();
    const QString address = u"http://127.0.0.1:%1"_s.arg(receive.snapshot()->ports.at(0).port);

    app::demo::ShopOptions options;
    options.anchor = std::floor(static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3) - 1500.0;
    options.port = 0;
    options.otlp = QUrl(address);
    options.loki = QUrl(address);
    app::demo::Live live(options);
    QString problem;
    QVERIFY2(live.start(&problem), qPrintable(problem));
    QTRY_VERIFY_WITH_TIMEOUT(intake.lines().size() > 20 && intake.traces().size() > 2, 100'000);

    const auto snapshot = receive.snapshot();
    QCOMPARE(snapshot->server.refused, 0);
    for (const auto *counts : {&snapshot->counts.logs, &snapshot->counts.traces}) {
        QCOMPARE(counts->refusedCount(), 0);
        QCOMPARE(counts->droppedCount(), 0);
        QCOMPARE(counts->received, counts->taken);
    }
    QSet<QString> services;
    for (const auto &trace : intake.traces()) {
        QCOMPARE(trace.traceId.size(), 32);
        for (const auto &span : trace.spans) {
            QVERIFY(!span.spanId.isEmpty() && !span.operation.isEmpty() && span.startNs > 0);
            services.insert(trace.service(span));
        }
    }
    QVERIFY(services.size() > 1);
    qsizetype withTrace = 0;
    for (const auto &line : intake.lines()) {
        QVERIFY(line.stream.has("service_name"));
        QVERIFY(line.level != signals::LogLevel::Unknown);
        withTrace += line.traceId.isEmpty() ? 0 : 1;
    }
    QVERIFY(withTrace > 0);
}

QTEST_GUILESS_MAIN(ReceivedTest)
#include "tst_received.moc"
