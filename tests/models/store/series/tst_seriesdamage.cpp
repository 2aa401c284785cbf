// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/series/storefixture.h"

#include <QDir>
#include <QFile>

using namespace wf;
using namespace wf::store;
using namespace wf::test;

namespace {

base::Labels up(const char *instance)
{
    return {{"__name__", "up"}, {"instance", instance}};
}

QStringList filesIn(const QString &folder, const char *pattern)
{
    return QDir(folder).entryList({QString::fromLatin1(pattern)}, QDir::Files, QDir::Name);
}

// Overwrites some bytes in the middle of a file.
void damage(const QString &path, qint64 at, int count = 16)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(QByteArray(count, 'x')), qint64(count));
}

} // namespace

class TstSeriesDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aTornTailOfTheLogIsCutOff()
    {
        StoreFixture f;
        f.append(up("a"), noonMs, 1);
        f.append(up("a"), noonMs + 1, 2);
        f.close();
        const QString path = f.path() + QStringLiteral("/log/00000001.log");
        QFile file(path);
        QVERIFY(file.resize(file.size() - 5));
        f.reopen();
        QCOMPARE(f.read("up").at(0).values, (std::vector<double>{1}));
        f.append(up("a"), noonMs + 2, 3);
        f.reopen();
        QCOMPARE(f.read("up").at(0).values, (std::vector<double>{1, 3}));
        QVERIFY2(f.notices.empty(), "a killed writer leaves no damage");
    }

    void aDamagedLogGivesWhatIsWholeAndSaysSo()
    {
        StoreFixture f;
        qint64 place = 0;
        for (int i = 0; i < 100; ++i) {
            if (i == 50)
                place = f->statistics().logBytes;
            f.append(up("a"), noonMs + i, i);
        }
        f.close();
        damage(f.path() + QStringLiteral("/log/00000001.log"), place + 2);
        f.reopen();
        QCOMPARE(f.read("up").at(0).values.size(), std::size_t(99));
        QCOMPARE(f.notices.size(), std::size_t(1));
        QVERIFY(QFile::exists(f.notices[0].path));
        QCOMPARE(f->statistics().damagedFiles, qint64(1));
        QCOMPARE(f.append(up("a"), noonMs + 200, 1).taken, qint64(1));
        f.reopen();
        QCOMPARE(f.read("up").at(0).values.size(), std::size_t(100));
    }

    void aDamagedBlockIsSetAsideAndTheRestIsRead()
    {
        StoreFixture f;
        const qint64 firstMs = noonMs + 4 * hourMs; // four windows that are merged together, later
        for (int i = 0; i < 4; ++i) {
            f.clock.set((firstMs + i * 2 * hourMs) * base::nsPerMs);
            for (int k = 0; k < 200; ++k)
                f.append(up("a"), firstMs + i * 2 * hourMs + k * 1000, k / 3.0);
        }
        f.clock.set((firstMs + 9 * hourMs) * base::nsPerMs);
        QVERIFY(f->tend().ok());
        f.close();
        const QString folder = f.path() + QStringLiteral("/blocks/");
        const auto names = filesIn(folder, "*.block");
        QCOMPARE(names.size(), 4);
        // The end of one, the index of another, a chunk of a third.
        damage(folder + names[0], QFileInfo(folder + names[0]).size() - 20);
        damage(folder + names[1], QFileInfo(folder + names[1]).size() - 120, 4);
        damage(folder + names[2], 40);
        f.reopen();
        QCOMPARE(f.notices.size(), std::size_t(1));
        const auto found = f.read("up");
        QCOMPARE(found.at(0).timesMs.size(), std::size_t(200));
        QCOMPARE(found.at(0).timesMs.front(), firstMs + 6 * hourMs);
        QCOMPARE(f.notices.size(), std::size_t(3));
        for (const auto &notice : f.notices)
            QVERIFY2(QFile::exists(notice.path), qPrintable(notice.summary + notice.path));
        f.read("up");
        QCOMPARE(f.notices.size(), std::size_t(3));
        QCOMPARE(f->statistics().damagedFiles, qint64(2));
        // Merging leaves the one with a damaged chunk as it is.
        f.clock.set((noonMs + 48 * hourMs) * base::nsPerMs);
        QVERIFY(f->tend().ok());
        QCOMPARE(f.read("up").at(0).timesMs.size(), std::size_t(200));
    }
};

QTEST_APPLESS_MAIN(TstSeriesDamage)
#include "tst_seriesdamage.moc"
