// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/address.h"
#include "models/sources/environment/environment.h"
#include "models/sources/environment/yamltree.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::sources;
using namespace Qt::StringLiterals;

namespace {
const char *const full = R"(name: production EU
colour: red
readOnly: true
tenant: team-a
defaultRange: 6h
objectives: [/etc/slo/checkout.yaml, slo]
station: eu.station.yaml
subjects:
  service: [team_service, service]
  region: [zone]
sources:
  - id: prom-eu
    name: "Prometheus: Europe"
    kind: metrics
    product: Mimir
    url: https://mimir.example.org/prometheus/
    auth:
      type: oauth2
      tokenUrl: https://login.example.org/token
      clientId: console
      scope: read
      secret: stored:mimir
    tls:
      ca: /etc/ssl/own.pem
      cert: /home/ana/console.pem
      key: /home/ana/console.key
      keyPassword: env:KEY_PASSWORD
      pin: sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
    proxy: http://proxy.example.org:3128
    proxyUser: ana
    proxyPassword: command:pass show proxy
    headers:
      X-Team: night watch
    secretHeaders:
      X-Api-Key: file:/run/secrets/key
    connectTimeout: 2s
    idleTimeout: 10s
    concurrency: 3
    maxAnswerMiB: 64
  - id: am
    kind: alerts
    url: http://am.example.org:9093
    auth: {type: basic, user: ana, secret: "env:AM_PASSWORD"}
)";
}

