// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/station/serve/servecase.h"

#include "models/wire/alertmanager/alertmanager.h"
#include "models/wire/jaeger/jaeger.h"
#include "tests/models/wire/fixtures.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;
using net::server::Response;
using net::server::Routes;

namespace {

constexpr std::string_view goodSilence =
    R"({"matchers":[{"name":"a","value":"b","isRegex":false}],"startsAt":"2026-11-21T07:00:00Z","endsAt":"2036-11-21T07:00:00Z","createdBy":"ana","comment":"x"})";

} // namespace

// Traces as Jaeger answers, alerts and silences as Alertmanager does: read with the decoders of the real servers'
// answers.
class ServeAlertsTest : public ServeCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void answersTraces();
    void writesTracesAsJaegerDid();
    void refusesAsJaegerDoes_data();
    void refusesAsJaegerDoes();
    void answersAlertsAndSilences();
    void refusesSilencesAsAlertmanagerDoes_data();
    void refusesSilencesAsAlertmanagerDoes();
    void neverTakesNoAnswerForNoAlerts();
};

void ServeAlertsTest::answersTraces()
{
    const auto services = wire::jaeger::decodeServices(get("/api/services").body);
    QVERIFY(services.ok());
    QCOMPARE(*services, QStringList{QStringLiteral("cart")});
    const auto operations = wire::jaeger::decodeOperations(get("/api/operations?service=cart&spanKind=server").body);
    QVERIFY(operations.ok());
    QCOMPARE(operations->at(0).spanKind, u"server");
    QCOMPARE(get("/api/operations?service=cart&spanKind=client").body,
             std::string("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}"));
    QCOMPARE(get("/api/services/cart/operations").body,
             std::string("{\"data\":[\"GET /\"],\"total\":1,\"limit\":0,\"offset\":0,\"errors\":null}"));
    for (const auto *target : {"/api/traces/5B8EFFF798038103D269B633813FC60C",
                               "/api/traces?traceID=5b8efff798038103d269b633813fc60c", "/api/traces?service=cart"}) {
        const auto traces = wire::jaeger::decodeTraces(get(target).body);
        QVERIFY(traces.ok());
        const auto &trace = traces->at(0);
        QCOMPARE(trace.traceId, m_station->trace->traceId);
        QCOMPARE(trace.spans.size(), std::size_t{2});
        QVERIFY(trace.spans[1].error && trace.spans[1].parent == 0 && !trace.spans[0].error);
        QCOMPARE(trace.spans[0].kind, signals::SpanKind::Server);
        QCOMPARE(trace.spans[0].durationNs, 5 * base::nsPerMs);
        QCOMPARE(trace.spans[1].events.list().at(0).fields.value("event"), std::string_view("exception"));
        QCOMPARE(trace.processes[0].tags.value("host"), std::string_view("h"));
    }
    (void)get("/api/"
              "traces?service=cart&operation=GET%20%2F&start=1000000&end=2000000&minDuration=1.5ms&maxDuration=2s&"
              "limit=7&tag=a:b:c&tags=%7B%22k%22%3A%22v%22%7D");
    const auto &search = m_station->lastSearch;
    QCOMPARE(search.operation, u"GET /");
    QCOMPARE(search.range.startNs, base::nsPerSecond);
    QCOMPARE(search.minDurationNs, 1'500'000);
    QCOMPARE(search.limit, 7);
    QCOMPARE(search.tags, (base::Labels{{"a", "b:c"}, {"k", "v"}}));
    const auto calls = wire::jaeger::decodeDependencies(get("/api/dependencies").body);
    QVERIFY(calls.ok());
    QCOMPARE(calls->at(0).count, 7);
}

