// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/host/hostcollector.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace wf;
using namespace wf::station;
using base::Labels;

namespace {

struct Told {
    signals::MetricType type = signals::MetricType::Unknown;
    QString help;
    std::map<Labels, double> values;
};
using Families = std::map<std::string, Told>;

Families byName(const wire::Exposition &all)
{
    Families out;
    for (const auto &family : all.families) {
        out[family.name.toStdString()].type = family.type;
        out[family.name.toStdString()].help = family.help;
    }
    for (const auto &sample : all.samples)
        out[std::string(sample.labels.metricName())].values.emplace(sample.labels, sample.value);
    std::erase_if(out, [](const auto &entry) { return entry.second.values.empty(); });
    return out;
}

// What differs by nature: how long collecting took, and which collectors there are.
bool isAboutTheCollectorItself(const std::string &name)
{
    return name.starts_with("node_scrape_collector_") || name.starts_with("node_exporter_") ||
           name.starts_with("node_textfile_");
}

// Between the two looks some milliseconds pass on a machine that works. Levels swing, counters only grow.
bool isNear(const std::string &name, signals::MetricType type, double ours, double theirs)
{
    if (std::isnan(ours) || std::isnan(theirs))
        return std::isnan(ours) == std::isnan(theirs);
    const double apart = std::abs(ours - theirs);
    const double larger = std::max(std::abs(ours), std::abs(theirs));
    if (type == signals::MetricType::Counter || name.starts_with("node_netstat_") || name.starts_with("node_vmstat_"))
        return apart <= std::max(0.2 * larger, name.find("seconds") != std::string::npos ? 5.0 : 100'000.0);
    for (const char *swinging : {"node_procs_", "node_load", "node_sockstat_", "node_disk_io_now", "node_udp_queues",
                                 "node_timex_", "node_filefd_allocated", "node_nf_conntrack_entries"})
        if (name.starts_with(swinging))
            return apart <= std::max(0.5 * larger, 1000.0);
    constexpr double memorySwing = 512e6; // others build on this machine
    return apart <= std::max(0.1 * larger, name.find("_bytes") != std::string::npos ? memorySwing : 1000.0);
}

} // namespace

class NodeExporterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everySeriesOfOursIsTheirs();
    void nothingOfTheirsIsMissing();
    void typesAndHelpAreTheirs();
    void valuesAreNear();
    void cleanupTestCase();

private:
    QProcess m_exporter;
    Families m_ours;
    Families m_theirs;
};

void NodeExporterTest::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus-node-exporter"));
    if (program.isEmpty())
        QSKIP("prometheus-node-exporter is not installed");
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QString address = QStringLiteral("127.0.0.1:%1").arg(free.serverPort());
    free.close();
    // Debian leaves more out than node_exporter itself does; these are its own defaults.
    m_exporter.start(program, {QStringLiteral("--web.listen-address=") + address,
                               QStringLiteral("--collector.netdev.device-exclude=^$"),
                               QStringLiteral("--collector.filesystem.mount-points-exclude=^/"
                                              "(dev|proc|run/credentials/.+|sys|var/lib/docker/"
                                              ".+|var/lib/containers/storage/.+)($|/)")});
    QVERIFY(m_exporter.waitForStarted());
    QNetworkAccessManager manager;
    const auto get = [&]() -> QByteArray {
        std::unique_ptr<QNetworkReply> reply(
            manager.get(QNetworkRequest(QUrl(QStringLiteral("http://%1/metrics").arg(address)))));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        return finished.wait(10'000) && reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!get().isEmpty(), 15'000);
    const base::SystemClock clock;
    HostSettings settings;
    settings.processGroups = 0;
    HostCollector host(settings, clock);
    QVERIFY(host.collect({}).ok());
    const QByteArray text = get();
    const auto theirs = wire::decodeExposition(text.toStdString(), wire::ExpositionFormat::Text);
    const auto ours = host.collect({});
    QVERIFY(theirs.ok() && ours.ok());
    m_theirs = byName(*theirs);
    m_ours = byName(*ours);
    QVERIFY(m_ours.size() > 150);
}

void NodeExporterTest::everySeriesOfOursIsTheirs()
{
    for (const auto &[name, ours] : m_ours) {
        if (isAboutTheCollectorItself(name))
            continue;
        QVERIFY2(m_theirs.contains(name), name.c_str());
        for (const auto &[labels, value] : ours.values)
            QVERIFY2(m_theirs[name].values.contains(labels), qPrintable(labels.toString()));
    }
}

void NodeExporterTest::nothingOfTheirsIsMissing()
{
    QStringList missing;
    for (const auto &[name, theirs] : m_theirs)
        for (const auto &[labels, value] : theirs.values)
            if (name.starts_with("node_") && !isAboutTheCollectorItself(name) &&
                (!m_ours.contains(name) || !m_ours[name].values.contains(labels)))
                missing << labels.toString();
    QCOMPARE(missing, QStringList());
}

void NodeExporterTest::typesAndHelpAreTheirs()
{
    for (const auto &[name, ours] : m_ours)
        if (m_theirs.contains(name)) {
            QVERIFY2(ours.type == m_theirs[name].type, name.c_str());
            QVERIFY2(ours.help == m_theirs[name].help,
                     qPrintable(ours.help + QStringLiteral(" / ") + m_theirs[name].help));
        }
}

void NodeExporterTest::valuesAreNear()
{
    for (const auto &[name, ours] : m_ours)
        for (const auto &[labels, value] : ours.values) {
            if (isAboutTheCollectorItself(name) || !m_theirs.contains(name))
                continue;
            const double theirs = m_theirs[name].values[labels];
            QVERIFY2(isNear(name, ours.type, value, theirs),
                     qPrintable(QStringLiteral("%1: %2, theirs %3").arg(labels.toString()).arg(value).arg(theirs)));
        }
}

void NodeExporterTest::cleanupTestCase()
{
    m_exporter.kill();
    m_exporter.waitForFinished();
}

QTEST_GUILESS_MAIN(NodeExporterTest)
#include "tst_nodeexporter.moc"
