// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/programnames.h"

#include "models/station/scrape/discovery/listening.h"
#include "tests/support/failonwarning.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

class ProgramNamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void programsAreCalledByWhatTheyRun_data()
    {
        QTest::addColumn<QString>("comm");
        QTest::addColumn<QStringList>("commandLine");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *title, const char *comm, const QStringList &commandLine, const char *name) {
            QTest::newRow(title) << QString::fromLatin1(comm) << commandLine << QString::fromLatin1(name);
        };
        row("a file", "postgres_export", {u"/usr/bin/postgres_exporter"_s, u"--x"_s}, "postgres_exporter");
        row("a title instead", "nginx", {u"nginx: master process /usr/sbin/nginx"_s}, "nginx");
        row("a jar", "java", {u"/usr/bin/java"_s, u"-Xmx1g"_s, u"-jar"_s, u"/srv/shop.jar"_s}, "shop");
        row("a class", "java", {u"java"_s, u"-cp"_s, u"a.jar:b.jar"_s, u"org.shop.Checkout"_s}, "checkout");
        row("a module", "python3", {u"python3.11"_s, u"-u"_s, u"-m"_s, u"worker.main"_s}, "worker");
        row("a script", "python3", {u"/usr/bin/python3"_s, u"/srv/pay/bank.py"_s}, "bank");
        row("a script that says nothing", "node", {u"node"_s, u"/srv/cart/dist/index.js"_s}, "cart");
        row("text to run", "python3", {u"python3"_s, u"-c"_s, u"print(1)"_s}, "python3");
        row("only the kernel's name", "kworker", {}, "kworker");
        row("hostile", "x", {u"/a/<b>x</b>\n$(rm)"_s}, "x");
        row("nothing", "", {}, "");
    }
    void programsAreCalledByWhatTheyRun()
    {
        QFETCH(QString, comm);
        QFETCH(QStringList, commandLine);
        QFETCH(QString, name);
        QCOMPARE(programName(comm, commandLine), name);
    }

    void theProgramBehindASocketIsFound()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QFile tcp(u"/proc/net/tcp"_s);
        QVERIFY(tcp.open(QIODevice::ReadOnly));
        const QByteArray table = tcp.readAll();
        const auto ports = listeningPorts({table.constData(), static_cast<std::size_t>(table.size())}, {});
        const auto own = std::ranges::find(ports, int(server.serverPort()), &ListeningPort::port);
        QVERIFY(own != ports.end());
        const QString name = programOfSocket(u"/proc"_s, own->inode);
        QVERIFY2(QCoreApplication::applicationFilePath().endsWith(name) && !name.isEmpty(), qPrintable(name));
        QCOMPARE(programOfSocket(u"/proc"_s, 1), QString());
        QCOMPARE(programOfSocket(u"/nowhere"_s, own->inode), QString());
    }
};

QTEST_GUILESS_MAIN(ProgramNamesTest)
#include "tst_programnames.moc"
