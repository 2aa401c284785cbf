// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/alertmanagerpair.h"
#include "tests/peers/cluster/watchingconsole.h"

#include <QSet>

#include <random>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int soonMs = 120'000;
constexpr int perBatch = 500;
constexpr int batches = 20; // ten thousand alerts, faster than 5,000 a minute

QStringList namesOf(int batch)
{
    QStringList names;
    for (int i = 0; i < perBatch; ++i)
        names << u"Storm%1x%2"_s.arg(batch).arg(i);
    return names;
}

// The program as people run it, with a state of its own.
class Shell {
public:
    explicit Shell(const AlertmanagerPair &pair)
    {
        QFile file(m_environment);
        if (file.open(QIODevice::WriteOnly))
            file.write(
                u"name: storm\nsources:\n  - {id: a, kind: alerts, url: %1}\n  - {id: b, kind: alerts, url: %2}\n"_s
                    .arg(pair.url(0).toString(), pair.url(1).toString())
                    .toUtf8());
    }
    std::unique_ptr<QProcess> start(const QStringList &words)
    {
        auto process = std::make_unique<QProcess>();
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert(u"XDG_STATE_HOME"_s, m_dir.filePath(u"state"_s));
        variables.insert(u"XDG_CONFIG_HOME"_s, m_dir.filePath(u"config"_s));
        process->setProcessEnvironment(variables);
        process->start(QCoreApplication::applicationDirPath() + u"/../bin/watchfloor"_s,
                       words + QStringList{u"--environment-file"_s, m_environment});
        return process;
    }
    QJsonArray json(const QStringList &words)
    {
        const auto process = start(words + QStringList{u"--format"_s, u"json"_s});
        (void)process->waitForFinished(soonMs);
        m_errors = QString::fromUtf8(process->readAllStandardError());
        return QJsonDocument::fromJson(process->readAllStandardOutput()).array();
    }
    [[nodiscard]] const QString &errors() const { return m_errors; }

private:
    QTemporaryDir m_dir;
    QString m_environment = m_dir.filePath(u"environment.yaml"_s);
    QString m_errors;
};

// Every alert of every incident by the incident's id.
QHash<QString, QString> homes(const QJsonArray &incidents)
{
    QHash<QString, QString> out;
    for (const auto &one : incidents)
        for (const auto &alert : one[u"alerts"].toArray())
            out.insert(alert[u"name"].toString(), one[u"id"].toString());
    return out;
}

} // namespace

class TestAlertStorm : public QObject {
    Q_OBJECT
    std::unique_ptr<AlertmanagerPair> m_pair;
private Q_SLOTS:
    void init()
    {
        const PeerList peers = PeerList::load();
        const auto found = peers.ofKind(u"alertmanager"_s);
        WF_NEED_PEER(peers, found.isEmpty() ? u"alertmanager"_s : found.last().name);
        m_pair = std::make_unique<AlertmanagerPair>(programOf(found.last().pid));
        QVERIFY2(m_pair->start(), qPrintable(m_pair->problem()));
    }
    void cleanup() { m_pair.reset(); }

    void tenThousandNewAlertsAreAllThereOnceAndAcknowledgementsHold()
    {
        WatchingConsole mara(u"mara"_s, {m_pair->url(0), m_pair->url(1)});
        QStringList acknowledged;
        for (int batch = 0; batch < batches; ++batch) {
            QVERIFY(m_pair->post(namesOf(batch)));
            if (batch % 4 != 1)
                continue;
            const QStringList some = namesOf(batch).mid(0, 10);
            QTRY_VERIFY_WITH_TIMEOUT(mara.find(some.front()), soonMs);
            QCOMPARE(mara.acknowledge(some).size(), some.size());
            acknowledged += some;
        }
        const auto seenTwice = [&mara] {
            return std::ranges::count_if(mara.watch->snapshot()->alerts,
                                         [](const auto &one) { return one.sources.size() == 2; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(seenTwice(), batches * perBatch, soonMs);
        QCOMPARE(mara.watch->snapshot()->alerts.size(), std::size_t(batches * perBatch));
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(0).size(), acknowledged.size(), soonMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(1).size(), acknowledged.size(), soonMs);
        for (const QString &name : acknowledged)
            QTRY_VERIFY_WITH_TIMEOUT(mara.shows(name, engine::Handling::Acknowledged), soonMs);
        QCOMPARE(mara.desk->snapshot()->needAttention, 0);
    }

    void aConsoleKilledInTheStormFindsItsIncidentsAndAcknowledgementsAgain()
    {
        Shell shell(*m_pair);
        QVERIFY(m_pair->post(namesOf(0)));
        const auto before = homes(shell.json({u"incidents"_s, u"list"_s}));
        QVERIFY2(before.size() == perBatch, qPrintable(shell.errors()));
        QVERIFY(homes(shell.json({u"incidents"_s, u"list"_s})) == before);
        const QStringList acknowledged = namesOf(0).mid(0, 30);
        std::mt19937 random(11);
        for (int round = 1; round <= 6; ++round) {
            QVERIFY(m_pair->post(namesOf(round)));
            const auto process = shell.start(QStringList{u"alerts"_s, u"ack"_s} + acknowledged);
            (void)process->waitForFinished(static_cast<int>(random() % 3000));
            process->kill();
            (void)process->waitForFinished(soonMs);
        }
        const auto last = shell.start(QStringList{u"alerts"_s, u"ack"_s} + acknowledged);
        QVERIFY(last->waitForFinished(soonMs));
        for (const QString &name : acknowledged)
            QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(0, name).size(), 1, soonMs);
        QCOMPARE(m_pair->active(1).size(), acknowledged.size());
        const auto after = homes(shell.json({u"incidents"_s, u"list"_s}));
        QCOMPARE(after.size(), 7 * perBatch);
        for (auto it = before.begin(); it != before.end(); ++it)
            QCOMPARE(after.value(it.key()), it.value());
    }
};

QTEST_GUILESS_MAIN(TestAlertStorm)
#include "tst_alertstorm.moc"