// A recorded trace read, written and read again is the same.
void ServeAlertsTest::writesTracesAsJaegerDid()
{
    const QString folder = wiretest::corpusDir();
    if (folder.isEmpty())
        QSKIP("the corpus api-fixtures is not here: set WF_CORPUS to the folder that holds it");
    const QByteArray body = wiretest::readFile(folder + QStringLiteral("/api-fixtures/jaeger-1.76/trace.body.json"));
    const auto recorded = wire::jaeger::decodeTraces(wiretest::view(body));
    QVERIFY(recorded.ok());
    m_station->trace = std::make_shared<const signals::Trace>(recorded->at(0));
    const auto again = wire::jaeger::decodeTraces(get("/api/traces/" + m_station->trace->traceId.toStdString()).body);
    QVERIFY(again.ok());
    const auto &a = recorded->at(0).spans;
    const auto &b = again->at(0).spans;
    QCOMPARE(b.size(), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        QCOMPARE(b[i].spanId, a[i].spanId);
        QCOMPARE(b[i].parentSpanId, a[i].parentSpanId);
        QCOMPARE(b[i].operation, a[i].operation);
        QCOMPARE(b[i].startNs, a[i].startNs);
        QCOMPARE(b[i].durationNs, a[i].durationNs);
        QCOMPARE(b[i].kind, a[i].kind);
        QCOMPARE(b[i].error, a[i].error);
        QCOMPARE(b[i].links.size(), a[i].links.size());
        QCOMPARE(b[i].events.list().size(), a[i].events.list().size());
        QCOMPARE(again->at(0).service(b[i]), recorded->at(0).service(a[i]));
    }
}

void ServeAlertsTest::refusesAsJaegerDoes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *target, int status, const char *says) {
        QTest::newRow(name) << QByteArray(target) << status << QByteArray(says);
    };
    row("no service", "/api/traces", 400, "parameter 'service' is required");
    row("no such trace", "/api/traces/1", 404, "trace not found");
    row("no id", "/api/traces/xyz", 400, "invalid syntax");
    row("duration without unit", "/api/traces?service=a&minDuration=5", 400, "unable to parse param 'minDuration'");
    row("durations crossed", "/api/traces?service=a&minDuration=5s&maxDuration=1s", 400,
        "'maxDuration' should be greater");
    row("tags", "/api/traces?service=a&tags=x", 400, "malformed 'tags' parameter");
    row("tag", "/api/traces?service=a&tag=x", 400, "malformed 'tag' parameter");
    row("limit", "/api/traces?service=a&limit=x", 400, "unable to parse param 'limit'");
    row("start", "/api/traces?service=a&start=99999999999999999999", 400, "unable to parse param 'start'");
    row("dependencies", "/api/dependencies?endTs=5&lookback=x", 400, "unable to parse param 'lookback'");
}

void ServeAlertsTest::refusesAsJaegerDoes()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    const Response no = get(target.toStdString());
    QVERIFY2(no.status == status && no.body.find(says.toStdString()) != std::string::npos, no.body.c_str());
    QCOMPARE(no.contentType, std::string("text/plain; charset=utf-8"));
    QVERIFY(json(no.body).isObject());
}

