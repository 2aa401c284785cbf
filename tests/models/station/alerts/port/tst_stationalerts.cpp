// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/port/stationalerts.h"

#include "models/store/store.h"
#include "tests/models/store/asking.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <set>

#include <unistd.h>

using namespace wf;
using namespace wf::station;

namespace {

signals::Silence acknowledgement(qint64 nowNs, const char *alert = "Down")
{
    signals::Silence out;
    out.matchers = {{QStringLiteral("alertname"), QString::fromLatin1(alert), false, true}};
    out.startsNs = nowNs;
    out.endsNs = nowNs + base::nsPerHour;
    out.createdBy = QStringLiteral("ada");
    out.comment = QStringLiteral("ACK! looking");
    out.annotations = {{"note", "rollback runs"}};
    return out;
}

class World {
public:
    explicit World(const QString &directory)
        : m_store(test::quietOptions(directory), m_clock),
          port({m_clock, m_pools, QStringLiteral("station"), QStringLiteral("This machine")},
               std::make_unique<LedgerSilences>(m_store.ledger()), {})
    {
    }
    base::Result<QString> put(const signals::Silence &silence)
    {
        return test::ask<QString>([&](auto reply) { return port.putSilence(silence, std::move(reply)); });
    }
    base::Result<base::Done> expire(const QString &id)
    {
        return test::ask<base::Done>([&](auto reply) { return port.expireSilence(id, std::move(reply)); });
    }
    std::vector<signals::Silence> silences()
    {
        const auto list =
            test::ask<std::vector<signals::Silence>>([&](auto reply) { return port.silences(std::move(reply)); });
        return list ? *list : std::vector<signals::Silence>();
    }
    std::vector<signals::Alert> alerts()
    {
        const auto answer = test::ask<signals::AlertAnswer>([&](auto reply) { return port.alerts(std::move(reply)); });
        return answer ? answer->alerts : std::vector<signals::Alert>();
    }
    [[nodiscard]] qint64 now() const { return m_clock.nowNs(); }

private:
    base::SystemClock m_clock;
    async::Pools m_pools;
    store::Store m_store;

public:
    StationAlerts port;
};

// A store that cannot be read until it is mended.
class BrokenSilences final : public SilenceStore {
public:
    bool *isMended;
    explicit BrokenSilences(bool *mended) : isMended(mended) {}
    async::Request load(sources::Reply<std::vector<KeptSilence>> reply) override
    {
        QTimer::singleShot(0, [reply = std::move(reply), good = *isMended] {
            if (good)
                reply(std::vector<KeptSilence>());
            else
                reply(base::makeError(base::ErrorKind::Storage, QStringLiteral("damaged")));
        });
        return {};
    }
    async::Request save(const KeptSilence & /*silence*/, sources::Reply<base::Done> reply) override
    {
        QTimer::singleShot(0, [reply = std::move(reply)] { reply(base::Done{}); });
        return {};
    }
    void remove(const QString & /*id*/) override {}
};

// Makes silences as fast as they are answered, and tells each id on its output.
class Victim {
public:
    explicit Victim(const QString &directory) : m_world(directory) { next(); }

private:
    void next()
    {
        m_request = m_world.port.putSilence(acknowledgement(m_world.now()), [this](const base::Result<QString> &id) {
            if (id) {
                const QByteArray line = id->toLatin1() + '\n';
                if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
                    QCoreApplication::exit(1);
            }
            next();
        });
    }
    World m_world;
    async::Request m_request;
};

} // namespace

class StationAlertsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void acknowledgesThroughASilence();
    void keepsSilencesOverARestart();
    void answersLaterAndNotAfterwards();
    void saysWhyASilenceIsRefused();
    void failsInsteadOfShowingNoSilences();
    void losesNoSilenceWhenItIsKilled();
};

void StationAlertsTest::acknowledgesThroughASilence()
{
    const QTemporaryDir folder;
    World world(folder.filePath(QStringLiteral("state")));
    QCOMPARE(
        world.port.take(
            {{{{"alertname", "Down"}}, {{"summary", "s"}}, 0, 0, {}}, {{{"alertname", "Other"}}, {}, 0, 0, {}}, {}}),
        1);
    const auto id = world.put(acknowledgement(world.now()));
    QVERIFY(id.ok());
    const auto alerts = world.alerts();
    QCOMPARE(alerts.size(), std::size_t{2});
    QCOMPARE(alerts[0].silencedBy, QStringList{*id});
    QCOMPARE(alerts[0].state, signals::AlertState::Suppressed);
    QCOMPARE(alerts[0].source, QStringLiteral("station-alerts"));
    QCOMPARE(alerts[1].state, signals::AlertState::Firing);
    QVERIFY(world.silences().at(0).isAcknowledgement());
    QVERIFY(world.expire(*id).ok());
    QVERIFY(world.expire(*id).ok());
    QVERIFY(world.expire(QStringLiteral("unknown")).ok()); // gone is what was wanted
    QCOMPARE(world.alerts().at(0).state, signals::AlertState::Firing);
    QCOMPARE(world.silences().at(0).state, signals::SilenceState::Expired);
}

