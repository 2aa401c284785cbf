// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/listening.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf::station;

class ListeningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void findsWhatListensOnLoopback()
    {
        // As /proc/net/tcp shows them: 127.0.0.1:9090 and 0.0.0.0:22 listen, 10.0.0.5:9100 listens elsewhere,
        // 127.0.0.1:36000 is a connection.
        constexpr auto tcp =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            "   0: 0100007F:2382 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 "
            "0 0 10 0\n"
            "   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 "
            "0 10 0\n"
            "   2: 0500000A:238C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 "
            "0 10 0\n"
            "   3: 0100007F:8CA0 0100007F:2382 01 00000000:00000000 00:00000000 00000000     0        0 444 1 0 100 0 "
            "0 10 0\n"
            "   4: rubbish\n";
        constexpr auto tcp6 =
            "  sl  local_address                         remote_address                        st tx_queue rx_queue\n"
            "   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 "
            "00:00000000 00000000     0        0 223 1 0 100 0 0 10 0\n"
            "   1: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 "
            "00:00000000 00000000     0        0 555 1 0 100 0 0 10 0\n"
            "   2: 000080FE000000000000000000000001:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 "
            "00:00000000 00000000     0        0 666 1 0 100 0 0 10 0\n"
            "   3: 0000000000000000FFFF00000100007F:1F92 00000000000000000000000000000000:0000 0A 00000000:00000000 "
            "00:00000000 00000000     0        0 777 1 0 100 0 0 10 0\n";
        QCOMPARE(listeningPorts(tcp, tcp6),
                 (std::vector<ListeningPort>{
                     {22, false, 222}, {8080, true, 555}, {8082, false, 777}, {9090, false, 12345}}));
        QVERIFY(listeningPorts("", "\n\n: : :").empty());
    }

    void knowsMetricsByTheirBeginning_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        QTest::newRow("plain") << QByteArray("text/plain; version=0.0.4") << QByteArray("# TYPE a gauge\na 1\n")
                               << true;
        QTest::newRow("no type") << QByteArray() << QByteArray("a 1\n") << true;
        QTest::newRow("cut in a line") << QByteArray("text/plain") << QByteArray("a 1\nb{c=\"d") << true;
        QTest::newRow("cut OpenMetrics") << QByteArray("application/openmetrics-text") << QByteArray("a 1 1.5\nb")
                                         << true;
        QTest::newRow("a page") << QByteArray("text/html") << QByteArray("a 1\n") << false;
        QTest::newRow("JSON") << QByteArray("text/plain") << QByteArray("{\"a\": 1}\n") << false;
        QTest::newRow("a greeting") << QByteArray() << QByteArray("hello world\n") << false;
        QTest::newRow("nothing") << QByteArray("text/plain") << QByteArray() << false;
        QTest::newRow("only comments") << QByteArray("text/plain") << QByteArray("# hello\n") << false;
    }
    void knowsMetricsByTheirBeginning()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, text);
        QFETCH(bool, is);
        QCOMPARE(looksLikeMetrics(type.toStdString(), text.toStdString()), is);
    }

    void namesTheUsualAndLeavesTheOthersAlone()
    {
        QCOMPARE(usualJob(9090), QStringLiteral("prometheus"));
        QCOMPARE(usualJob(4711), QString());
        QVERIFY(isNeverAsked(5432) && isNeverAsked(22) && !isNeverAsked(9090));
    }
};

QTEST_GUILESS_MAIN(ListeningTest)
#include "tst_listening.moc"
