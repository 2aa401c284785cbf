// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A process that follows a file into the real log store is killed again and again, while the file is written to and
// rotated. In the end every line must be in the store, and none twice.
#include "models/station/tail/tailengine.h"
#include "models/store/logs/logstore.h"
#include "tests/models/station/tail/logsonlyintake.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <poll.h>
#include <random>
#include <signal.h>
#include <unistd.h>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

void waitMs(int ms)
{
    ::poll(nullptr, 0, ms);
}

class StoreIntake final : public stationtest::LogsOnlyIntake {
public:
    explicit StoreIntake(store::LogStore &logs) : m_logs(logs) {}
    [[nodiscard]] base::Result<station::Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                                 std::vector<signals::LogMark> marks) override
    {
        const auto appended = m_logs.append(lines, marks);
        if (!appended)
            return appended.error();
        station::Accepted out;
        out.taken = appended->taken;
        return out;
    }
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override { return m_logs.marks(); }

private:
    store::LogStore &m_logs;
};

station::tail::TailSettings settingsFor(const QString &folder)
{
    station::tail::TailSettings settings;
    settings.watchesMachine = settings.followsJournal = false;
    settings.rescanNs = 30 * base::nsPerMs;
    station::tail::TailGroup group;
    group.include = {folder + u"/app.log"_s};
    group.start = station::tail::StartAt::Beginning;
    group.join.waitNs = 10 * base::nsPerMs;
    settings.groups = {group};
    return settings;
}

base::Result<std::unique_ptr<store::LogStore>> openStore(const QString &folder, const base::Clock &clock)
{
    store::LogStoreOptions options;
    options.directory = folder + u"/logs"_s;
    options.blockBytes = 200'000; // blocks are made while it is killed
    options.minFreeBytes = 0;
    // A process killed while it made its lock leaves an empty one, which QLockFile does not take for stale.
    for (const auto &lock : {u"/lock"_s, u"/lock.rmlock"_s})
        QFile::remove(options.directory + lock);
    return store::LogStore::open(options, clock);
}

// Until somebody kills it, or for so long.
int follow(const QString &folder, int ms)
{
    const base::SystemClock clock;
    auto logs = openStore(folder, clock);
    if (!logs) {
        qWarning() << logs.error().summary << logs.error().detail;
        return 2;
    }
    StoreIntake intake(**logs);
    station::tail::TailEngine engine(settingsFor(folder), intake, clock, folder + u"/positions.json"_s);
    QElapsedTimer timer;
    for (timer.start(); ms < 0 || timer.elapsed() < ms;)
        if (engine.step() > 0)
            waitMs(1);
    return 0;
}

class Writer {
public:
    Writer(QString folder, bool copies) : m_path(folder + u"/app.log"_s), m_copies(copies) {}

    int lines() const { return m_next; }
    void write()
    {
        QFile file(m_path);
        QByteArray text;
        for (int n = 1 + roll(20); n > 0; --n)
            text += "line " + QByteArray::number(m_next++) + ' ' + QByteArray(roll(120), 'x') + '\n';
        if (!file.open(QIODevice::Append | QIODevice::Unbuffered) || file.write(text) != text.size())
            qFatal("not written");
    }
    void rotate()
    {
        if (!QFile::exists(m_path))
            return;
        const QString old = m_path + u'.' + QString::number(++m_rotations);
        if (!(m_copies ? QFile::copy(m_path, old) : QFile::rename(m_path, old)))
            qFatal("not rotated");
        if (m_copies && ::truncate(QFile::encodeName(m_path).constData(), 0) != 0)
            qFatal("not truncated");
    }
    int roll(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }

private:
    QString m_path;
    bool m_copies;
    int m_next = 0;
    int m_rotations = 0;
    std::mt19937 m_random{20261128}; // NOLINT: the same every time
};

std::map<int, int> countsOf(const QString &folder)
{
    const base::SystemClock clock;
    auto logs = openStore(folder, clock);
    std::map<int, int> out;
    if (!logs)
        return out;
    store::LogScan scan;
    scan.startNs = 0;
    scan.endNs = clock.nowNs() + base::nsPerDay;
    const auto report = (*logs)->scan(scan, [&](const store::StoredBatch &batch) {
        for (const auto &line : batch.lines)
            ++out[std::atoi(std::string(line.text.substr(5)).c_str())];
        return true;
    });
    return report ? out : std::map<int, int>();
}

} // namespace

class TstTailKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noLineIsLostAndNoneComesTwice_data()
    {
        QTest::addColumn<bool>("copies");
        QTest::newRow("rename") << false;
        QTest::newRow("copytruncate") << true;
    }
    void noLineIsLostAndNoneComesTwice()
    {
        QFETCH(bool, copies);
        QTemporaryDir folder;
        Writer writer(folder.path(), copies);
        writer.write();
        const int rounds =
            qEnvironmentVariableIntValue("WF_KILL_ROUNDS") > 0 ? qEnvironmentVariableIntValue("WF_KILL_ROUNDS") : 100;
        QElapsedTimer all;
        all.start();
        for (int round = 0; round < rounds; ++round) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {u"--follow"_s, folder.path()});
            QVERIFY(victim.waitForStarted());
            QElapsedTimer timer;
            timer.start();
            const int life = 5 + writer.roll(80);
            while (timer.elapsed() < life) {
                writer.write();
                if (writer.roll(60) == 0)
                    writer.rotate();
                waitMs(1);
            }
            QVERIFY2(!victim.waitForFinished(0), victim.readAllStandardError().constData());
            ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
            QVERIFY(victim.waitForFinished());
            if (writer.roll(10) == 0) // while nobody watches
                writer.rotate();
            writer.write();
        }
        QCOMPARE(follow(folder.path(), 1500), 0);
        const auto counts = countsOf(folder.path());
        int lost = 0, twice = 0;
        for (int n = 0; n < writer.lines(); ++n) {
            const auto found = counts.find(n);
            lost += found == counts.end();
            const bool isTwice = found != counts.end() && found->second > 1;
            const bool wasTwice = n > 0 && counts.contains(n - 1) && counts.at(n - 1) > 1;
            if (isTwice && !wasTwice)
                qInfo("twice from line %d on", n);
            twice += isTwice;
        }
        qInfo("%d rounds in %lld s: %d lines, %d lost, %d twice", rounds, static_cast<long long>(all.elapsed() / 1000),
              writer.lines(), lost, twice);
        QCOMPARE(lost, 0);
        QCOMPARE(twice, 0);
        QCOMPARE(counts.size(), static_cast<std::size_t>(writer.lines()));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"--follow"_s)
        return follow(application.arguments().value(2), -1);
    TstTailKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tailkill.moc"
