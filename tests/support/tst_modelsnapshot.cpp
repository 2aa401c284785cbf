// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"
#include "tests/support/modelsnapshot.h"

#include <QFileInfo>
#include <QStringListModel>

using namespace wf::support;
using namespace Qt::StringLiterals;

class tst_ModelSnapshot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void rowsAreLines()
    {
        const QStringListModel model({u"checkout"_s, u"payment"_s, u"catalog"_s});
        QCOMPARE(snapshot(model), u"checkout\npayment\ncatalog\n"_s);
        QCOMPARE(snapshot(model, {Qt::DisplayRole, Qt::EditRole}, 1), u"checkout [checkout]\n… 2 more\n"_s);
    }
    void missingCorporaAreEmptyPaths()
    {
        QCOMPARE(corpusPath(u"no-such-corpus"_s), QString());
        QVERIFY(QFileInfo(sourcePath(u"tests/support/corpus.h"_s)).isFile());
    }
    void clocksStandWhereTheyAreSet()
    {
        auto clock = clockAt();
        QCOMPARE(clock.nowNs(), qint64(1778724847) * wf::base::nsPerSecond);
        clock.advance(5);
        QCOMPARE(clock.monotonicNs(), qint64(5));
    }
};

QTEST_GUILESS_MAIN(tst_ModelSnapshot)
#include "tst_modelsnapshot.moc"
