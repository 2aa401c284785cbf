// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"
#include "models/station/serve/loki/lokitail.h"
#include "models/station/serve/serveservice.h"
#include "models/wire/loki/loki.h"
#include "tests/models/station/serve/answersfixture.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

namespace {

LineBatch batchOf(std::initializer_list<const char *> texts, const char *app = "a")
{
    static qint64 ns = servedNow + base::nsPerSecond;
    auto lines = std::make_shared<std::vector<signals::LogLine>>();
    for (const char *text : texts) {
        auto &line = lines->emplace_back();
        line.timeNs = ++ns;
        line.text = text;
        line.stream = base::Labels{{"app", app}};
        line.metadata = base::Labels{{"user", "ana"}};
    }
    return lines;
}

QStringList textsIn(const net::server::MessageSource::Step &step)
{
    QStringList texts;
    for (const auto &message : step.messages)
        if (const auto frame = wire::loki::decodeTailFrame(message))
            for (const auto &line : frame->lines)
                texts << QString::fromStdString(line.text);
    return texts;
}

} // namespace

class LokiTailTest : public QObject {
    Q_OBJECT
    base::ManualClock m_clock{servedNow};
    std::unique_ptr<ServedStation> m_station;

    std::shared_ptr<LokiTailSource> follow(const char *query, int limit = 100, bool isCategorised = false)
    {
        TailQuestion question;
        question.expr = std::make_shared<const query::LogqlExpr>(std::move(*query::parseLogql(query)));
        question.startNs = servedNow - 60 * base::nsPerSecond;
        question.limit = limit;
        question.isCategorised = isCategorised;
        return std::make_shared<LokiTailSource>(std::move(question), m_station->answers().logs, m_clock);
    }

private Q_SLOTS:
    void init() { m_station = std::make_unique<ServedStation>(); }
    void tellsTheNewestOfThePastAndThenWhatComes();
    void asksItsQuestionOfEveryLine();
    void keepsMetadataWithTheLinesWhenAsked();
    void aSlowClientLosesTheOldestAndIsToldSo();
    void aQuestionAboutNumbersIsEnded();
    void refusesBeforeTheUpgrade_data();
    void refusesBeforeTheUpgrade();
    void theConsolesOwnTailFollowsIt();
};

void LokiTailTest::tellsTheNewestOfThePastAndThenWhatComes()
{
    const auto tail = follow("{app=\"a\"}", 3);
    QVERIFY(tail->hasNews());
    m_station->feed->publish(batchOf({"new 1"})); // while the past is still being read
    QCOMPARE(textsIn(tail->next({})), (QStringList{QStringLiteral("line 4"), QStringLiteral("line 6"),
                                                   QStringLiteral("line 8"), QStringLiteral("new 1")}));
    QVERIFY(!tail->hasNews());
    m_station->feed->publish(batchOf({"new 2", "new 3", "new 4", "new 5"}));
    QVERIFY(tail->hasNews());
    const auto step = tail->next({});
    QCOMPARE(step.messages.size(), std::size_t(2)); // never more than `limit` lines in one
    QCOMPARE(textsIn(step).size(), 4);
    QVERIFY(tail->next({}).messages.empty());
}

void LokiTailTest::asksItsQuestionOfEveryLine()
{
    const auto tail = follow("{app=\"b\"} |= \"key\" | logfmt | n > 1 | line_format \"{{.n}}\"");
    m_station->feed->publish(batchOf({"key n=1", "key n=2", "n=3"}, "b"));
    m_station->feed->publish(batchOf({"key n=9"}, "a"));
    QCOMPARE(textsIn(tail->next({})), QStringList{QStringLiteral("2")});
}

void LokiTailTest::keepsMetadataWithTheLinesWhenAsked()
{
    const auto tail = follow("{app=\"a\"}", 100, true);
    (void)tail->next({});
    m_station->feed->publish(batchOf({"x"}));
    const auto step = tail->next({});
    const auto frame = wire::loki::decodeTailFrame(step.messages.at(0));
    QVERIFY(frame.ok());
    QCOMPARE(frame->lines.at(0).stream, (base::Labels{{"app", "a"}}));
    QCOMPARE(frame->lines.at(0).metadata, (base::Labels{{"user", "ana"}}));
    QVERIFY(step.messages[0].find("\"encodingFlags\":[\"categorize-labels\"]") != std::string::npos);
}

