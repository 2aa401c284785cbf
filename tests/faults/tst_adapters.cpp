// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/alertmanager/alertmanagersource.h"
#include "models/sources/jaeger/jaegersource.h"
#include "models/sources/loki/lokisource.h"
#include "models/sources/prometheus/prometheussource.h"
#include "tests/faults/scenarios.h"
#include "tests/models/net/netfixture.h"
#include "tests/support/failonwarning.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>
#include <QTimer>

#include <malloc.h>
#include <unistd.h>

using namespace wf;
using namespace wf::sources;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

constexpr base::TimeRange someRange{1795244400LL * base::nsPerSecond, 1795245000LL * base::nsPerSecond};

// What became of one question: the size of the answer, or the error.
struct Outcome {
    std::optional<base::Error> error;
    std::size_t size = 0;
    bool isDone = false;
    template<class T, class Size>
    Reply<T> reply(Size sizeOf)
    {
        return [this, sizeOf](base::Result<T> result) {
            isDone = true;
            if (result)
                size = sizeOf(*result);
            else
                error = result.error();
        };
    }
};

// One adapter with its main question: where it goes, and what a healthy server says.
struct Adapter {
    const char *name;
    signals::SourceKind kind;
    QString path;
    QByteArray good;
    std::function<std::unique_ptr<Source>(const SourceIdentity &, const net::HttpOptions &, const SourceEnvironment &)>
        make;
    std::function<async::Request(Source &, Outcome &)> ask;
};

template<class T>
std::unique_ptr<Source> makeSource(const SourceIdentity &identity, const net::HttpOptions &options,
                                   const SourceEnvironment &environment)
{
    return std::make_unique<T>(identity, options, environment);
}

const QList<Adapter> &adapters()
{
    static const QList<Adapter> all{
        {"Prometheus", signals::SourceKind::Metrics, u"/api/v1/query_range"_s,
         R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"job":"x"},"values":[[1795244400,"1"],[1795244415,"2"]]}]}})",
         makeSource<PrometheusSource>,
         [](Source &source, Outcome &out) {
             return static_cast<PrometheusSource &>(source).queryRange(
                 {u"up"_s, someRange, 15 * base::nsPerSecond},
                 out.reply<signals::QueryAnswerPtr>([](const auto &a) { return a->series.size(); }));
         }},
        {"Alertmanager", signals::SourceKind::Alerts, u"/api/v2/alerts"_s,
         R"([{"labels":{"alertname":"x"},"annotations":{},"fingerprint":"0011223344556677","startsAt":"2026-05-14T02:14:07.000Z","endsAt":"2036-05-14T02:14:07.000Z","updatedAt":"2026-05-14T02:14:07.000Z","receivers":[{"name":"all"}],"status":{"state":"active","silencedBy":[],"inhibitedBy":[]},"generatorURL":""}])",
         makeSource<AlertmanagerSource>,
         [](Source &source, Outcome &out) {
             return static_cast<AlertmanagerSource &>(source).alerts(
                 out.reply<signals::AlertAnswer>([](const auto &a) { return a.alerts.size(); }));
         }},
        {"Loki", signals::SourceKind::Logs, u"/loki/api/v1/query_range"_s,
         R"({"status":"success","data":{"resultType":"streams","result":[{"stream":{"job":"x"},"values":[["1795244400000000000","a line"]]}],"stats":{}}})",
         makeSource<LokiSource>,
         [](Source &source, Outcome &out) {
             return static_cast<LokiSource &>(source).query(
                 {u"{job=\"x\"}"_s, someRange, 100, LogDirection::Backward},
                 out.reply<signals::LogAnswer>([](const auto &a) { return a.lines.size(); }));
         }},
        {"Jaeger", signals::SourceKind::Traces, u"/api/traces/00000000000000000000000000000001"_s,
         R"({"data":[{"traceID":"00000000000000000000000000000001","spans":[{"traceID":"00000000000000000000000000000001","spanID":"000000000000000a","operationName":"x","references":[],"startTime":1795244400000000,"duration":5,"tags":[{"key":"k","type":"string","value":"x"}],"logs":[],"processID":"p1","warnings":null}],"processes":{"p1":{"serviceName":"x","tags":[]}},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null})",
         makeSource<JaegerSource>,
         [](Source &source, Outcome &out) {
             return static_cast<JaegerSource &>(source).trace(
                 u"00000000000000000000000000000001"_s,
                 out.reply<signals::TracePtr>([](const auto &t) { return t->spans.size(); }));
         }},
    };
    return all;
}

double residentMiB()
{
    malloc_trim(0);
    long pages = 0;
    QFile file(u"/proc/self/statm"_s);
    if (file.open(QIODevice::ReadOnly))
        pages = file.readAll().split(' ').value(1).toLong();
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

} // namespace

