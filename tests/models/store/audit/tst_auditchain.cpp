// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/auditchain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::store;

class TstAuditChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_connection.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        OpenOptions file;
        file.path = m_dir->path() + QStringLiteral("/audit.db");
        m_connection = Connection::open(file).value();
        run("CREATE TABLE audit(seq INTEGER PRIMARY KEY, time_ns INTEGER, actor TEXT, action TEXT, subject TEXT, "
            "detail TEXT, "
            "prev BLOB, hash BLOB)");
        run("CREATE TABLE audit_head(id INTEGER PRIMARY KEY, seq INTEGER, hash BLOB, mac BLOB)");
        const auto filled = m_connection->transaction([this]() -> base::Status {
            auto status = m_chain.begin(*m_connection, 1000);
            for (int i = 0; i < 40 && status; ++i)
                if (const auto r = m_chain.append(
                        *m_connection, {QStringLiteral("ada"), QStringLiteral("act"), QString::number(i), {}},
                        2000 + i);
                    !r)
                    status = r.error();
            return status;
        });
        QVERIFY(filled.ok());
    }
    void cleanup() { m_connection.reset(); }

    void anUntouchedTrailIsIntact()
    {
        const auto report = verify();
        QVERIFY(report.intact);
        QCOMPARE(report.records, qint64(41));
    }

    void everyTamperingIsFound_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<qint64>("bad");
        const auto row = [](const char *name, const QString &sql, qint64 bad) { QTest::newRow(name) << sql << bad; };
        for (const char *column : {"actor", "action", "subject", "detail"})
            row(column, QStringLiteral("UPDATE audit SET %1=%1||' ' WHERE seq=17").arg(QLatin1String(column)), 17);
        row("time", QStringLiteral("UPDATE audit SET time_ns=time_ns+1 WHERE seq=17"), 17);
        row("text moved between columns", QStringLiteral("UPDATE audit SET actor='ad', action='aact' WHERE seq=17"),
            17);
        row("hash", QStringLiteral("UPDATE audit SET hash=zeroblob(32) WHERE seq=17"), 17);
        row("prev", QStringLiteral("UPDATE audit SET prev=zeroblob(32) WHERE seq=17"), 17);
        row("first record deleted", QStringLiteral("DELETE FROM audit WHERE seq=1"), 1);
        row("record deleted", QStringLiteral("DELETE FROM audit WHERE seq=17"), 17);
        row("record deleted and renumbered",
            QStringLiteral("DELETE FROM audit WHERE seq=17; UPDATE audit SET seq=seq-1 WHERE seq>17"), 17);
        row("end cut off", QStringLiteral("DELETE FROM audit WHERE seq>35"), 36);
        row("end cut off and head gone", QStringLiteral("DELETE FROM audit WHERE seq>35; DELETE FROM audit_head"), 36);
        row("end cut off and head set back",
            QStringLiteral("DELETE FROM audit WHERE seq>35; UPDATE audit_head SET seq=35, hash=(SELECT hash FROM audit "
                           "WHERE seq=35)"),
            35);
        row("everything deleted", QStringLiteral("DELETE FROM audit"), 1);
        row("everything deleted, head too", QStringLiteral("DELETE FROM audit; DELETE FROM audit_head"), 1);
        row("record added",
            QStringLiteral("INSERT INTO audit SELECT 42, time_ns, actor, action, subject, detail, "
                           "(SELECT hash FROM audit WHERE seq=41), hash FROM audit WHERE seq=41"),
            42);
        row("two records swapped",
            QStringLiteral("UPDATE audit SET seq=-1 WHERE seq=10; UPDATE audit SET seq=10 WHERE seq=11; "
                           "UPDATE audit SET seq=11 WHERE seq=-1"),
            10);
        row("a forged salvage",
            QStringLiteral("DELETE FROM audit WHERE seq=17; UPDATE audit SET action='ledger.salvaged' WHERE seq=18"),
            17);
        row("head's seal", QStringLiteral("UPDATE audit_head SET mac=zeroblob(32)"), 41);
    }
    void everyTamperingIsFound()
    {
        QFETCH(QString, sql);
        QFETCH(qint64, bad);
        for (const auto &one : sql.split(QLatin1Char(';')))
            QVERIFY(m_connection->run(one).ok());
        const auto report = verify();
        QVERIFY(!report.intact);
        QCOMPARE(report.firstBadSeq, bad);
        QVERIFY(!report.problem.isEmpty());
    }

    void anotherKeyDoesNotVerify() { QVERIFY(!AuditChain("another key").verify(*m_connection)->intact); }

    void aSalvageIsKnownDamage()
    {
        run("DELETE FROM audit WHERE seq BETWEEN 20 AND 25");
        QVERIFY(!verify().intact);
        QVERIFY(m_chain
                    .appendSalvage(*m_connection, {QStringLiteral("watchfloor"), QString(AuditChain::salvaged), {}, {}},
                                   5000)
                    .ok());
        auto report = verify();
        QVERIFY(report.intact);
        QVERIFY(report.knownDamage.contains(QStringLiteral("20")));
        // What happens after it is judged as strictly as before.
        QVERIFY(m_chain.append(*m_connection, {QStringLiteral("ada"), QStringLiteral("act"), {}, {}}, 6000).ok());
        QVERIFY(verify().intact);
        run("UPDATE audit SET actor='eve' WHERE seq=43");
        QVERIFY(!verify().intact);
    }

    void aSalvageGoesOnWhereTheHeadIsGone()
    {
        run("DELETE FROM audit_head");
        QVERIFY(m_chain
                    .appendSalvage(*m_connection, {QStringLiteral("watchfloor"), QString(AuditChain::salvaged), {}, {}},
                                   5000)
                    .ok());
        QVERIFY(verify().intact);
        QCOMPARE(verify().records, qint64(42));
    }

private:
    void run(const char *sql) { QVERIFY(m_connection->run(QString::fromLatin1(sql)).ok()); }
    AuditReport verify()
    {
        auto report = m_chain.verify(*m_connection);
        return report ? *report : AuditReport{true, -1, 0, {}, {}};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Connection> m_connection;
    AuditChain m_chain{QByteArray(32, 'k')};
};

QTEST_GUILESS_MAIN(TstAuditChain)
#include "tst_auditchain.moc"