void StationAlertsTest::keepsSilencesOverARestart()
{
    const QTemporaryDir folder;
    const QString state = folder.filePath(QStringLiteral("state"));
    QString first;
    QString second;
    std::vector<signals::Silence> before;
    {
        World world(state);
        first = world.put(acknowledgement(world.now(), "A")).value();
        auto edited = acknowledgement(world.now(), "B");
        edited.id = first;
        second = world.put(edited).value();
        QVERIFY(first != second);
        before = world.silences();
        QCOMPARE(before.size(), std::size_t{2});
    }
    World world(state);
    QCOMPARE(world.silences(), before);
    QCOMPARE(world.silences().at(0).annotations.text("note"), QStringLiteral("rollback runs"));
}

void StationAlertsTest::answersLaterAndNotAfterwards()
{
    const QTemporaryDir folder;
    World world(folder.filePath(QStringLiteral("state")));
    int answers = 0;
    {
        const auto dropped = world.port.silences([&](const auto &) { ++answers; });
        const auto alsoDropped = world.port.putSilence(acknowledgement(world.now()), [&](const auto &) { ++answers; });
        QCOMPARE(answers, 0);
    }
    // The write was made nevertheless.
    QTRY_COMPARE(world.silences().size(), std::size_t{1});
    QCOMPARE(answers, 0);
    QVERIFY(world.port.supportsAnnotations());
    const auto status =
        test::ask<signals::AlertmanagerStatus>([&](auto reply) { return world.port.status(std::move(reply)); });
    QVERIFY(status.ok() && status->startedNs > 0);
    QCOMPARE(status->clusterStatus, QStringLiteral("disabled"));
}

void StationAlertsTest::saysWhyASilenceIsRefused()
{
    const QTemporaryDir folder;
    World world(folder.filePath(QStringLiteral("state")));
    auto silence = acknowledgement(world.now());
    silence.endsNs = silence.startsNs - base::nsPerMinute;
    const auto refused = world.put(silence);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, base::ErrorKind::BadRequest);
    QVERIFY(world.silences().empty());
}

void StationAlertsTest::failsInsteadOfShowingNoSilences()
{
    const base::SystemClock clock;
    async::Pools pools;
    bool mended = false;
    StationAlerts port({clock, pools, QStringLiteral("station"), QStringLiteral("station")},
                       std::make_unique<BrokenSilences>(&mended), {});
    const auto alerts = test::ask<signals::AlertAnswer>([&](auto reply) { return port.alerts(std::move(reply)); });
    QVERIFY(!alerts.ok());
    QCOMPARE(alerts.error().kind, base::ErrorKind::Storage);
    const auto put = test::ask<QString>(
        [&](auto reply) { return port.putSilence(acknowledgement(clock.nowNs()), std::move(reply)); });
    QVERIFY(!put.ok());
    QCOMPARE(port.state().reach, signals::Reachability::Degraded);
    mended = true; // it is tried again by itself
    QTRY_VERIFY_WITH_TIMEOUT(
        test::ask<std::vector<signals::Silence>>([&](auto reply) { return port.silences(std::move(reply)); }).ok(),
        10'000);
    QVERIFY(test::ask<QString>([&](auto reply) {
                return port.putSilence(acknowledgement(clock.nowNs()), std::move(reply));
            }).ok());
}

void StationAlertsTest::losesNoSilenceWhenItIsKilled()
{
    const QTemporaryDir folder;
    const QString state = folder.filePath(QStringLiteral("state"));
    std::set<QString> promised;
    for (int round = 0; round < 20; ++round) {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--victim"), state});
        QByteArray output;
        while (output.count('\n') < 3 + round) {
            QVERIFY2(victim.waitForReadyRead(30'000), qPrintable(QString::fromUtf8(victim.readAllStandardError())));
            output += victim.readAllStandardOutput();
        }
        victim.kill();
        QVERIFY(victim.waitForFinished());
        output += victim.readAllStandardOutput();
        for (const auto &id : output.left(output.lastIndexOf('\n')).split('\n'))
            promised.insert(QString::fromLatin1(id));
    }
    World world(state);
    std::set<QString> found;
    for (const auto &silence : world.silences())
        found.insert(silence.id);
    QVERIFY(promised.size() >= 100);
    QVERIFY2(std::includes(found.begin(), found.end(), promised.begin(), promised.end()), "a promised silence is gone");
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--victim") == 0) {
        const Victim victim(QString::fromLocal8Bit(argv[2]));
        return QCoreApplication::exec();
    }
    StationAlertsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stationalerts.moc"