// Every fault at every adapter: reliability.md 5.2.
class TestAdapters : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    async::Pools m_pools;
    SourceEnvironment m_env{m_clock, m_pools, nullptr, [] { return 0.0; }};

    // A server that answers the adapter's main question with `ill` while that is set, and its probes well.
    struct Stage {
        const Adapter &adapter;
        std::function<void(RawPeer &)> ill;
        int asked = 0;
        QByteArray date;
        RawServer server{[this](const SeenRequest &request, RawPeer &peer) { answer(request, peer); }};

        explicit Stage(const Adapter &one) : adapter(one) {}
        void answer(const SeenRequest &request, RawPeer &peer)
        {
            HeaderList headers{{"Content-Type", "application/json"}};
            if (!date.isEmpty())
                headers.append({"Date", date});
            if (request.path() == adapter.path) {
                ++asked;
                if (ill)
                    ill(peer);
                else
                    peer.respond(200, adapter.good, headers);
            } else if (request.path() == u"/api/services" || request.path() == u"/api/v3/services") {
                peer.respond(200, R"({"data":["x"],"services":["x"]})", headers);
            } else {
                peer.respond(404, "404 page not found\n", {{"Content-Type", "text/plain"}});
            }
        }
    };

    net::HttpOptions options(const QUrl &url)
    {
        auto o = quickOptions(url);
        o.name = u"faulty"_s;
        o.maxBodyBytes = 4 << 20;
        o.maxCompressionRatio = 2000;
        o.idleTimeout = net::milliseconds(500);
        return o;
    }
    std::unique_ptr<Source> sourceOf(const Stage &stage)
    {
        return stage.adapter.make({u"a"_s, u"faulty"_s, stage.adapter.kind, {}}, options(stage.server.url()), m_env);
    }
    static void addAdapters()
    {
        QTest::addColumn<int>("adapter");
        for (int a = 0; a < adapters().size(); ++a)
            QTest::newRow(adapters()[a].name) << a;
    }
    // Asks until it is answered well: the fault is over.
    static bool recovers(const Stage &stage, Source &source)
    {
        source.retryNow();
        Outcome again;
        const auto request = stage.adapter.ask(source, again);
        return QTest::qWaitFor([&] { return again.isDone; }, 5000) && !again.error && again.size == 1;
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void everyFaultIsToldForWhatItIsAndRecoveredFrom_data()
    {
        QTest::addColumn<int>("adapter");
        QTest::addColumn<int>("fault");
        for (int a = 0; a < adapters().size(); ++a)
            for (int f = 0; f < faults().size(); ++f)
                if (!faults()[f].untilDeadline) // adapters choose their deadlines themselves: tst_scenarios has these
                    QTest::addRow("%s: %s", adapters()[a].name, faults()[f].name) << a << f;
    }
    void everyFaultIsToldForWhatItIsAndRecoveredFrom()
    {
        QFETCH(int, adapter);
        QFETCH(int, fault);
        const Fault &what = faults()[fault];
        Stage stage(adapters()[adapter]);
        QVERIFY(stage.server.start());
        const auto source = sourceOf(stage);
        stage.ill = [&](RawPeer &peer) { what.does(peer, stage.adapter.good); };
        Outcome out;
        const auto request = stage.adapter.ask(*source, out);
        QTRY_VERIFY_WITH_TIMEOUT(out.isDone, 8000);
        if (what.kind) {
            QVERIFY2(out.error.has_value(), "it was taken for a good answer");
            QVERIFY2(out.error->kind == *what.kind,
                     qPrintable(base::errorKindName(out.error->kind) + u": "_s + out.error->summary));
            QVERIFY2(out.error->summary.contains(u"faulty"_s), qPrintable(out.error->summary));
            QVERIFY2(out.error->summary.contains(QLatin1String(what.says)), qPrintable(out.error->summary));
        } else {
            QVERIFY2(!out.error, qPrintable(out.error ? out.error->summary : QString()));
            QCOMPARE(out.size, std::size_t{1});
        }
        stage.ill = {};
        QVERIFY(recovers(stage, *source));
        QTRY_COMPARE(source->state().reach, signals::Reachability::Up);
    }

    void aWriteIsSentOnceWhateverHappens_data()
    {
        QTest::addColumn<int>("fault");
        for (int f = 0; f < faults().size(); ++f)
            if (faults()[f].kind && !faults()[f].untilDeadline)
                QTest::newRow(faults()[f].name) << f;
    }
    // Lost or not, only the outbox may decide to send it again, after it has looked: here it goes out at most once.
    void aWriteIsSentOnceWhateverHappens()
    {
        QFETCH(int, fault);
        int posts = 0;
        RawServer server([&](const SeenRequest &request, RawPeer &peer) {
            if (request.method != "POST")
                return peer.respond(404, "not now");
            ++posts;
            faults()[fault].does(peer, R"({"silenceID":"x"})");
        });
        QVERIFY(server.start());
        AlertmanagerSource source({u"am"_s, u"faulty"_s, signals::SourceKind::Alerts, {}}, options(server.url()),
                                  m_env);
        Outcome out;
        signals::Silence silence;
        silence.matchers = {{u"alertname"_s, u"x"_s, false, true}};
        silence.startsNs = m_clock.nowNs();
        silence.endsNs = silence.startsNs + base::nsPerHour;
        const auto request =
            source.putSilence(silence, out.reply<QString>([](const QString &) { return std::size_t{1}; }));
        QTRY_VERIFY_WITH_TIMEOUT(out.isDone, 8000);
        QVERIFY2(out.error.has_value(), "it was taken for a good answer");
        QVERIFY2(out.error->summary.contains(u"faulty"_s), qPrintable(out.error->summary));
        QCOMPARE(posts, 1);
    }

    void aBurstOf500OpensTheBreakerAndEndsWithIt_data() { addAdapters(); }
    void aBurstOf500OpensTheBreakerAndEndsWithIt()
    {
        QFETCH(int, adapter);
        Stage stage(adapters()[adapter]);
        QVERIFY(stage.server.start());
        const auto source = sourceOf(stage);
        stage.ill = [](RawPeer &peer) { peer.respond(500, "oops"); };
        for (int i = 0; i < 8; ++i) {
            Outcome out;
            const auto request = stage.adapter.ask(*source, out);
            QTRY_VERIFY(out.isDone);
            QVERIFY(out.error &&
                    (out.error->kind == ErrorKind::Unavailable || out.error->kind == ErrorKind::BreakerOpen));
        }
        QVERIFY2(stage.asked <= 8 * 3, qPrintable(QString::number(stage.asked)));
        stage.ill = {};
        QVERIFY(recovers(stage, *source));
    }

    void aServerWhoseClockIsWrongIsSaidSoAndStillUsed_data()
    {
        QTest::addColumn<int>("adapter");
        QTest::addColumn<int>("hours");
        for (int a = 0; a < adapters().size(); ++a)
            for (const int hours : {-1, 1})
                QTest::addRow("%s: %+d h", adapters()[a].name, hours) << a << hours;
    }
    void aServerWhoseClockIsWrongIsSaidSoAndStillUsed()
    {
        QFETCH(int, adapter);
        QFETCH(int, hours);
        Stage stage(adapters()[adapter]);
        const QDateTime theirs =
            QDateTime::fromMSecsSinceEpoch(m_clock.nowNs() / base::nsPerMs, Qt::UTC).addSecs(hours * 3600);
        stage.date = QLocale::c().toString(theirs, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
        QVERIFY(stage.server.start());
        const auto source = sourceOf(stage);
        for (int i = 0; i < 3; ++i) {
            Outcome out;
            const auto request = stage.adapter.ask(*source, out);
            QTRY_VERIFY(out.isDone);
            QVERIFY(!out.error);
            QCOMPARE(out.size, std::size_t{1});
        }
        QTRY_VERIFY(std::abs(source->state().clockSkewNs - hours * base::nsPerHour) < 5 * base::nsPerSecond);
    }

    void memoryDoesNotGrowOverThousandsOfPolls_data() { addAdapters(); }
    // Good and bad answers in turn. A reply that is never deleted costs about 10 KiB (reliability.md 5.4).
    void memoryDoesNotGrowOverThousandsOfPolls()
    {
        QFETCH(int, adapter);
        Stage stage(adapters()[adapter]);
        QVERIFY(stage.server.start());
        const auto source = sourceOf(stage);
        Outcome out;
        async::Request request;
        int turn = 0;
        int last = 0;
        // The next question as soon as one is answered; waiting in steps would take minutes.
        QTimer pace;
        connect(&pace, &QTimer::timeout, this, [&] {
            if ((turn > 0 && !out.isDone) || turn == last)
                return;
            stage.server.forgetRequests();
            switch (++turn % 4) {
            case 1:
                stage.ill = [](RawPeer &p) { p.respond(429, "slow", {{"Retry-After", "3600"}}); };
                break;
            case 2:
                stage.ill = [](RawPeer &p) { p.respond(200, "{\"status\":"); };
                break;
            default:
                stage.ill = {};
            }
            out = {};
            request = stage.adapter.ask(*source, out);
        });
        pace.start(0);
        last = 500;
        QTRY_VERIFY_WITH_TIMEOUT(turn == last && out.isDone, 60'000);
        const double before = residentMiB();
        constexpr int polls = 3000;
        last += polls;
        QTRY_VERIFY_WITH_TIMEOUT(turn == last && out.isDone, 60'000);
        const double grown = residentMiB() - before;
        QVERIFY2(stage.asked >= polls, "the breaker kept most of them back: nothing was measured");
        QVERIFY2(grown * 1024 / polls < 1.0, qPrintable(u"%1 MiB over %2 polls"_s.arg(grown).arg(polls)));
    }
};

QTEST_GUILESS_MAIN(TestAdapters)
#include "tst_adapters.moc"
