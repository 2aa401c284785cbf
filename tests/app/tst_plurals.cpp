// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plurals.h"
#include "models/engine/bundle/packbundle.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using wf::app::EnglishPlurals;

class PluralsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneAlertIsNotOneAlerts()
    {
        EnglishPlurals plurals;
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        QCOMPARE(QCoreApplication::translate("OverviewPage", "%n alerts", nullptr, 1), QStringLiteral("1 alert"));
        QCOMPARE(QCoreApplication::translate("OverviewPage", "%n alerts", nullptr, 2), QStringLiteral("2 alerts"));
        QCOMPARE(QCoreApplication::translate("OverviewPage", "%n alerts", nullptr, 0), QStringLiteral("0 alerts"));
        // What an incident bundle says of its contents.
        QCOMPARE(wf::engine::portionText({QStringLiteral("alerts"), 1, 1}), QStringLiteral("1 alert"));
        QCOMPARE(wf::engine::portionText({QStringLiteral("log lines"), 2, 8}), QStringLiteral("2 of 8 log lines"));
        QCOMPARE(QCoreApplication::translate("OverviewPage", "Nothing needs you"), QStringLiteral("Nothing needs you"));
        QCoreApplication::removeTranslator(&plurals);
    }

    void everyCountedSentenceHasItsSingular()
    {
        const QRegularExpression counted(QStringLiteral(R"re("([^"\n]*%n\b[^"\n]*)")re"));
        int seen = 0;
        QStringList missing;
        for (const char *folder : {"models", "widgets", "ui", "app"}) {
            QDirIterator files(QStringLiteral(WF_SOURCE_ROOT "/") + QLatin1String(folder),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                QFile file(path);
                if (path.contains(QLatin1String("/app/plurals.")) || !file.open(QIODevice::ReadOnly))
                    continue;
                auto found = counted.globalMatch(QString::fromUtf8(file.readAll()));
                while (found.hasNext()) {
                    const QString text = found.next().captured(1);
                    ++seen;
                    if (!EnglishPlurals::knows(text))
                        missing << path + QStringLiteral(": ") + text;
                }
            }
        }
        QVERIFY(seen > 10);
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QStringLiteral("No singular in app/plurals.cpp for:\n") + missing.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(PluralsTest)
#include "tst_plurals.moc"
