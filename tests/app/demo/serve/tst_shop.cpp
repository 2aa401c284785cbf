// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/emit/exposition.h"
#include "app/demo/rules/rulebook.h"
#include "app/demo/serve/history.h"
#include "app/demo/serve/live.h"
#include "app/demo/serve/shop.h"
#include "app/demo/serve/shopoptions.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace wf::app::demo;
using namespace Qt::StringLiterals;

namespace {

constexpr double anchor = 1778723352.0;

QByteArray fetch(quint16 port, const QByteArray &path, const QByteArray &accept = "*/*")
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1"_s.arg(port) + QString::fromLatin1(path)));
    request.setRawHeader("Accept", accept);
    QNetworkReply *reply = network.get(request);
    QSignalSpy done(reply, &QNetworkReply::finished);
    done.wait(20000);
    reply->deleteLater();
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}

ShopOptions options()
{
    ShopOptions o;
    o.anchor = onGrid(static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3) - 1500.0;
    o.port = 0;
    return o;
}

} // namespace

class ShopTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void understandsTimes();
    void refusesWhatItDoesNotUnderstand();
    void defaultsPutThePaymentStoryTwentyFiveMinutesBack();
    void historyAndLiveAgreeAtTheSameInstant();
    void historyIsTheSameInOneChunkOrMany();
    void promtoolMakesBlocksOfIt();
    void rulesPassPromtool();
    void objectivesNameMetricsThatExist();
    void servesEveryTargetItLists();
    void aDeployReplacesTargets();
    void strangersAreTurnedAway();
};

void ShopTest::understandsTimes()
{
    QCOMPARE(parseSpan(u"25m"), 1500.0);
    QCOMPARE(parseSpan(u"-2h"), -7200.0);
    QCOMPARE(parseSpan(u"90"), 90.0);
    QVERIFY(!parseSpan(u"2y") && !parseSpan(u"") && !parseSpan(u"m"));
    QCOMPARE(parseMoment(u"-40m", 10000.0), 7600.0);
    QCOMPARE(parseMoment(u"2026-05-14T01:49:12Z", 0.0), anchor);
    QCOMPARE(parseMoment(u"now", 5.0), 5.0);
    QVERIFY(!parseMoment(u"yesterday", 0.0));
}

void ShopTest::refusesWhatItDoesNotUnderstand()
{
    for (const QStringList &args : {QStringList{u"--speed"_s, u"fast"_s},
                                    {u"--story"_s, u"flood@-5m"_s},
                                    {u"--story"_s, u"payment"_s},
                                    {u"--listen"_s, u"0.0.0.0:80"_s},
                                    {u"dance"_s},
                                    {u"--loki"_s, u"ftp://x"_s},
                                    {u"--seed"_s, u"-1"_s},
                                    {u"backfill"_s, u"--days"_s, u"400"_s},
                                    {u"--what"_s}}) {
        const ParsedOptions parsed = parseShopOptions(args, anchor);
        QVERIFY2(!parsed.options && parsed.wrong && !parsed.message.isEmpty(), qPrintable(args.join(u' ')));
    }
    const ParsedOptions help = parseShopOptions({u"--help"_s}, anchor);
    QVERIFY(!help.options && !help.wrong && help.message.contains(u"--story"));
}

void ShopTest::defaultsPutThePaymentStoryTwentyFiveMinutesBack()
{
    const ParsedOptions parsed = parseShopOptions({u"--story"_s, u"leak@-1h"_s}, anchor);
    QVERIFY(parsed.options);
    QCOMPARE(parsed.options->anchor, anchor - 1500.0);
    QCOMPARE(parsed.options->starts.at(Story::Leak), anchor - 3600.0);
    QVERIFY(parsed.options->mode == ShopMode::Live);
}

