// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/logvictim.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>

using namespace wf;

// The loop of 200 rounds; tst_logcrash has a few of them.
class tst_LogKills : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void twoHundredKillsCostNothing()
    {
        for (int part = 0; part < 10; ++part) { // apart, so that looking stays quick
            const QTemporaryDir dir;
            test::killRounds(dir.filePath(QStringLiteral("logs")), 20);
            if (QTest::currentTestFailed())
                return;
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--victim") == 0)
        return test::runVictim(QString::fromLocal8Bit(argv[2]));
    tst_LogKills test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_logkills.moc"
