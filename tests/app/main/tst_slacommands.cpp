// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agreements/agreementsworld.h"
#include "tests/support/httpserver.h"
#include "tests/support/mail/smtpserver.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

struct Ended {
    int code = -1;
    QByteArray out, err;
};

// A server that speaks Prometheus' query API over the samples of the world, and the program as people start it. The
// samples are put so that now is a day in the middle of a month that was breached.
class LiveWorld {
public:
    explicit LiveWorld(qint64 nowNs)
    {
        m_world.write(u"environment.yaml"_s, "name: shop\nsources:\n  - id: prom\n    name: prom\n    kind: metrics\n"
                                             "    product: Prometheus\n    url: " +
                                                 m_server.url().toEncoded() +
                                                 "\nobjectives: [slo.yaml]\nagreements: [contract.yaml]\n");
        m_world.write(u"contract.yaml"_s, test::contractWith("validity: {from: 2025-01-01, until: 2027-12-31}",
                                                             "validity: {from: 2025-01-01, until: 2090-12-31}"));
        double total = 0, bad = 0;
        const qint64 start = nowNs - 70 * base::nsPerDay;
        for (qint64 ns = start; ns <= nowNs; ns += 5 * base::nsPerMinute) {
            total += 1000;
            bad += 2; // 99.8 %: between the tiers of 99.90 and 99.00, all the time
            m_world.source.samples.append({{"__name__", "requests_total"}, {"job", "live"}}, ns / base::nsPerMs, total);
            m_world.source.samples.append({{"__name__", "errors_total"}, {"job", "live"}}, ns / base::nsPerMs, bad);
        }
        m_server.on(u"/api/v1/query"_s,
                    [this](const support::HttpRequest &request) { return answered(request, {}, {}, {}); });
        m_server.on(u"/api/v1/query_range"_s, [this](const support::HttpRequest &request) {
            return answered(request, request.parameter(u"start"_s), request.parameter(u"end"_s),
                            request.parameter(u"step"_s));
        });
        m_server.on(u"/api/v1/status/buildinfo"_s,
                    support::HttpResponse::json(R"({"status":"success","data":{"version":"3.1.0"}})"));
    }
    [[nodiscard]] QString path(const QString &name) const { return m_world.path(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        m_world.write(name, text);
    }
    void kill() { m_server.stop(); }
    void breaks() { m_isBroken = true; }

    Ended run(const QStringList &arguments)
    {
        QProcess process;
        auto variables = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"})
            variables.insert(QString::fromLatin1(name), m_world.path(QString::fromLatin1(name)));
        variables.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(WF_PROGRAM), arguments);
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 120'000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    Ended sla(const QStringList &arguments)
    {
        return run(QStringList{u"sla"_s} + arguments +
                   QStringList{u"--environment-file"_s, path(u"environment.yaml"_s)});
    }

private:
    static qint64 msOf(const QString &seconds) { return qRound64(seconds.toDouble() * 1000); }

    support::HttpResponse answered(const support::HttpRequest &request, const QString &start, const QString &end,
                                   const QString &step)
    {
        if (m_isBroken)
            return support::HttpResponse::json(R"({"status":"error","errorType":"internal","error":"out of order"})",
                                               500);
        const bool isRange = !step.isEmpty();
        const auto expr =
            query::parsePromql(request.parameter(u"query"_s).toStdString(), query::ParseOptions::everything());
        const qint64 at = isRange ? msOf(start) : msOf(request.parameter(u"time"_s));
        query::EvalOptions options;
        options.maxSteps = 0;
        const auto found = expr ? query::evaluateRange(**expr, m_world.source.samples, at, isRange ? msOf(end) : at,
                                                       isRange ? msOf(step) : 1000, options, {})
                                : base::Result<query::Evaluated>(expr.error());
        if (!found)
            return support::HttpResponse::json(R"({"status":"error","errorType":"bad_data","error":"no"})", 400);
        QJsonArray result;
        for (const auto &series : found->series) {
            QJsonArray values;
            for (std::size_t i = 0; i < series.timesMs.size(); ++i)
                values.append(QJsonArray{static_cast<double>(series.timesMs[i]) / 1000.0,
                                         QString::number(series.values[i], 'g', 17)});
            if (values.isEmpty())
                continue;
            QJsonObject metric;
            for (const auto &[name, value] : series.labels)
                metric.insert(QString::fromStdString(name), QString::fromStdString(value));
            result.append(
                QJsonObject{{u"metric"_s, metric},
                            {isRange ? u"values"_s : u"value"_s, isRange ? QJsonValue(values) : values.last()}});
        }
        return support::HttpResponse::json(
            QJsonDocument(QJsonObject{{u"status"_s, u"success"_s},
                                      {u"data"_s, QJsonObject{{u"resultType"_s, isRange ? u"matrix"_s : u"vector"_s},
                                                              {u"result"_s, result}}}})
                .toJson(QJsonDocument::Compact));
    }

    test::AgreementsWorld m_world;
    support::HttpServer m_server;
    bool m_isBroken = false;
};

} // namespace

class TestSlaCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        const qint64 now = base::SystemClock().nowNs();
        m_before =
            QDateTime::fromMSecsSinceEpoch(now / base::nsPerMs, Qt::UTC).date().addMonths(-1).toString(u"yyyy-MM"_s);
        m_world = std::make_unique<LiveWorld>(now);
    }

    void contractsAreJudgedByALiveServer()
    {
        const Ended list = m_world->sla({u"list"_s, u"--json"_s, u"--period"_s, m_before});
        QVERIFY2(list.code == 0, list.err);
        const QJsonObject one = QJsonDocument::fromJson(list.out).array().at(0).toObject();
        QCOMPARE(one[u"id"_s].toString(), u"spa-114"_s);
        const QJsonObject clause = one[u"clauses"_s][0].toObject();
        QCOMPARE(clause[u"percent"_s].toString(), u"99.800"_s);
        QCOMPARE(clause[u"state"_s].toString(), u"breached"_s);
        QCOMPARE(one[u"due"_s].toString(), u"4200.00"_s); // 10 % of 42 000.00
        const Ended check = m_world->sla({u"check"_s, u"spa-114"_s, u"--period"_s, m_before});
        QCOMPARE(check.code, 2);
        QVERIFY(check.out.contains("1 agreements: 0 met, 0 at risk, 1 breached, 0 not known"));
        const Ended notices = m_world->sla({u"notices"_s, u"--format"_s, u"csv"_s, u"--period"_s, m_before});
        QVERIFY(notices.out.contains("/breach/availability\""));
        const Ended show = m_world->sla({u"show"_s, u"spa-114"_s, u"--period"_s, m_before, u"--format"_s, u"csv"_s});
        QVERIFY(show.out.startsWith("\"CLAUSE\",\"NAME\""));
        QVERIFY(show.out.contains("\"99.8\""));
        QCOMPARE(m_world->sla({u"show"_s, u"nobody"_s}).code, 3);
    }

    void aCreditIsSignedFromProposalToIssue()
    {
        const QStringList signing{u"--by"_s, u"Jonas Okafor"_s, u"--reason"_s, u"the figures agree"_s};
        const QStringList noOthers{u"--period"_s, m_before};
        const Ended unsigned_ = m_world->sla(QStringList{u"credits"_s, u"propose"_s, u"spa-114"_s} + noOthers);
        QCOMPARE(unsigned_.code, 2);
        QVERIFY(unsigned_.err.contains("a name is missing"));
        const Ended proposed = m_world->sla(QStringList{u"credits"_s, u"propose"_s, u"spa-114"_s} + noOthers + signing);
        const QString id = u"spa-114/"_s + m_before;
        QVERIFY2(proposed.code == 0, proposed.err);
        QVERIFY(proposed.out.contains("4200.00 EUR"));
        QCOMPARE(m_world->sla(QStringList{u"credits"_s, u"propose"_s, u"spa-114"_s} + noOthers + signing).code, 2);
        QCOMPARE(m_world->sla(QStringList{u"credits"_s, u"issue"_s, id} + signing).code, 2); // not approved yet
        QCOMPARE(m_world->sla(QStringList{u"credits"_s, u"approve"_s, id} + signing).code, 0);
        QCOMPARE(m_world->sla(QStringList{u"credits"_s, u"issue"_s, id} + signing).code, 0);
        const Ended listed = m_world->sla({u"credits"_s, u"--json"_s});
        const QJsonObject credit = QJsonDocument::fromJson(listed.out).array().at(0).toObject();
        QCOMPARE(credit[u"state"_s].toString(), u"issued"_s);
        QCOMPARE(credit[u"steps"_s].toArray().size(), 3);
        QCOMPARE(m_world->sla({u"book"_s, u"verify"_s}).code, 0);
    }

    void aReportIsMadeIssuedVerifiedAndForgedOnesAreFound()
    {
        const QString file = m_world->path(u"r.html"_s);
        const Ended made =
            m_world->sla({u"report"_s, u"spa-114"_s, u"--period"_s, m_before, u"--format"_s, u"html"_s, u"--issue"_s,
                          u"--by"_s, u"ann"_s, u"--reason"_s, u"the month is over"_s, u"-o"_s, file});
        QVERIFY2(made.code == 0, made.err);
        const Ended verified = m_world->run({u"report"_s, u"verify"_s, file, u"--json"_s});
        QVERIFY2(verified.code == 0, verified.err);
        QVERIFY(QJsonDocument::fromJson(verified.out)[u"same_as_issued"_s].toBool());
        const Ended again = m_world->run({u"report"_s, u"verify"_s, file, u"--recompute"_s, u"--json"_s,
                                          u"--environment-file"_s, m_world->path(u"environment.yaml"_s)});
        QVERIFY2(again.code == 0, QByteArray(again.out + again.err));
        QVERIFY(QJsonDocument::fromJson(again.out)[u"recomputed"_s].toBool());
        const Ended listed = m_world->run({u"report"_s, u"list"_s, u"--format"_s, u"json"_s});
        QCOMPARE(QJsonDocument::fromJson(listed.out).array().at(0)[u"reason"_s].toString(), u"the month is over"_s);
        QFile html(file);
        QVERIFY(html.open(QIODevice::ReadWrite));
        QByteArray bytes = html.readAll();
        bytes.replace("99.800", "99.990");
        html.resize(0);
        html.write(bytes);
        html.close();
        QCOMPARE(m_world->run({u"report"_s, u"verify"_s, file}).code, 2);
        QCOMPARE(m_world->run({u"report"_s, u"verify"_s, m_world->path(u"none.pdf"_s)}).code, 3);
        const QString backup = m_world->path(u"backup"_s);
        QCOMPARE(m_world->run({u"report"_s, u"backup"_s, backup}).code, 0);
        const QString elsewhere = m_world->path(u"elsewhere"_s);
        QCOMPARE(m_world->run({u"report"_s, u"restore"_s, backup, u"--archive"_s, elsewhere}).code, 0);
        const Ended there = m_world->run({u"report"_s, u"list"_s, u"--archive"_s, elsewhere, u"--format"_s, u"json"_s});
        QCOMPARE(QJsonDocument::fromJson(there.out).array().size(), 1);
        QCOMPARE(m_world->run({u"report"_s, u"mails"_s}).code, 0);
    }

    void aReportOverTwoMonthsIsTheirSumAndIsRecomputed()
    {
        const QDate before = QDate::fromString(m_before, u"yyyy-MM"_s);
        const QString both = before.addMonths(-1).toString(u"yyyy-MM"_s) + u".."_s + m_before;
        const Ended shown = m_world->sla({u"show"_s, u"spa-114"_s, u"--json"_s, u"--period"_s, both});
        QVERIFY2(shown.code == 0, shown.err);
        const QJsonObject sum = QJsonDocument::fromJson(shown.out).object();
        QCOMPARE(sum[u"settlements"_s].toArray().size(), 2);
        QCOMPARE(sum[u"due"_s].toString(), u"8400.00"_s); // 10 % of 42 000.00, twice
        QCOMPARE(sum[u"settlements"_s][1][u"due"_s].toString(), u"4200.00"_s);
        const QString file = m_world->path(u"both.json"_s);
        const Ended made =
            m_world->sla({u"report"_s, u"spa-114"_s, u"--period"_s, both, u"--format"_s, u"json"_s, u"-o"_s, file});
        QVERIFY2(made.code == 0, made.err);
        QFile json(file);
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonDocument report = QJsonDocument::fromJson(json.readAll());
        QCOMPARE(report[u"clauses"_s].toArray().size(), 6); // three of each month
        QCOMPARE(report[u"credit_total"_s][u"exact_amount"_s].toString(), u"8400.00"_s);
        QVERIFY(!report[u"interim"_s].toBool());
        const Ended again = m_world->run({u"report"_s, u"verify"_s, file, u"--recompute"_s, u"--json"_s,
                                          u"--environment-file"_s, m_world->path(u"environment.yaml"_s)});
        QVERIFY2(again.code == 0, QByteArray(again.out + again.err));
        QVERIFY(QJsonDocument::fromJson(again.out)[u"recomputed"_s].toBool());
        const Ended cut = m_world->sla({u"report"_s, u"spa-114"_s, u"--period"_s, m_before + u"-10"_s});
        QCOMPARE(cut.code, 3);
        QVERIFY2(cut.err.contains(u"around it lies %1"_s.arg(m_before).toUtf8()), cut.err);
        const Ended proposed = m_world->sla({u"credits"_s, u"propose"_s, u"spa-114"_s, u"--period"_s, both, u"--by"_s,
                                             u"ann"_s, u"--reason"_s, u"the figures agree"_s});
        QVERIFY(proposed.code != 0 && proposed.err.contains("for one settlement period"));
    }

    void anApprovedNoticeIsMailedOnceByRunDue()
    {
        support::SmtpServer server(QStringLiteral(WF_SMTP_SERVER), u"plain"_s);
        QVERIFY2(server.runs(), "aiosmtpd is missing: tools/packages/test.txt");
        const auto settings = server.settings(net::MailServer::Security::None);
        m_world->write(
            u"XDG_CONFIG_HOME/watchfloor/reports.yaml"_s,
            "kind: Reports\nspec:\n  mail: {server: localhost, security: none, from: reports@halcyon.example, "
            "port: " +
                QByteArray::number(settings.port) + "}\n");
        const QString notice = u"spa-114/%1/breach/availability"_s.arg(m_before);
        const QStringList signing{u"--by"_s,     u"Mara"_s, u"--reason"_s, u"the words are right"_s,
                                  u"--period"_s, m_before};
        const auto step = [&](const QString &what) {
            return m_world->sla(QStringList{u"notices"_s, what, notice} + signing).code;
        };
        QCOMPARE(step(u"send"_s), 2); // nobody approved it
        QCOMPARE(step(u"draft"_s), 0);
        QCOMPARE(step(u"approve"_s), 0);
        QCOMPARE(step(u"send"_s), 0);
        const QStringList due{u"report"_s, u"run-due"_s, u"--environment-file"_s, m_world->path(u"environment.yaml"_s)};
        const Ended sent = m_world->run(due);
        QVERIFY2(sent.code == 0, sent.err);
        QVERIFY(sent.out.contains("Mails: 1 sent, 0 waiting, 0 refused"));
        QVERIFY(sent.out.contains("was sent"));
        QCOMPARE(server.received().value(u"to"_s).toArray().at(0).toString(), u"it@fernhill.example"_s);
        QVERIFY(m_world->run(due).out.contains("Mails: 0 sent, 0 waiting, 0 refused"));
        const Ended notices = m_world->sla({u"notices"_s, u"--json"_s, u"--period"_s, m_before});
        QCOMPARE(QJsonDocument::fromJson(notices.out).array().at(0)[u"state"_s].toString(), u"sent"_s);
        const Ended mails = m_world->run({u"report"_s, u"mails"_s, u"--format"_s, u"json"_s});
        QCOMPARE(mails.code, 0);
        QCOMPARE(QJsonDocument::fromJson(mails.out).array().at(0)[u"state"_s].toString(), u"sent"_s);
        QCOMPARE(m_world->sla({u"book"_s, u"verify"_s}).code, 0);
    }

    void aStatusPageRestsOnALiveBudgetAndContract()
    {
        m_world->write(u"page.yaml"_s,
                       "apiVersion: watchfloor/v1\nkind: StatusPage\nspec:\n  title: Shop\n  organisation: Halcyon\n"
                       "  components:\n    - {id: front, name: Front, objectives: [gateway-availability]}\n"
                       "    - {id: promised, name: Promised, agreements: [spa-114/availability]}\n"
                       "    - {id: nobody, name: Nobody, objectives: [not-there]}\n");
        const QString site = m_world->path(u"site"_s);
        const Ended done =
            m_world->run({u"status-page"_s, u"export"_s, site, u"--config"_s, m_world->path(u"page.yaml"_s),
                          u"--environment-file"_s, m_world->path(u"environment.yaml"_s)});
        QVERIFY2(done.code == 1, done.err); // of one component nothing is known
        QFile file(site + u"/api/v2/components.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray json = file.readAll();
        const QJsonArray components = QJsonDocument::fromJson(json)[u"components"_s].toArray();
        QCOMPARE(components.size(), 3);
        // Four times faster than the budget lasts: a warning.
        QVERIFY2(components.at(0)[u"status"_s].toString() == u"degraded_performance"_s, json);
        QVERIFY(!json.contains("gateway-availability") && !json.contains("spa-114"));
    }

    void aServerThatIsDeadOrBrokenGivesNoFigures_data()
    {
        QTest::addColumn<bool>("isDead");
        QTest::newRow("dead") << true;
        QTest::newRow("broken") << false;
    }
    void aServerThatIsDeadOrBrokenGivesNoFigures()
    {
        QFETCH(const bool, isDead);
        if (isDead)
            m_world->kill();
        else
            m_world->breaks();
        const Ended check = m_world->sla({u"check"_s, u"--period"_s, m_before});
        QCOMPARE(check.code, 3);
        const Ended list = m_world->sla({u"list"_s, u"--json"_s, u"--period"_s, m_before});
        const QJsonObject clause = QJsonDocument::fromJson(list.out).array().at(0)[u"clauses"_s][0].toObject();
        QCOMPARE(clause[u"state"_s].toString(), u"no_data"_s);
        QVERIFY(clause[u"percent"_s].isNull());
        const Ended report = m_world->sla({u"report"_s, u"spa-114"_s, u"--period"_s, m_before, u"--issue"_s, u"--by"_s,
                                           u"ann"_s, u"-o"_s, m_world->path(u"r.pdf"_s)});
        QCOMPARE(report.code, 3); // nothing is issued from a part
        QVERIFY(!QFile::exists(m_world->path(u"r.pdf"_s)));
    }

private:
    QString m_before; // the month before this one
    std::unique_ptr<LiveWorld> m_world;
};

QTEST_GUILESS_MAIN(TestSlaCommands)
#include "tst_slacommands.moc"
