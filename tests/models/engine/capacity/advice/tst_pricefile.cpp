// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/advice/pricefile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 10'000;

bool write(const QString &path, const QByteArray &price)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write("resource,region,unit,price,currency\ndisk,*,GiB," + price + ",EUR\n") > 0;
}

QString priceOf(const engine::PriceFile &file)
{
    const engine::Price *price = file.state().prices.find(engine::FiniteKind::Disk, {});
    return price ? price->perMonth.text() : QString();
}

} // namespace

class PriceFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void oneThatIsMadeChangedReplacedAndRemovedIsReadEachTime()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"prices.csv"_s);
        engine::PriceFile file(path);
        QVERIFY(file.state().prices.isEmpty() && file.state().problem.isEmpty());
        QCOMPARE(file.state().changedNs, 0);
        QVERIFY(write(path, "0.10"));
        QTRY_COMPARE_WITH_TIMEOUT(priceOf(file), u"0.10"_s, longestMs);
        QVERIFY(file.state().changedNs > 0);
        QVERIFY(write(path, "0.20"));
        QTRY_COMPARE_WITH_TIMEOUT(priceOf(file), u"0.20"_s, longestMs);
        // As editors write: beside it, then renamed onto it; twice, for the first one may lose the watch.
        for (const char *price : {"0.30", "0.40"}) {
            QVERIFY(write(path + u".new"_s, price));
            QCOMPARE(::rename(QFile::encodeName(path + u".new"_s).constData(), QFile::encodeName(path).constData()), 0);
            QTRY_COMPARE_WITH_TIMEOUT(priceOf(file), QString::fromLatin1(price), longestMs);
        }
        QVERIFY(QFile::remove(path));
        QTRY_VERIFY_WITH_TIMEOUT(file.state().prices.isEmpty(), longestMs);
        QVERIFY(write(path, "0.50"));
        QTRY_COMPARE_WITH_TIMEOUT(priceOf(file), u"0.50"_s, longestMs);
    }
    void aWrongOneSaysWhereAndThePricesBeforeItCount()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"prices.csv"_s);
        QVERIFY(write(path, "0.10"));
        engine::PriceFile file(path);
        QSignalSpy changed(&file, &engine::PriceFile::changed);
        QVERIFY(write(path, "cheap"));
        QTRY_VERIFY_WITH_TIMEOUT(!file.state().problem.isEmpty(), longestMs);
        QVERIFY(!changed.isEmpty());
        QVERIFY2(file.state().problem.contains(path) && file.state().problem.contains(u"line 2"_s) &&
                     file.state().problem.contains(u"\"cheap\""_s),
                 qPrintable(file.state().problem));
        QCOMPARE(priceOf(file), u"0.10"_s);
        QVERIFY(write(path, "0.20"));
        QTRY_VERIFY_WITH_TIMEOUT(file.state().problem.isEmpty(), longestMs);
        QCOMPARE(priceOf(file), u"0.20"_s);
    }
    void aFolderInItsPlaceIsAProblemAndNoneIsNone()
    {
        QTemporaryDir folder;
        engine::PriceFile inPlace(folder.path());
        QVERIFY(!inPlace.state().problem.isEmpty());
        engine::PriceFile none{QString()};
        QVERIFY(none.state().problem.isEmpty() && none.state().prices.isEmpty());
    }
};

QTEST_GUILESS_MAIN(PriceFileTest)
#include "tst_pricefile.moc"
