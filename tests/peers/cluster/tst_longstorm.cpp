// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/clustercase.h"
#include "tests/peers/cluster/program.h"
#include "tests/support/httpserver.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTimer>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int longMs = 120'000;
constexpr int perBatch = 250;
constexpr int batchMs = 3000; // 5,000 new alerts a minute
constexpr int batches = 12;   // of which this is a little more than half of one
constexpr double mostMiB = 400;
constexpr double growthMiB = 24;

// New alerts at both members at an even rate, whatever else is going on.
class Storm : public QObject {
public:
    explicit Storm(const AlertmanagerPair &pair) : m_pair(pair)
    {
        m_timer.setInterval(batchMs);
        connect(&m_timer, &QTimer::timeout, this, [this] { sendNext(); });
    }
    static QStringList namesOf(int batch)
    {
        QStringList names;
        for (int i = 0; i < perBatch; ++i)
            names << u"Storm%1x%2"_s.arg(batch).arg(i);
        return names;
    }
    void start()
    {
        sendNext();
        m_timer.start();
    }
    [[nodiscard]] int sent() const { return m_sent; }
    // All were taken by both.
    [[nodiscard]] bool arrived() const
    {
        return std::ranges::all_of(
            m_replies, [](const auto &one) { return one->isFinished() && one->error() == QNetworkReply::NoError; });
    }

private:
    void sendNext()
    {
        for (const int member : {0, 1})
            m_replies.push_back(m_pair.send(member, namesOf(m_sent), m_network));
        if (++m_sent == batches)
            m_timer.stop();
    }
    const AlertmanagerPair &m_pair;
    QNetworkAccessManager m_network;
    std::vector<std::unique_ptr<QNetworkReply>> m_replies;
    QTimer m_timer;
    int m_sent = 0;
};

// Every trigger that arrived, by its id and by its incident.
struct Told {
    QHash<QString, int> times;
    QHash<QString, QSet<QString>> byIncident;
    QHash<QString, QByteArray> words; // of each incident
};

Told toldAt(const support::HttpServer &hook)
{
    Told out;
    for (const auto &request : hook.requests()) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (body[u"event"_s].toString() != "trigger"_L1)
            continue;
        ++out.times[body[u"id"_s].toString()];
        const QString incident = body[u"incident"_s].toString();
        out.byIncident[incident] << body[u"id"_s].toString();
        out.words[incident] += request.body + '\n';
    }
    return out;
}

} // namespace

// The console as people run it without a window, in a storm, killed twice and started again while the storm goes on.
class TestLongStorm : public ClusterCase {
    Q_OBJECT
private Q_SLOTS:
    void init() { start(newest()); }
    void cleanup() { end(); }

    void fiveThousandNewAlertsAMinuteAndTheConsoleKilledLoseAndDoubleNothing()
    {
        support::HttpServer hook;
        hook.on(u"/hook"_s, support::HttpResponse::text("ok", 200));
        Program console(pair());
        QVERIFY(console.run(hook.url(u"/hook"_s)));
        Storm storm(pair());
        storm.start();
        double most = 0;
        const auto until = [&](int batch) {
            return QTest::qWaitFor(
                [&] {
                    most = std::max(most, console.residentMiB());
                    return storm.sent() >= batch;
                },
                longMs);
        };
        int kills = 0;
        for (const int batch : {batches / 3, 2 * batches / 3}) {
            QVERIFY(until(batch));
            console.kill();
            ++kills;
            QVERIFY(console.run(hook.url(u"/hook"_s)));
        }
        QVERIFY(until(batches));
        QTRY_VERIFY_WITH_TIMEOUT(storm.arrived(), longMs);

        // Three more rounds of the same alerts, as a Prometheus repeats them: what is known costs nothing more.
        const auto rest = [&](int ms) {
            (void)QTest::qWaitFor(
                [&] {
                    most = std::max(most, console.residentMiB());
                    return false;
                },
                ms);
        };
        rest(12'000); // the list was asked for at least once more
        const double then = console.residentMiB();
        for (int batch = 0; batch < batches; ++batch)
            QVERIFY(pair().post(Storm::namesOf(batch)));
        rest(12'000);
        QVERIFY2(console.residentMiB() < then + growthMiB,
                 qPrintable(u"%1 MiB, then %2"_s.arg(then).arg(console.residentMiB())));
        QVERIFY2(most > 0 && most < mostMiB, qPrintable(u"%1 MiB"_s.arg(most)));
        qInfo("at most %.0f MiB, %.0f MiB after the storm, %.0f MiB after its repetition", most, then,
              console.residentMiB());

        const Told told = toldAt(hook);
        QVERIFY(!told.times.isEmpty());
        int twice = 0;
        for (const int times : told.times)
            twice += times - 1;
        QVERIFY2(twice <= kills, qPrintable(u"%1 came again"_s.arg(twice))); // one that was leaving when it was killed
        for (auto one = told.byIncident.begin(); one != told.byIncident.end(); ++one) // one step, one message
            QVERIFY2(one->size() == 1, told.words.value(one.key()).constData());
        console.kill();

        const QJsonArray incidents = console.json({u"incidents"_s, u"list"_s});
        qsizetype listed = 0;
        for (const auto &one : incidents)
            listed += one[u"alerts"].toArray().size();
        const auto homes = homesIn(incidents);
        QCOMPARE(told.byIncident.size(), incidents.size()); // every one was told
        QVERIFY2(homes.size() == batches * perBatch, qPrintable(u"%1; %2"_s.arg(homes.size()).arg(console.errors())));
        QCOMPARE(listed, homes.size()); // each in one incident only
        QVERIFY(homesIn(console.json({u"incidents"_s, u"list"_s})) == homes);
    }
};

QTEST_GUILESS_MAIN(TestLongStorm)
#include "tst_longstorm.moc"
