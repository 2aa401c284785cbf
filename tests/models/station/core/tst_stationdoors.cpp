// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/station.h"

#include "models/station/core/statusfile.h"
#include "models/station/doors/doorplate.h"
#include "models/store/store.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

constexpr int patienceMs = 20'000; // for busy machines

struct Answer {
    int status = 0;
    QJsonDocument json;
};

// A station in a folder of its own that does what its file says and collects nothing by itself.
class World {
public:
    World() : m_ledger(test::quietOptions(folder.filePath(QStringLiteral("state"))), m_clock)
    {
        write("token", "s3cret\n");
    }

    void write(const char *name, const QByteArray &text)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QByteArray serveSection() const
    {
        return "serve: {enabled: true, port: 0, token_file: " + folder.filePath(QStringLiteral("token")).toUtf8() +
               "}\n";
    }
    Station &start(const QByteArray &sections)
    {
        write("a.yml", "groups: [{name: g, rules: [{alert: Always, expr: vector(1), labels: {severity: info}}]}]\n");
        write("station.yaml", "host: {enabled: false}\nlogs: {enabled: false}\nreceive: {enabled: false}\n"
                              "scrape: {self: false, discover_local: false}\n"
                              "rules: {defaults: false, files: [a.yml], evaluation_interval: 1s}\n" +
                                  sections);
        StationOptions options;
        options.directory = folder.filePath(QStringLiteral("data"));
        options.configFile = folder.filePath(QStringLiteral("station.yaml"));
        m_station = std::make_unique<Station>(options, m_clock, m_pools, nullptr, m_ledger.ledger());
        m_station->start();
        return *m_station;
    }
    // Where the read APIs listen; 0 while they do not.
    [[nodiscard]] int port() const
    {
        const auto &served = m_station->state()->doors.served;
        return served && !served->ports.empty() ? served->ports[0].port : 0;
    }
    Answer get(const QByteArray &target, const QByteArray &token = "s3cret") { return ask(port(), target, token); }
    Answer ask(int at, const QByteArray &target, const QByteArray &token)
    {
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(at) + QString::fromLatin1(target)));
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patienceMs))
            return {};
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QJsonDocument::fromJson(reply->readAll())};
    }
    [[nodiscard]] base::Result<DoorPlate> plate() const
    {
        return readDoorPlate(folder.filePath(QStringLiteral("data")));
    }
    [[nodiscard]] qint64 nowNs() const { return m_clock.nowNs(); }
    void close() { m_station.reset(); }

    QTemporaryDir folder;

private:
    base::SystemClock m_clock;
    async::Pools m_pools;
    store::Store m_ledger;
    QNetworkAccessManager m_network;
    std::unique_ptr<Station> m_station;
};

MetricBatch batchOf(qint64 nowNs, double value)
{
    MetricBatch batch;
    batch.points.push_back(
        {base::Labels{{"__name__", "orders_total"}, {"shop", "a"}}, nowNs / base::nsPerMs, value, nullptr, {}});
    return batch;
}

signals::LogLine lineOf(qint64 nowNs)
{
    signals::LogLine line;
    line.timeNs = nowNs;
    line.text = "payment refused";
    line.stream = base::Labels{{"service_name", "cart"}};
    return line;
}

signals::Trace traceOf(qint64 nowNs)
{
    signals::Trace trace;
    trace.traceId = QStringLiteral("5b8efff798038103d269b633813fc60c");
    trace.processes = {{QStringLiteral("cart"), {}}};
    signals::Span span;
    span.spanId = signals::SpanId(quint64{7});
    span.operation = QStringLiteral("GET /");
    span.kind = signals::SpanKind::Server;
    span.startNs = nowNs;
    span.durationNs = base::nsPerMs;
    trace.spans = {span};
    return trace;
}

} // namespace

class StationDoorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void answersOverHttpWhatWasPutIn();
    void letsNobodyInWithoutTheToken();
    void servesAndSendsNothingByDefault();
    void tellsATokenThatIsNotThere();
    void tellsAPortThatIsTaken();
    void sendsOnWhatItTook();
    void commandsAskAtTheSideDoor();
    void theSideDoorMayBeShut();
};

void StationDoorsTest::answersOverHttpWhatWasPutIn()
{
    World world;
    const auto intake = world.start(world.serveSection()).intake();
    const qint64 now = world.nowNs();
    QCOMPARE(intake->takeMetrics(batchOf(now, 42)).value().taken, 1);
    QCOMPARE(intake->takeLogs({lineOf(now)}).value().taken, 1);
    QCOMPARE(intake->takeSpans({traceOf(now)}).value().taken, 1);
    QTRY_VERIFY_WITH_TIMEOUT(world.port() > 0, patienceMs);

    const auto query = world.get("/api/v1/query?query=orders_total*2").json;
    QCOMPARE(query[QLatin1String("data")][QLatin1String("result")][0][QLatin1String("value")][1].toString(),
             QStringLiteral("84"));
    const auto shops = world.get("/api/v1/label/shop/values").json;
    QCOMPARE(shops[QLatin1String("data")].toArray(), QJsonArray{QStringLiteral("a")});
    const auto lines = world.get("/loki/api/v1/query_range?query=%7Bservice_name%3D%22cart%22%7D").json;
    QCOMPARE(lines[QLatin1String("data")][QLatin1String("result")][0][QLatin1String("values")][0][1].toString(),
             QStringLiteral("payment refused"));
    QCOMPARE(world.get("/api/services").json[QLatin1String("data")].toArray(), QJsonArray{QStringLiteral("cart")});
    const auto traces = world.get("/api/traces?service=cart").json;
    QCOMPARE(traces[QLatin1String("data")][0][QLatin1String("traceID")].toString(),
             QStringLiteral("5b8efff798038103d269b633813fc60c"));

    QTRY_COMPARE_WITH_TIMEOUT(
        world.get("/api/v2/alerts").json[0][QLatin1String("labels")][QLatin1String("alertname")].toString(),
        QStringLiteral("Always"), patienceMs);
    QTRY_COMPARE(
        world.get("/api/v1/rules")
            .json[QLatin1String("data")][QLatin1String("groups")][0][QLatin1String("rules")][0][QLatin1String("state")]
            .toString(),
        QStringLiteral("firing"));
    QCOMPARE(world.get("/api/v1/targets").status, 200);
}

