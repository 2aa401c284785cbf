// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/jobscope.h"
#include "models/station/scrape/discovery/dnsdiscovery.h"
#include "models/station/scrape/discovery/localdiscovery.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

using namespace wf;
using namespace wf::station;
using support::HttpResponse;

namespace {

using Records = std::vector<net::HostRecord>;

LookUpRecords answering(base::Result<Records> &answer)
{
    return [&answer](const QString &, net::RecordType, QObject *context,
                     std::function<void(base::Result<Records>)> reply) {
        QTimer::singleShot(0, context, [&answer, reply] { reply(answer); });
        return async::Request();
    };
}

} // namespace

class DiscoveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void makesTargetsOfServiceRecords()
    {
        base::Result<Records> answer =
            Records{{QStringLiteral("a.example.com"), 9100}, {QStringLiteral("b.example.com"), 9101}};
        DnsDiscovery options;
        options.names = {QStringLiteral("_prom._tcp.example.com")};
        options.refreshNs = 20 * base::nsPerMs;
        DnsTargets targets(options, answering(answer), nullptr);
        targets.start();
        QTRY_COMPARE(targets.groups().size(), std::size_t{2});
        QCOMPARE(targets.groups()[1].targets, QStringList{QStringLiteral("b.example.com:9101")});
        QCOMPARE(targets.groups()[1].labels.value("__meta_dns_srv_record_port"), std::string_view("9101"));

        answer = base::makeError(base::ErrorKind::Unreachable, QStringLiteral("The name server is silent."));
        QTRY_COMPARE(targets.problems(),
                     QStringList{QStringLiteral("The name server is silent. Its targets stay as they were.")});
        QCOMPARE(targets.groups().size(), std::size_t{2});
        answer = base::makeError(base::ErrorKind::NotFound, QStringLiteral("Unknown."));
        QTRY_COMPARE(targets.groups().size(), std::size_t{0});
    }

    void makesTargetsOfAddresses()
    {
        base::Result<Records> answer = Records{{QStringLiteral("10.0.0.1"), 0}, {QStringLiteral("fd00::1"), 0}};
        DnsDiscovery options;
        options.names = {QStringLiteral("web")};
        options.type = DnsDiscovery::Type::AAAA;
        options.port = 9100;
        DnsTargets targets(options, answering(answer), nullptr);
        targets.start();
        QTRY_COMPARE(targets.groups().size(), std::size_t{2});
        QCOMPARE(targets.groups()[0].targets, QStringList{QStringLiteral("10.0.0.1:9100")});
        QCOMPARE(targets.groups()[1].targets, QStringList{QStringLiteral("[fd00::1]:9100")});
    }

    void findsWhatServesMetricsAndAsksTheRestOnlyOnce()
    {
        support::HttpServer exporter;
        exporter.on(QStringLiteral("/metrics"), HttpResponse::text(QByteArray("a_metric 1\n").repeated(5000)));
        support::HttpServer other;
        other.on(QStringLiteral("/metrics"), HttpResponse::text("hello world"));
        support::HttpServer ignored;
        QTemporaryDir proc;
        QVERIFY(QDir(proc.path()).mkdir(QStringLiteral("net")));
        const auto listen = [&](const QList<std::pair<int, int>> &portsAndInodes) {
            QFile file(proc.filePath(QStringLiteral("net/tcp")));
            QVERIFY(file.open(QIODevice::WriteOnly));
            for (const auto &[port, inode] : portsAndInodes)
                file.write(
                    QStringLiteral("   0: 0100007F:%1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0   "
                                   "     0 %2 1 0 100 0 0 10 0\n")
                        .arg(port, 4, 16, QLatin1Char('0'))
                        .arg(inode)
                        .toUpper()
                        .toLatin1());
        };
        listen({{exporter.serverPort(), 1}, {other.serverPort(), 2}, {ignored.serverPort(), 3}});
        async::Pools pools;
        base::ManualClock clock(1'700'000'000 * base::nsPerSecond);
        LocalOptions options;
        options.procfs = proc.path();
        options.ignoredPorts = {ignored.serverPort()};
        LocalTargets targets(options, clock, pools.parse(), nullptr);
        targets.start();
        QTRY_COMPARE(targets.groups().size(), std::size_t{1});
        QCOMPARE(targets.groups()[0].targets, QStringList{QStringLiteral("localhost:%1").arg(exporter.serverPort())});
        // no process of that folder has the socket
        const QString unnamed = QStringLiteral("localhost:%1").arg(exporter.serverPort());
        QCOMPARE(targets.groups()[0].labels, (base::Labels{{"job", unnamed.toStdString()}}));
        QTRY_COMPARE(other.requests().size(), 1);

        const auto round = [&] {
            clock.advance(base::nsPerMinute);
            targets.look();
        };
        round();
        // Another program behind the same port is asked anew; that shows when the round was over.
        listen({{exporter.serverPort(), 1}, {other.serverPort(), 22}, {ignored.serverPort(), 3}});
        round();
        QTRY_COMPARE(other.requests().size(), 2);
        QCOMPARE(exporter.requests().size(), 1);
        QCOMPARE(ignored.requests().size(), 0);

        listen({{other.serverPort(), 22}});
        round();
        QCOMPARE(targets.groups().size(), std::size_t{1}); // gone, but shown as down for a while
        clock.advance(10 * base::nsPerMinute);
        targets.look();
        QTRY_COMPARE(targets.groups().size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"
