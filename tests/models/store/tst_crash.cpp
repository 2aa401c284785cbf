// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/asking.h"

#include "models/store/audit/auditchain.h"
#include "models/store/db/connection.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <random>
#include <set>

#include <unistd.h>

using namespace wf;
using namespace wf::store;

namespace {

// The victim: writes as fast as it is answered, and tells every key on its output once it was acknowledged.
class Victim {
public:
    explicit Victim(const QString &directory) : m_store(test::quietOptions(directory), m_clock) { next(); }

private:
    void next()
    {
        NewOp op;
        op.source = QStringLiteral("am");
        op.kind = QStringLiteral("silence.put");
        op.payload = {{QStringLiteral("comment"), QString(200, QLatin1Char('x'))}};
        op.audit = {QStringLiteral("ada"), QStringLiteral("alert.acknowledge"), QStringLiteral("x"), {}};
        m_request = m_store.ledger().enqueue(op, [this](const base::Result<OutboxItem> &item) {
            if (item) {
                const QByteArray line = item->opKey.toLatin1() + '\n';
                if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
                    QCoreApplication::exit(1);
            }
            next();
        });
    }

    base::SystemClock m_clock;
    Store m_store;
    async::Request m_request;
};

} // namespace

class TstCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingAcknowledgedIsLostWhenTheWriterIsKilled()
    {
        QTemporaryDir dir;
        const QString state = dir.path() + QStringLiteral("/state");
        std::mt19937 random(1);
        std::set<QString> acknowledged;
        for (int round = 0; round < 100; ++round) {
            QProcess victim;
            victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--victim"), state});
            QByteArray output;
            const auto lines = static_cast<qsizetype>(1 + random() % 60);
            while (output.count('\n') < lines) {
                QVERIFY2(victim.waitForReadyRead(30'000), qPrintable(QString::fromUtf8(victim.readAllStandardError())));
                output += victim.readAllStandardOutput();
            }
            victim.kill();
            QVERIFY(victim.waitForFinished());
            QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
            output += victim.readAllStandardOutput();
            const auto keys = output.left(output.lastIndexOf('\n')).split('\n');
            for (const auto &key : keys)
                acknowledged.insert(QString::fromLatin1(key));
            inspect(state, acknowledged, round % 10 == 9);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(acknowledged.size() >= 1000);
        const base::SystemClock clock;
        Store store(test::quietOptions(state), clock);
        const auto report = test::reportOf(store);
        QVERIFY(report.ok());
        QVERIFY2(report->notices.empty(), "a kill must damage nothing");
    }

private:
    static void inspect(const QString &state, const std::set<QString> &acknowledged, bool wholeTrail)
    {
        OpenOptions file;
        file.path = state + QStringLiteral("/ledger.db");
        const auto connection = Connection::open(file);
        QVERIFY(connection.ok());
        QCOMPARE((*connection)->quickCheck(), QStringLiteral("ok"));
        std::set<QString> found;
        QVERIFY((*connection)
                    ->prepare("SELECT op_key FROM outbox")
                    .each([&](const Statement &row) {
                        found.insert(row.text(0));
                        return true;
                    })
                    .ok());
        QVERIFY2(std::includes(found.begin(), found.end(), acknowledged.begin(), acknowledged.end()),
                 "an acknowledged write is gone");
        if (!wholeTrail)
            return;
        QFile key(state + QStringLiteral("/audit.key"));
        QVERIFY(key.open(QIODevice::ReadOnly));
        const auto trail = AuditChain(key.readAll()).verify(**connection);
        QVERIFY(trail.ok());
        QVERIFY2(trail->intact, qPrintable(trail->problem));
        // Each operation has its record, and the trail its beginning: never one without the other.
        QCOMPARE(trail->records, static_cast<qint64>(found.size()) + 1);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--victim") == 0) {
        const Victim victim(QString::fromLocal8Bit(argv[2]));
        return QCoreApplication::exec();
    }
    TstCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crash.moc"