void StationDoorsTest::letsNobodyInWithoutTheToken()
{
    World world;
    world.start(world.serveSection());
    QTRY_VERIFY_WITH_TIMEOUT(world.port() > 0, patienceMs);
    for (const char *target : {"/api/v1/query?query=up", "/loki/api/v1/labels", "/api/services", "/api/v2/alerts"}) {
        QCOMPARE(world.get(target, {}).status, 401);
        QCOMPARE(world.get(target, "guessed").status, 401);
        QCOMPARE(world.get(target).status, 200);
    }
}

void StationDoorsTest::servesAndSendsNothingByDefault()
{
    World world;
    Station &station = world.start({});
    QSignalSpy changes(&station, &Station::changed);
    QTRY_VERIFY_WITH_TIMEOUT(changes.size() >= 2, patienceMs);
    QVERIFY(!station.state()->doors.served);
    QVERIFY(station.state()->doors.sendOn.empty());
    QVERIFY(station.state()->configProblems.isEmpty());
}

void StationDoorsTest::commandsAskAtTheSideDoor()
{
    World world;
    world.start({});
    QTRY_VERIFY_WITH_TIMEOUT(world.plate().ok(), patienceMs);
    const auto plate = *world.plate();
    const QByteArray token = plate.token.reveal();
    QCOMPARE(token.size(), 64);
    QTRY_COMPARE_WITH_TIMEOUT(world.ask(plate.port, "/api/v2/alerts", token)
                                  .json[0][QLatin1String("labels")][QLatin1String("alertname")]
                                  .toString(),
                              QStringLiteral("Always"), patienceMs);
    QCOMPARE(world.ask(plate.port, "/api/v1/query?query=up", token).status, 200);
    QCOMPARE(world.ask(plate.port, "/api/v2/alerts", {}).status, 401);
    QCOMPARE(world.ask(plate.port, "/api/v2/alerts", "guessed").status, 401);
    world.close();
    QCOMPARE(world.plate().error().kind, base::ErrorKind::NotFound);
}

void StationDoorsTest::theSideDoorMayBeShut()
{
    World world;
    Station &station = world.start("serve: {commands: false}\n");
    QTRY_VERIFY_WITH_TIMEOUT(station.state()->isOpen, patienceMs);
    QSignalSpy changes(&station, &Station::changed);
    QTRY_VERIFY_WITH_TIMEOUT(changes.size() >= 2, patienceMs);
    QVERIFY(!world.plate().ok());
    QVERIFY(station.state()->configProblems.isEmpty());
}

void StationDoorsTest::tellsATokenThatIsNotThere()
{
    World world;
    Station &station = world.start("serve: {enabled: true, port: 0, token_file: /nowhere/token}\n");
    QTRY_COMPARE_WITH_TIMEOUT(station.state()->configProblems.size(), 1, patienceMs);
    QVERIFY(station.state()->configProblems[0].contains(QStringLiteral("/nowhere/token")));
    QVERIFY(!station.state()->doors.served);
}

void StationDoorsTest::tellsAPortThatIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    World world;
    Station &station = world.start("serve: {enabled: true, port: " + QByteArray::number(other.serverPort()) +
                                   ", token_file: " + world.folder.filePath(QStringLiteral("token")).toUtf8() + "}\n");
    QTRY_COMPARE_WITH_TIMEOUT(station.state()->configProblems.size(), 1, patienceMs);
    QVERIFY(station.state()->doors.served->ports.at(0).trouble);
    QCOMPARE(world.port(), 0);
}

void StationDoorsTest::sendsOnWhatItTook()
{
    support::HttpServer server;
    server.on(QStringLiteral("/api/v1/write"), support::HttpResponse::text({}, 204));
    World world;
    Station &station = world.start("send_on: {remote_write: [{name: there, url: \"" +
                                   server.url(QStringLiteral("/api/v1/write")).toEncoded() + "\"}]}\n");
    QCOMPARE(station.intake()->takeMetrics(batchOf(world.nowNs(), 42)).value().taken, 1);
    const auto find = [&]() -> std::optional<double> { // rules write samples too
        for (const auto &request : server.requests()) {
            const auto written =
                wire::remotewrite::decode({request.body.constData(), static_cast<std::size_t>(request.body.size())},
                                          wire::remotewrite::Version::One);
            if (written)
                for (const auto &one : written->series)
                    if (one.series.labels.value("__name__") == "orders_total" && one.series.values.size() == 1)
                        return one.series.values[0];
        }
        return std::nullopt;
    };
    QTRY_COMPARE_WITH_TIMEOUT(find(), std::optional<double>(42), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!station.state()->doors.sendOn.empty() && station.state()->doors.sendOn[0].sentItems > 0,
                             patienceMs);
    QCOMPARE(station.state()->doors.sendOn[0].name, QStringLiteral("there"));
    world.close(); // while the server is still there
}

QTEST_GUILESS_MAIN(StationDoorsTest)
#include "tst_stationdoors.moc"