class TestEnvironment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void readsEverythingThatCanBeWritten()
    {
        const auto environment = readEnvironment(full, u"/x/production.yaml"_s);
        QVERIFY2(environment.ok(), qPrintable(environment.ok() ? QString() : environment.error().summary));
        QCOMPARE(environment->id, u"production"_s);
        QCOMPARE(environment->name, u"production EU"_s);
        QCOMPARE(environment->colour, u"red"_s);
        QVERIFY(environment->readOnly);
        QCOMPARE(environment->defaultRangeNs, 6 * base::nsPerHour);
        QCOMPARE(environment->subjects.service, (QStringList{u"team_service"_s, u"service"_s}));
        QCOMPARE(environment->objectives.size(), 2);
        QVERIFY(environment->hasStation);
        QCOMPARE(environment->stationConfig, u"eu.station.yaml"_s);
        QCOMPARE(environment->sources.size(), 2U);
        const auto &prom = environment->sources[0];
        QCOMPARE(prom.name, u"Prometheus: Europe"_s);
        QCOMPARE(prom.url, QUrl(u"https://mimir.example.org/prometheus"_s));
        QCOMPARE(prom.auth.kind, net::AuthOptions::Kind::OAuth2);
        QCOMPARE(prom.auth.secret, (net::SecretRef{net::SecretRef::Kind::Stored, u"mimir"_s}));
        QCOMPARE(prom.tls.keyPassword.kind, net::SecretRef::Kind::Environment);
        QCOMPARE(prom.proxyPassword, (net::SecretRef{net::SecretRef::Kind::Command, u"pass show proxy"_s}));
        QCOMPARE(prom.headers.front().value, QByteArray("night watch"));
        QCOMPARE(prom.secretHeaders.front().value.kind, net::SecretRef::Kind::File);
        QCOMPARE(prom.connectTimeout.count(), 2000);
        QCOMPARE(prom.concurrency, 3);
        QCOMPARE(environment->sources[1].kind, signals::SourceKind::Alerts);
        QCOMPARE(environment->sources[1].name, u"am"_s);
    }

    void writesWhatItReadsBackToTheSameValue()
    {
        auto environment = readEnvironment(full, u"production.yaml"_s);
        QVERIFY(environment.ok());
        environment->name = u"a: \"b\" \\ #c\n\u2028 ü – yes"_s;
        environment->tenant = u"true"_s;
        const QByteArray written = writeEnvironment(*environment);
        const auto again = readEnvironment(written, u"production.yaml"_s);
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().summary + QString::fromUtf8(written)));
        QVERIFY(*again == *environment);
        QCOMPARE(writeEnvironment(*again), written);
    }

    void aStationWithItsDefaultsIsOneWord()
    {
        Environment environment;
        environment.id = environment.name = u"this"_s;
        QVERIFY(!writeEnvironment(environment).contains("station"));
        environment.hasStation = true;
        const QByteArray written = writeEnvironment(environment);
        QVERIFY(written.contains("station: default\n"));
        const auto again = readEnvironment(written, u"this.yaml"_s);
        QVERIFY(again.ok() && *again == environment);
    }

    void aLiteralSecretIsNeverWritten()
    {
        Environment environment;
        environment.name = u"x"_s;
        SourceSettings source;
        source.id = u"a"_s;
        source.url = QUrl(u"http://h:1"_s);
        source.auth = {
            net::AuthOptions::Kind::Bearer, {}, {net::SecretRef::Kind::Literal, u"canary-secret"_s}, {}, {}, {}, {}};
        environment.sources = {source};
        QVERIFY(!writeEnvironment(environment).contains("canary-secret"));
    }

    void mistakesAreNamedWithLineAndRemedy_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("says");
        const auto source = [](const char *more) -> QByteArray {
            return QByteArray("sources:\n  - id: a\n    kind: metrics\n    url: http://h\n") + more;
        };
        QTest::newRow("unknown key") << QByteArray("name: x\ncolor: red\n")
                                     << u"line 2: “color” is not known here. Write one of: name, colour"_s;
        QTest::newRow("colour") << QByteArray("colour: pink\n") << u"line 1: “pink” is none of: none, red"_s;
        QTest::newRow("truth") << QByteArray("name: a\n\nreadOnly: yes\n") << u"line 3: Write true or false."_s;
        QTest::newRow("duration") << QByteArray("defaultRange: soon\n") << u"line 1: Write a duration such as"_s;
        QTest::newRow("kind") << QByteArray("sources:\n  - id: a\n    kind: metric\n    url: http://h\n")
                              << u"line 3: “metric” is none of: metrics, alerts"_s;
        QTest::newRow("no kind") << QByteArray("sources:\n  - id: a\n    url: http://h\n")
                                 << u"line 2: The source “a” needs a kind"_s;
        QTest::newRow("no url") << QByteArray("sources:\n  - id: a\n    kind: logs\n") << u"needs a url"_s;
        QTest::newRow("no id") << QByteArray("sources:\n  - kind: logs\n    url: http://h\n") << u"needs an id"_s;
        QTest::newRow("twice the id")
            << QByteArray("sources:\n  - {id: a, kind: logs, url: http://h}\n  - {id: a, kind: logs, url: http://h}\n")
            << u"line 3: There are two sources"_s;
        QTest::newRow("literal secret")
            << source("    auth:\n      type: bearer\n      secret: hunter2\n")
            << u"line 7: Secrets are not written here. Write where it is kept: stored:NAME"_s;
        QTest::newRow("password in address")
            << QByteArray("sources:\n  - id: a\n    kind: logs\n    url: http://u:p@h\n")
            << u"line 4: Leave user and password out"_s;
        QTest::newRow("login without secret") << source("    auth:\n      type: bearer\n") << u"needs a secret"_s;
        QTest::newRow("header") << source("    headers:\n      X-A: \"a\\nX-Evil: b\"\n")
                                << u"line 6: “X-A” is not a header that can be sent"_s;
        QTest::newRow("pin") << source("    tls:\n      pin: 1234\n") << u"64 hexadecimal digits"_s;
        QTest::newRow("concurrency") << source("    concurrency: 50\n") << u"line 5: Write a number from 1 to 6."_s;
        QTest::newRow("sources not a list") << QByteArray("sources:\n  a: b\n") << u"Sources are a list"_s;
        QTest::newRow("alias") << QByteArray("name: &a x\ntenant: *a\n") << u"line 1: Anchors"_s;
        QTest::newRow("cycle") << QByteArray("sources: &a [*a]\n") << u"line 1: Anchors"_s;
        QTest::newRow("twice the key") << QByteArray("name: a\nname: b\n")
                                       << u"line 2: The key “name” is there twice."_s;
        QTest::newRow("broken") << QByteArray("name: [a\nb: c\n") << u"line "_s;
        QTest::newRow("deep") << QByteArray(2000, '[') << u"line 1"_s;
        QTest::newRow("tab") << QByteArray("sources:\n\t- id: a\n") << u"line 2"_s;
        QTest::newRow("large") << QByteArray("name: ") + QByteArray(2 << 20, 'x') << u"larger than 1 MiB"_s;
    }
    void mistakesAreNamedWithLineAndRemedy()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, says);
        const auto environment = readEnvironment(yaml, u"/home/x/prod.yaml"_s);
        QVERIFY(!environment.ok());
        QCOMPARE(environment.error().kind, base::ErrorKind::Invalid);
        QVERIFY2(environment.error().summary.startsWith(u"prod.yaml, line "_s) &&
                     environment.error().summary.contains(says),
                 qPrintable(environment.error().summary));
    }

    void savesPrivatelyAndFindsAgain()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(u"watchfloor/environments"_s);
        auto environment = readEnvironment(full, u"production.yaml"_s);
        QVERIFY(environment.ok());
        QVERIFY(saveEnvironment(*environment, folder + u"/production.yaml"_s).ok());
        QCOMPARE(QFileInfo(folder + u"/production.yaml"_s).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QFile broken(folder + u"/broken.yaml"_s);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("nonsense: 1\n");
        broken.close();
        const auto found = findEnvironments(folder);
        QCOMPARE(found.size(), 2U);
        QVERIFY(!found[0].environment.ok());
        QVERIFY(found[1].environment.ok());
        environment->folder = folder; // the only thing that the file itself does not say
        QVERIFY(*found[1].environment == *environment);
    }

    void relativePathsBeginWhereTheFileLies()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"shop/production.yaml"_s);
        QVERIFY(QDir(home.path()).mkdir(u"shop"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("objectives: [slo, ../all/checkout.yaml, /etc/slo]\n"
                   "sources: [{id: a, kind: metrics, url: 'http://h:1', tls: {ca: own.pem, cert: /etc/c.pem}}]\n");
        file.close();
        const auto environment = loadEnvironment(path);
        QVERIFY(environment.ok());
        QCOMPARE(objectivePaths(*environment),
                 (QStringList{home.filePath(u"shop/slo"_s), home.filePath(u"all/checkout.yaml"_s), u"/etc/slo"_s}));
        QCOMPARE(environment->objectives.front(), u"slo"_s); // written back as it was
        const auto tls = httpOptionsOf(*environment, environment->sources[0]).tls;
        QCOMPARE(tls.caFile, home.filePath(u"shop/own.pem"_s));
        QCOMPARE(tls.certFile, u"/etc/c.pem"_s);
        QCOMPARE(tls.keyFile, QString());
        // Through a relative path to the file, from another folder.
        const QDir back = QDir::current();
        QVERIFY(QDir::setCurrent(home.path()));
        const auto again = loadEnvironment(u"shop/production.yaml"_s);
        QVERIFY(QDir::setCurrent(back.path()));
        QCOMPARE(objectivePaths(*again).front(), QFileInfo(home.filePath(u"shop"_s)).canonicalFilePath() + u"/slo"_s);
    }

    void tenantAndLimitsReachTheClient()
    {
        const auto environment = readEnvironment(full, u"production.yaml"_s);
        QVERIFY(environment.ok());
        const auto options = httpOptionsOf(*environment, environment->sources[0]);
        QVERIFY(std::find(options.headers.begin(), options.headers.end(), net::Header{"X-Scope-OrgID", "team-a"}) !=
                options.headers.end());
        QCOMPARE(options.maxBodyBytes, 64LL << 20);
        QCOMPARE(options.concurrency, 3);
    }

    void addressesPastedFromABrowserAreCutToTheirBase_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("base"); // empty = refused
        QTest::newRow("plain") << u"localhost:9090"_s << u"http://localhost:9090"_s;
        QTest::newRow("slash") << u" https://host/prometheus/ "_s << u"https://host/prometheus"_s;
        QTest::newRow("graph") << u"https://host/prometheus/graph?g0.expr=up"_s << u"https://host/prometheus"_s;
        QTest::newRow("query page") << u"http://host:9090/query?g0.expr=up"_s << u"http://host:9090"_s;
        QTest::newRow("api") << u"http://host/p/api/v1/query?query=1"_s << u"http://host/p"_s;
        QTest::newRow("alertmanager page") << u"http://host:9093/#/alerts"_s << u"http://host:9093"_s;
        QTest::newRow("loki api") << u"http://host:3100/loki/api/v1/labels"_s << u"http://host:3100"_s;
        QTest::newRow("jaeger page") << u"http://host:16686/search?service=x"_s << u"http://host:16686"_s;
        QTest::newRow("login") << u"http://u:p@host"_s << QString();
        QTest::newRow("scheme") << u"ftp://host"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("nonsense") << u"http://"_s << QString();
    }
    void addressesPastedFromABrowserAreCutToTheirBase()
    {
        QFETCH(QString, pasted);
        QFETCH(QString, base);
        const auto url = net::baseAddress(pasted);
        QCOMPARE(url.ok(), !base.isEmpty());
        if (url)
            QCOMPARE(url->toString(), base);
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