void LokiTailTest::aSlowClientLosesTheOldestAndIsToldSo()
{
    const auto tail = follow("{app=\"a\"}", 1'000);
    (void)tail->next({});
    for (int i = 0; i < 203; ++i)
        m_station->feed->publish(batchOf({"x"}));
    const auto step = tail->next({});
    QCOMPARE(textsIn(step).size(), 200);
    const auto first = wire::loki::decodeTailFrame(step.messages.at(0));
    QCOMPARE(first->dropped, 3);
    QVERIFY(first->droppedRange.endNs < first->lines.at(0).timeNs);
}

void LokiTailTest::aQuestionAboutNumbersIsEnded()
{
    const auto step = follow("rate({app=\"a\"}[1m])")->next({});
    QVERIFY(step.isOver && step.messages.empty());
    QCOMPARE(static_cast<int>(step.code), 1011);
    QCOMPARE(step.reason, "only log selector is supported");
}

void LokiTailTest::refusesBeforeTheUpgrade_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("bad query") << QByteArray("query=%7Bapp%3D");
    QTest::newRow("no query") << QByteArray("");
    QTest::newRow("long delay") << QByteArray("query=%7Bapp%3D%22a%22%7D&delay_for=6");
    QTest::newRow("bad start") << QByteArray("query=%7Bapp%3D%22a%22%7D&start=x");
    QTest::newRow("bad limit") << QByteArray("query=%7Bapp%3D%22a%22%7D&limit=-1");
    QTest::newRow("large limit") << QByteArray("query=%7Bapp%3D%22a%22%7D&limit=1000000");
}

void LokiTailTest::refusesBeforeTheUpgrade()
{
    QFETCH(QByteArray, query);
    const net::server::Routes routes(serveRoutes(m_station->answers(), m_clock));
    const auto found = routes.find("GET", "/loki/api/v1/tail");
    QVERIFY(found.route && found.route->follow);
    net::server::Request request;
    request.query = query.toStdString();
    const auto followed = found.route->follow(request);
    const auto *no = std::get_if<net::server::Response>(&followed);
    QVERIFY(no);
    QCOMPARE(no->status, 400);
    QVERIFY(!no->body.empty());
}

void LokiTailTest::theConsolesOwnTailFollowsIt()
{
    ServeSettings settings;
    settings.server.endpoints = {{}};
    const auto service = ServeService::make(settings, net::Secret("t0ken"), m_station->answers(), m_clock);
    QVERIFY(service.ok());
    (*service)->start();
    qputenv("WF_TAIL_TOKEN", "t0ken");
    net::HttpOptions options;
    options.name = QStringLiteral("station");
    options.base = QUrl(QStringLiteral("http://127.0.0.1:%1").arg((*service)->ports().at(0).port));
    options.auth.kind = net::AuthOptions::Kind::Bearer;
    options.auth.secret = {net::SecretRef::Kind::Environment, QStringLiteral("WF_TAIL_TOKEN")};
    base::SystemClock clock;
    async::Pools pools;
    const sources::SourceEnvironment environment{clock, pools};
    sources::LokiSource source({QStringLiteral("l"), QStringLiteral("loki"), signals::SourceKind::Logs, {}}, options,
                               environment);
    const auto tail = source.tail(QStringLiteral("{app=\"a\"}"), servedNow - 5 * base::nsPerSecond);
    QStringList seen;
    connect(tail.get(), &sources::LogTail::lines, this, [&](const std::vector<signals::LogLine> &lines) {
        for (const auto &line : lines)
            seen << QString::fromStdString(line.text);
    });
    QTRY_COMPARE_WITH_TIMEOUT(seen, (QStringList{QStringLiteral("line 6"), QStringLiteral("line 8")}), 20'000);
    m_station->feed->publish(batchOf({"live 1"}));
    m_station->feed->publish(batchOf({"of another"}, "b"));
    m_station->feed->publish(batchOf({"live 2"}));
    QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 4, 20'000);
    QCOMPARE(seen.mid(2), (QStringList{QStringLiteral("live 1"), QStringLiteral("live 2")}));
    QCOMPARE(tail->counters().reconnects, 0);
}

QTEST_GUILESS_MAIN(LokiTailTest)
#include "tst_lokitail.moc"
