// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "tests/models/station/receive/recordingintake.h"
#include "tests/support/rawserver/rawserver.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <random>
#include <set>
#include <thread>

#include <unistd.h>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

// A station in another process sends on to a receiver that is often away, and is killed again and again. What its
// intake said it took arrives.
namespace {

SendTarget targetAt(const QUrl &address)
{
    SendTarget target;
    target.http.name = QStringLiteral("there");
    target.http.base = address;
    return target;
}

Sender::Environment environment(const base::Clock &clock, QThreadPool &pool)
{
    return {{clock, [] { return 0.0; }, nullptr, nullptr}, pool};
}

// Takes one sample after the other, whose values count up, and tells each once it was taken.
[[noreturn]] void runVictim(const QString &folder, const QUrl &address, qint64 from)
{
    base::SystemClock clock;
    RecordingIntake station;
    QThreadPool pool;
    OutboxShelf shelf(folder);
    SendOnIntake intake(station, {targetAt(address)}, shelf, environment(clock, pool));
    std::thread taker([&] {
        for (qint64 value = from;; ++value) {
            MetricBatch batch;
            batch.points.push_back({base::Labels{{"__name__", "n"}}, value, static_cast<double>(value), nullptr, {}});
            if (!intake.takeMetrics(std::move(batch)).ok())
                ::_exit(1);
            const QByteArray line = QByteArray::number(value) + '\n';
            if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
                ::_exit(1);
            if (value % 50 == 0)
                QMetaObject::invokeMethod(&intake, &SendOnIntake::flush, Qt::QueuedConnection);
        }
    });
    QCoreApplication::exec();
    ::_exit(1);
}

} // namespace

class SendOnKillTest : public QObject {
    Q_OBJECT
    std::set<qint64> m_arrived;
    std::mt19937 m_random{3};
    bool m_isPatient = false;

    void receive(const SeenRequest &request, RawPeer &peer)
    {
        if (!m_isPatient && m_random() % 4 == 0)
            return peer.respond(503);
        const auto written = wire::remotewrite::decode(
            {request.body.constData(), static_cast<std::size_t>(request.body.size())}, wire::remotewrite::Version::One);
        QVERIFY2(written.ok(), "a request arrived damaged");
        for (const auto &series : written->series)
            for (const double value : series.series.values)
                m_arrived.insert(static_cast<qint64>(value));
        peer.respond(204);
    }

private Q_SLOTS:
    void whatWasTakenArrivesThroughTwoHundredKills();
};

void SendOnKillTest::whatWasTakenArrivesThroughTwoHundredKills()
{
    QTemporaryDir folder;
    RawServer server([this](const SeenRequest &request, RawPeer &peer) { receive(request, peer); });
    QVERIFY(server.start());
    const QUrl address = server.url(QStringLiteral("/write"));
    std::set<qint64> taken;
    for (int round = 0; round < 200; ++round) {
        QProcess victim;
        const qint64 from = taken.empty() ? 1 : *taken.rbegin() + 2; // what was under way may be there as well
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--victim"), folder.path(), address.toString(), QString::number(from)});
        QByteArray output;
        const auto lines = static_cast<qsizetype>(1 + m_random() % 200);
        QVERIFY(QTest::qWaitFor(
            [&] {
                output += victim.readAllStandardOutput();
                return output.count('\n') >= lines;
            },
            30'000));
        victim.kill();
        QVERIFY(victim.waitForFinished());
        QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
        output += victim.readAllStandardOutput();
        for (const auto &line : output.left(output.lastIndexOf('\n')).split('\n'))
            taken.insert(line.toLongLong());
    }
    QVERIFY(taken.size() > 2'000);
    m_isPatient = true;
    base::SystemClock clock;
    RecordingIntake station;
    QThreadPool pool;
    OutboxShelf shelf(folder.path());
    SendOnIntake intake(station, {targetAt(address)}, shelf, environment(clock, pool));
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::includes(m_arrived, taken), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(intake.states()[0].waiting.items, 0, 60'000);
    QCOMPARE(intake.states()[0].waiting.damagedBytes, 0);
    QVERIFY(m_arrived.size() <= taken.size() + 200);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 5 && qstrcmp(argv[1], "--victim") == 0)
        runVictim(QString::fromLocal8Bit(argv[2]), QUrl(QString::fromLocal8Bit(argv[3])),
                  QByteArray(argv[4]).toLongLong());
    SendOnKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sendonkill.moc"