void ShopTest::historyAndLiveAgreeAtTheSameInstant()
{
    const World world(42, anchor);
    const double t = std::floor((anchor + 1200.0) / 60.0) * 60.0; // history samples full minutes
    std::string text;
    History history(world, anchor + 600.0, anchor + 1300.0);
    (void)history.chunk(anchor + 600.0, t + 1.0, 60.0, [&](std::string_view part) { text += part; });
    const World live(42, anchor);
    int compared = 0;
    for (const auto &target : targetsBetween(live, t, t + 1.0)) {
        if (target->name().rfind("payment-7d9f", 0) != 0)
            continue;
        for (double at = t - 700.0; at < t; at += 5.0)
            if (target->alive(at))
                target->advance(live, at);
        target->advance(live, t);
        for (std::size_t i = 0; i < target->sheet().slots().size(); ++i) {
            const SeriesSlot &slot = target->sheet().slots()[i];
            std::string line = target->sheet().families()[static_cast<std::size_t>(slot.family)].name + slot.suffix +
                               '{' + storedLabels(target->labels(), slot.labels) + "} ";
            appendNumber(line, target->value(i, t));
            line += ' ';
            appendNumber(line, t);
            QVERIFY2(text.find(line + '\n') != std::string::npos, line.c_str());
            ++compared;
        }
    }
    QVERIFY(compared > 400);
}

void ShopTest::historyIsTheSameInOneChunkOrMany()
{
    const World world(42, anchor);
    const auto lines = [&](const std::vector<double> &cuts) {
        QByteArray text;
        History history(world, cuts.front(), cuts.back());
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
            (void)history.chunk(cuts[i], cuts[i + 1], 60.0, [&](std::string_view part) {
                text.append(part.data(), static_cast<qsizetype>(part.size()));
            });
        QByteArrayList list = text.split('\n');
        list.removeIf([](const QByteArray &line) { return line.startsWith('#'); });
        std::sort(list.begin(), list.end());
        return list;
    };
    const QByteArrayList one = lines({anchor - 300.0, anchor + 300.0});
    QVERIFY(one.size() > 50000);
    const QByteArrayList many = lines({anchor - 300.0, anchor - 60.0, anchor + 60.0, anchor + 300.0});
    QCOMPARE(QSet<QByteArray>(many.begin(), many.end()), QSet<QByteArray>(one.begin(), one.end()));
}

