// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/series/killloop.h"

using namespace wf::test;

class TstSeriesKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingTakenIsLostInTwoHundredKills() { killRounds(200, 2); }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    beVictim(argc, argv);
    TstSeriesKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_serieskill.moc"
