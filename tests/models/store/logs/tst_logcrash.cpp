// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/logs/logvictim.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>

using namespace wf;

class tst_LogCrash : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void nothingIsLostAndNothingTwiceWhenTheWriterIsKilled()
    {
        const QTemporaryDir dir;
        test::killRounds(dir.filePath(QStringLiteral("logs")), 30);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--victim") == 0)
        return test::runVictim(QString::fromLocal8Bit(argv[2]));
    tst_LogCrash test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_logcrash.moc"