void ShopTest::promtoolMakesBlocksOfIt()
{
    const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
    if (promtool.isEmpty())
        QSKIP("promtool is not installed (Debian package prometheus)");
    QTemporaryDir folder;
    QFile file(folder.filePath(u"past.om"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const World world(42, anchor);
    History history(world, anchor, anchor + 300.0);
    const auto samples = history.chunk(anchor, anchor + 180.0, 60.0, [&](std::string_view part) {
        file.write(part.data(), static_cast<qint64>(part.size()));
    });
    file.close();
    QVERIFY(samples > 20000);
    QProcess blocks;
    blocks.start(promtool,
                 {u"tsdb"_s, u"create-blocks-from"_s, u"openmetrics"_s, file.fileName(), folder.filePath(u"data"_s)});
    QVERIFY(blocks.waitForFinished(60000));
    QVERIFY2(blocks.exitCode() == 0, blocks.readAllStandardError().constData());
    QVERIFY(!QDir(folder.filePath(u"data"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void ShopTest::rulesPassPromtool()
{
    QTemporaryDir folder;
    QString problem;
    QVERIFY2(writeRules(folder.path(), &problem), qPrintable(problem));
    const QStringList files = QDir(folder.path()).entryList({u"*.rules.yml"_s});
    QCOMPARE(files.size(), 4);
    const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
    if (promtool.isEmpty())
        QSKIP("promtool is not installed (Debian package prometheus)");
    for (const QString &name : files) {
        QProcess check;
        check.start(promtool, {u"check"_s, u"rules"_s, folder.filePath(name)});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
    }
}

void ShopTest::objectivesNameMetricsThatExist()
{
    QTemporaryDir folder;
    QString problem;
    QVERIFY(writeObjectives(folder.path(), &problem));
    const QStringList files = QDir(folder.path()).entryList({u"*.slo.yaml"_s});
    QCOMPARE(files.size(), static_cast<qsizetype>(serviceCount));
    const World world(42, anchor);
    QSet<QString> names;
    for (const auto &target : targetsBetween(world, anchor, anchor + 1.0))
        for (const SeriesSlot &slot : target->sheet().slots()) {
            const std::string &family = target->sheet().families()[static_cast<std::size_t>(slot.family)].name;
            names.insert(QString::fromStdString(family + slot.suffix));
            const std::size_t le = slot.labels.find("le=");
            if (target->pod() && le != std::string::npos)
                names.insert(QString::fromStdString(family + slot.suffix + ' ' +
                                                    std::string(service(target->pod()->service).name) + ' ' +
                                                    slot.labels.substr(le)));
        }
    int queries = 0;
    for (const QString &name : files) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression query(u"query: '([a-z_:]+)\\{service=\"([a-z]+)\"[^}]*\\}'"_s);
        static const QRegularExpression bound(u"le=\"[0-9.]+\""_s);
        const QString text = QString::fromUtf8(file.readAll());
        for (auto it = query.globalMatch(text); it.hasNext(); ++queries) {
            const auto match = it.next();
            const auto le = bound.match(match.captured(0));
            const QString wanted = le.hasMatch() ? match.captured(1) + u' ' + match.captured(2) + u' ' + le.captured(0)
                                                 : match.captured(1);
            QVERIFY2(names.contains(wanted), qPrintable(wanted));
        }
    }
    QCOMPARE(queries, 40);
}

void ShopTest::servesEveryTargetItLists()
{
    QTemporaryDir folder;
    ShopOptions o = options();
    o.targets = folder.path();
    Live live(o);
    QString problem;
    QVERIFY2(live.start(&problem), qPrintable(problem));
    QFile file(folder.filePath(u"halcyon.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(list.size(), 51 + 11 + 2); // pods, nodes, probes
    for (const QJsonValue &entry : list) {
        const QByteArray path = entry[u"labels"][u"__metrics_path__"].toString().toLatin1();
        QCOMPARE(entry[u"targets"][0].toString(), u"127.0.0.1:%1"_s.arg(live.port()));
        QVERIFY2(fetch(live.port(), path).contains("# TYPE "), path.constData());
    }
    const QByteArray open = fetch(live.port(), list[0][u"labels"][u"__metrics_path__"].toString().toLatin1(),
                                  "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    QVERIFY(open.endsWith("# EOF\n"));
    QVERIFY(fetch(live.port(), "/targets/nobody/metrics").isEmpty());
    QVERIFY(fetch(live.port(), "/metrics").contains("orders_total{instance=\""));
}

void ShopTest::aDeployReplacesTargets()
{
    QTemporaryDir folder;
    ShopOptions o = options();
    o.targets = folder.path();
    o.anchor += 1500.0 + 240.0; // the rollout begins in a minute and a half of the world's time
    o.speed = 100.0;
    Live live(o);
    QString problem;
    QVERIFY2(live.start(&problem), qPrintable(problem));
    const auto list = [&] {
        QFile file(folder.filePath(u"halcyon.json"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(!list().contains("payment-7d9f"));
    QTRY_COMPARE_WITH_TIMEOUT(list().count("\"instance\":\"payment-7d9f"), 4, 15000);
    QVERIFY(list().contains("\"version\":\"v2.31.0\""));
    QCOMPARE(QJsonDocument::fromJson(list()).array().size(), 51 + 11 + 2);
    QVERIFY(fetch(live.port(), "/targets/payment-7d9f-x2kq8/metrics").contains("psp_pool_max{psp=\"northpay\"} 4\n"));
}

void ShopTest::strangersAreTurnedAway()
{
    MetricsServer server([](const QByteArray &, bool) { return MetricsServer::Answer{}; });
    QVERIFY(server.listen(u"127.0.0.1"_s, 0));
    const auto say = [&](const QByteArray &bytes) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, server.port());
        QSignalSpy gone(&socket, &QTcpSocket::disconnected);
        socket.write(bytes);
        return gone.wait(5000) || gone.count() > 0 ? socket.readAll() : QByteArray("still open");
    };
    QVERIFY(say("POST /metrics HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 405"));
    QVERIFY(say("hello\r\n\r\n").startsWith("HTTP/1.1 400"));
    QVERIFY(say(QByteArray(20000, 'x')).startsWith("HTTP/1.1 400"));
    QVERIFY(say("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200"));
}

QTEST_GUILESS_MAIN(ShopTest)
#include "tst_shop.moc"
