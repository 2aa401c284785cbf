// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/deploy/boarddeploy.h"
#include "tests/support/fakeclock.h"
#include "tests/support/httpserver.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::HttpResponse;

namespace {

const QJsonObject mine{{u"uid"_s, u"shop"_s}, {u"id"_s, 7}, {u"version"_s, 2}, {u"title"_s, u"Shop, mine"_s}};
const QByteArray served =
    R"({"dashboard":{"id":41,"uid":"shop","version":12,"title":"Shop"},"meta":{"folderUid":"ops","version":12,"url":"/d/shop"}})";

struct Stage {
    support::HttpServer grafana;
    base::ManualClock clock{1'800'000'000LL * base::nsPerSecond};
    BoardDeploy deploy{options(), net::HttpEnvironment{clock}};
    async::Request request;
    std::optional<base::Result<DeployPlan>> planned;
    std::optional<base::Result<wire::grafana::StoredDashboard>> stored;

    net::HttpOptions options()
    {
        net::HttpOptions out;
        out.name = u"grafana.test"_s;
        out.base = grafana.url();
        out.auth.kind = net::AuthOptions::Kind::Bearer;
        out.auth.secret = {net::SecretRef::Kind::Literal, u"glsa_x"_s};
        out.tries = 1;
        return out;
    }
    void plan(const QJsonObject &dashboard, const QString &folder = {})
    {
        planned.reset();
        request = deploy.plan(dashboard, folder, [this](base::Result<DeployPlan> p) { planned = std::move(p); });
        QTRY_VERIFY(planned);
    }
    void push()
    {
        stored.reset();
        request = deploy.push(planned->value(), u"from the console"_s, [this](auto s) { stored = std::move(s); });
        QTRY_VERIFY(stored);
    }
};

} // namespace

class BoardDeployTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theVersionThatWasReadIsReplaced()
    {
        Stage s;
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::json(served));
        s.grafana.on(u"/api/dashboards/db"_s,
                     HttpResponse::json(R"({"uid":"shop","url":"/d/shop/shop","version":13,"status":"success"})"));
        s.plan(mine);
        QVERIFY(s.planned->ok());
        const DeployPlan &plan = s.planned->value();
        QCOMPARE(plan.folderUid, u"ops"_s);
        QVERIFY(plan.difference.contains("+    \"title\": \"Shop, mine\""));
        QVERIFY(!plan.difference.contains("version"));
        QCOMPARE(s.grafana.requests().first().header("Authorization"), "Bearer glsa_x");
        s.push();
        QCOMPARE(s.stored->value().version, 13);
        const QJsonObject sent = QJsonDocument::fromJson(s.grafana.requests().last().body).object();
        QCOMPARE(sent.value("folderUid"_L1).toString(), u"ops"_s);
        QVERIFY(!sent.value("overwrite"_L1).toBool(true));
        const QJsonObject dashboard = sent.value("dashboard"_L1).toObject();
        QCOMPARE(dashboard.value("version"_L1).toInt(), 12);
        QVERIFY(dashboard.value("id"_L1).isNull());
    }

    void whatIsNotThereIsCreated()
    {
        Stage s;
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::json(R"({"message":"Dashboard not found"})", 404));
        s.grafana.on(u"/api/dashboards/db"_s, HttpResponse::json(R"({"uid":"shop","url":"/d/shop","version":1})"));
        s.plan(mine, u"team"_s);
        QVERIFY(!s.planned->value().there);
        s.push();
        const QJsonObject sent = QJsonDocument::fromJson(s.grafana.requests().last().body).object();
        QCOMPARE(sent.value("folderUid"_L1).toString(), u"team"_s);
        QVERIFY(!sent.value("dashboard"_L1).toObject().contains("version"_L1));
    }

    void theSameIsSaid()
    {
        Stage s;
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::json(served));
        s.plan(QJsonDocument::fromJson(served).object().value("dashboard"_L1).toObject());
        QVERIFY(s.planned->value().isSame());
    }

    void refusalsSayWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("version") << 412 << QByteArray(R"({"status":"version-mismatch","message":"x"})")
                                 << u"Somebody else saved"_s;
        QTest::newRow("name") << 412 << QByteArray(R"({"status":"name-exists"})") << u"of this title"_s;
        QTest::newRow("provisioned") << 400 << QByteArray(R"({"message":"Cannot save provisioned dashboard"})")
                                     << u"Deploy a copy"_s;
        QTest::newRow("rights") << 403 << QByteArray("{}") << u"may not write there"_s;
        QTest::newRow("folder") << 404 << QByteArray("{}") << u"no such folder"_s;
        QTest::newRow("hostile") << 500 << QByteArray(100'000, 'x') << u"It answered 500."_s;
    }
    void refusalsSayWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        Stage s;
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::json(served));
        s.grafana.on(u"/api/dashboards/db"_s, HttpResponse::json(body, status));
        s.plan(mine);
        s.push();
        QVERIFY(!s.stored->ok());
        QVERIFY2(s.stored->error().summary.contains(words), qPrintable(s.stored->error().summary));
        QCOMPARE(s.grafana.count(u"/api/dashboards/db"_s), 1); // never a second time
    }

    void aProvisionedOneIsNotTried()
    {
        Stage s;
        QByteArray body = served;
        body.replace("\"meta\":{", "\"meta\":{\"provisioned\":true,");
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::json(body));
        s.plan(mine);
        QCOMPARE(s.planned->error().kind, base::ErrorKind::Unsupported);
    }

    void anAddressThatIsNoGrafanaSaysSo()
    {
        Stage s;
        s.grafana.on(u"/api/dashboards/uid/shop"_s, HttpResponse::text("<html>hello</html>"));
        s.plan(mine);
        QCOMPARE(s.planned->error().kind, base::ErrorKind::NotUnderstood);
        QJsonObject fresh = mine;
        fresh.remove(u"uid"_s);
        s.plan(fresh); // /api/health is not there
        QVERIFY(!s.planned->ok());
    }
};

QTEST_GUILESS_MAIN(BoardDeployTest)
#include "tst_boarddeploy.moc"
