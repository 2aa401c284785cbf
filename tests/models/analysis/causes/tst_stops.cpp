// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/causes/stops.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;

class tst_Stops : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyServiceOfATraceHandledARequest();
    void anErrorHandlerSaysThatARequestFailed();
    void whoFailsBecauseOfACalleeIsAWitness();
    void whatWasToBeCalledNextIsSuspectedMost();
    void whatStopsAsOftenAsEverIsNoNews();
    void withoutUsualRequestsNothingIsSaid();
};

static signals::Trace shopTrace()
{
    signals::Trace trace;
    trace.processes = {{u"web"_s, {}}, {u"cart"_s, {}}, {u"db"_s, {}}};
    const auto span = [&trace](quint64 id, quint64 parent, int process, const QString &operation, qint64 startNs) {
        signals::Span one;
        one.spanId = signals::SpanId(id);
        one.parentSpanId = signals::SpanId(parent);
        one.process = process;
        one.operation = operation;
        one.startNs = startNs;
        trace.spans.push_back(std::move(one));
    };
    span(1, 0, 0, u"GET /"_s, 0);
    span(2, 1, 0, u"HTTP GET"_s, 1);
    span(3, 2, 1, u"/cart"_s, 2);
    span(4, 3, 2, u"SELECT"_s, 3);
    span(5, 3, 2, u"SELECT"_s, 4);
    span(6, 1, 2, u"SELECT"_s, 5);
    signals::arrange(trace);
    return trace;
}

static std::vector<HandledRequest> requests(int well, int failed, const QStringList &called)
{
    std::vector<HandledRequest> out;
    for (int i = 0; i < well; ++i)
        out.push_back({u"web"_s, u"GET /"_s, {u"cart"_s, u"pay"_s, u"mail"_s}, false, false});
    for (int i = 0; i < failed; ++i)
        out.push_back({u"web"_s, u"GET /"_s, called, true, false});
    return out;
}

void tst_Stops::everyServiceOfATraceHandledARequest()
{
    const auto handled = handledRequests(shopTrace());
    QCOMPARE(handled.size(), std::size_t{5});
    QCOMPARE(handled[0].service, u"web"_s);
    QCOMPARE(handled[0].callees, (QStringList{u"cart"_s, u"db"_s}));
    QCOMPARE(handled[1].operation, u"/cart"_s);
    QCOMPARE(handled[1].callees, QStringList{u"db"_s}); // twice in a row counts once
    QVERIFY(!handled[0].failed && !handled[0].failedBelow);
    QVERIFY(handledRequests({}).empty());
}

void tst_Stops::anErrorHandlerSaysThatARequestFailed()
{
    auto trace = shopTrace();
    trace.spans[1].operation = u"BasicErrorController.error"_s;
    QVERIFY(handledRequests(trace)[0].failed);
    trace = shopTrace();
    trace.spans[3].error = true;
    QVERIFY(!handledRequests(trace)[0].failed);
    QVERIFY(handledRequests(trace)[2].failed);
}

void tst_Stops::whoFailsBecauseOfACalleeIsAWitness()
{
    auto trace = shopTrace();
    for (auto &span : trace.spans)
        span.error = true;
    const auto handled = handledRequests(trace);
    QVERIFY(handled[0].failedBelow);
    QVERIFY(handled[1].failedBelow);
    QVERIFY(!handled[2].failedBelow);
    auto now = requests(2, 8, {u"cart"_s});
    for (auto &request : now)
        request.failedBelow = true;
    QVERIFY(stopStrengths(requests(10, 0, {}), now).isEmpty());
}

void tst_Stops::whatWasToBeCalledNextIsSuspectedMost()
{
    const auto found = stopStrengths(requests(10, 0, {}), requests(2, 8, {u"cart"_s}));
    // 8 of 10 stop, where half a one of twelve was expected: 8 · ln(0.8 · 24) = 23.6.
    const double strength = std::log10(1 + 8 * std::log(0.8 * 24));
    QVERIFY(std::abs(found.value(u"pay"_s) - 0.5 * strength) < 1e-9);
    QVERIFY(std::abs(found.value(u"cart"_s) - 0.25 * strength) < 1e-9);
    QVERIFY(std::abs(found.value(u"web"_s) - 0.25 * strength) < 1e-9);
    QCOMPARE(found.value(u"mail"_s), 0.0);
}

void tst_Stops::whatStopsAsOftenAsEverIsNoNews()
{
    const auto often = requests(10, 10, {u"cart"_s});
    const auto found = stopStrengths(often, often);
    QVERIFY2(found.value(u"pay"_s) < 0.2, qPrintable(QString::number(found.value(u"pay"_s))));
    QVERIFY(found.value(u"pay"_s) < stopStrengths(requests(20, 0, {}), often).value(u"pay"_s) / 3);
}

void tst_Stops::withoutUsualRequestsNothingIsSaid()
{
    QVERIFY(stopStrengths({}, requests(1, 9, {u"cart"_s})).isEmpty());
    QVERIFY(stopStrengths(requests(1, 0, {}), {}).isEmpty());
}

QTEST_APPLESS_MAIN(tst_Stops)
#include "tst_stops.moc"