void ServeAlertsTest::answersAlertsAndSilences()
{
    const auto alerts = wire::alertmanager::decodeAlerts(get("/api/v2/alerts").body);
    QVERIFY(alerts.ok());
    QCOMPARE(alerts->alerts.at(0).fingerprint, m_station->alerts[0].fingerprint);
    QCOMPARE(alerts->alerts.at(0).startsNs, m_station->alerts[0].startsNs);
    QCOMPARE(get("/api/v2/alerts?filter=severity%3D%22warning%22").body, std::string("[]\n"));
    QVERIFY(get("/api/v2/alerts?filter=severity%3D~%22crit.*%22").body.size() > 10);
    QVERIFY(get("/api/v2/alerts?filter=severity!%3Dwarning").body.size() > 10);
    QCOMPARE(get("/api/v2/alerts?active=false").body, std::string("[]\n"));
    QVERIFY(wire::alertmanager::decodeGroups(get("/api/v2/alerts/groups").body).ok());
    const Response made = ask("POST", "/api/v2/silences", std::string(goodSilence));
    QCOMPARE(made.status, 200);
    const auto id = wire::alertmanager::decodeSilenceId(made.body);
    QVERIFY(id.ok());
    const std::string path = "/api/v2/silence/" + id->toStdString();
    const auto one = wire::alertmanager::decodeSilence(get(path).body);
    QVERIFY(one.ok());
    QCOMPARE(one->matchers.at(0).name, u"a");
    QVERIFY(one->matchers.at(0).isEqual); // absent means equal
    QCOMPARE(one->comment, u"x");
    const auto list = wire::alertmanager::decodeSilences(get("/api/v2/silences?filter=a%3Db").body);
    QVERIFY(list.ok() && list->size() == 1);
    QCOMPARE(get("/api/v2/silences?filter=a%3Dc").body, std::string("[]\n"));
    QCOMPARE(ask("DELETE", path).status, 200);
    QCOMPARE(m_station->silences[0].state, signals::SilenceState::Expired);
    QCOMPARE(ask("DELETE", "/api/v2/silence/00000000-0000-4000-8000-000000000009").status, 404);
    QCOMPARE(get("/api/v2/silence/00000000-0000-4000-8000-000000000009").status, 404);
    const auto status = wire::alertmanager::decodeStatus(get("/api/v2/status").body);
    QVERIFY(status.ok());
    QCOMPARE(status->startedNs, servedNow - base::nsPerDay);
    QCOMPARE(status->clusterStatus, u"disabled");
}

void ServeAlertsTest::refusesSilencesAsAlertmanagerDoes_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *from, const char *to, int status, const char *says) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << status << QByteArray(says);
    };
    row("no comment", "\"comment\":\"x\"", "\"more\":1", 422,
        "{\"code\":602,\"message\":\"comment in body is required\"}");
    row("in the past", "2036", "2020", 400, "\"Failed to create silence: end time can't be in the past\"");
    row("matches everything", "\"value\":\"b\"", "\"value\":\"\"", 400,
        "at least one matcher must not match the empty string");
    row("no matcher", "{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}", "", 400, "at least one matcher");
    row("no time", "2036-11-21T07:00:00Z", "soon", 422, "date-time");
    row("no JSON", "{", "", 422, "parsing silence body failed");
}

void ServeAlertsTest::refusesSilencesAsAlertmanagerDoes()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    QByteArray body(goodSilence.data(), static_cast<qsizetype>(goodSilence.size()));
    body.replace(from, to);
    const Response no = ask("POST", "/api/v2/silences", body.toStdString());
    QVERIFY2(no.status == status && no.body.find(says.toStdString()) != std::string::npos, no.body.c_str());
    QVERIFY(m_station->silences.empty());
    const Response bad = ask("DELETE", "/api/v2/silence/not-a-uuid");
    QCOMPARE(bad.body,
             std::string("{\"code\":601,\"message\":\"silenceID in path must be of type uuid: \\\"not-a-uuid\\\"\"}"));
}

void ServeAlertsTest::neverTakesNoAnswerForNoAlerts()
{
    StationAnswers answers = m_station->answers();
    const base::Error late = base::makeError(base::ErrorKind::Timeout, QStringLiteral("did not answer in time"));
    answers.alerts.alerts = [late] { return late; };
    answers.alerts.silences = [late] { return late; };
    answers.alerts.putSilence = [late](const signals::Silence &) { return late; };
    answers.alerts.status = [late] { return late; };
    m_routes = Routes(serveRoutes(std::move(answers), m_clock));
    for (const char *target : {"/api/v2/alerts", "/api/v2/alerts/groups", "/api/v2/silences", "/api/v2/status"}) {
        const Response response = get(target);
        QCOMPARE(response.status, 500);
        QCOMPARE(response.body, std::string("\"did not answer in time\"\n"));
    }
    QCOMPARE(ask("POST", "/api/v2/silences", std::string(goodSilence)).status, 500);
}

QTEST_GUILESS_MAIN(ServeAlertsTest)
#include "tst_servealerts.moc"
