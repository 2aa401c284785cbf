// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/zip/zip.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::wire;

class TestZip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsWrittenIsReadBack();
    void theSamePartsGiveTheSameBytes();
    void aBombIsRefusedWhileItIsUnpacked();
    void aFileWithTooManyPartsIsRefused();
    void whatIsNoZipFileIsSaidSo();
    void changedAndCutFilesNeverCrash();

private:
    static std::vector<zip::Part> parts()
    {
        return {{QStringLiteral("manifest.json"), "{\"a\": 1}"},
                {QStringLiteral("logs/0001.bin"), std::string(100'000, 'x') + "end"},
                {QStringLiteral("empty"), {}}};
    }
    static QByteArray written()
    {
        auto out = zip::write(parts(), 1'795'246'609'000'000'000);
        return out ? *out : QByteArray();
    }
};

void TestZip::whatIsWrittenIsReadBack()
{
    const auto read = zip::read(written());
    QVERIFY(read.ok());
    QCOMPARE(read->size(), parts().size());
    for (std::size_t i = 0; i < read->size(); ++i) {
        QCOMPARE((*read)[i].name, parts()[i].name);
        QCOMPARE((*read)[i].bytes, parts()[i].bytes);
    }
}

void TestZip::theSamePartsGiveTheSameBytes()
{
    QVERIFY(!written().isEmpty());
    QCOMPARE(written(), written());
}

void TestZip::aBombIsRefusedWhileItIsUnpacked()
{
    const auto bomb = zip::write({{QStringLiteral("bomb"), std::string(40 << 20, '\0')}}, 0);
    QVERIFY(bomb.ok());
    QVERIFY(bomb->size() < 100'000);
    zip::Bounds bounds;
    bounds.bytes = 1 << 20;
    const auto read = zip::read(*bomb, bounds);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, base::ErrorKind::TooLarge);
}

void TestZip::aFileWithTooManyPartsIsRefused()
{
    zip::Bounds bounds;
    bounds.parts = 2;
    const auto read = zip::read(written(), bounds);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().kind, base::ErrorKind::TooLarge);
}

void TestZip::whatIsNoZipFileIsSaidSo()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("PK"), QByteArray(5000, 'a')}) {
        const auto read = zip::read(bytes);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().kind, base::ErrorKind::NotUnderstood);
    }
}

void TestZip::changedAndCutFilesNeverCrash()
{
    const QByteArray good = written();
    for (qsizetype cut = 0; cut < good.size(); cut += 7)
        QVERIFY(!zip::read(good.first(cut)).ok());
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bad = good;
        for (int i = 0; i < 3; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] = static_cast<char>(random.bounded(256));
        const auto read = zip::read(bad);
        if (!read)
            QVERIFY(!read.error().summary.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestZip)
#include "tst_zip.moc"
