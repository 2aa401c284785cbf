// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/rotated/rotatedreader.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>
#include <zstd.h>

using namespace wf;
using namespace wf::station::tail;
using namespace Qt::StringLiterals;

namespace {

QByteArray hour(int h, int lines)
{
    QByteArray out;
    for (int i = 0; i < lines; ++i)
        out += "2026-11-28 " + QByteArray::number(h).rightJustified(2, '0') +
               ":00:" + QByteArray::number(i % 60).rightJustified(2, '0') + " INFO line " + QByteArray::number(i) +
               " of ann@example.com\n";
    return out;
}

QByteArray gzipped(const QByteArray &text)
{
    QByteArray out(text.size() + 1024, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray in = text;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray zstandard(const QByteArray &text)
{
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(text.size()))), '\0');
    out.resize(static_cast<qsizetype>(ZSTD_compress(out.data(), static_cast<size_t>(out.size()), text.constData(),
                                                    static_cast<size_t>(text.size()), 3)));
    return out;
}

base::TimeRange between(const char *from, const char *to)
{
    return {support::instant(from), support::instant(to)};
}

} // namespace

class TstRotatedReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsARangeOfEveryPacking_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("plain") << hour(1, 100) + hour(2, 60);
        QTest::newRow("gzip") << gzipped(hour(1, 100) + hour(2, 60));
        QTest::newRow("gzip, two members") << gzipped(hour(1, 100)) + gzipped(hour(2, 60));
        QTest::newRow("zstd") << zstandard(hour(1, 100) + hour(2, 60));
        QTest::newRow("zstd, two frames") << zstandard(hour(1, 100)) + zstandard(hour(2, 60));
    }
    void readsARangeOfEveryPacking()
    {
        QFETCH(QByteArray, bytes);
        const auto answer = read(bytes, between("2026-11-28T02:00:10Z", "2026-11-28T02:00:19Z"));
        QVERIFY(answer.ok());
        QCOMPARE(answer->lines.size(), std::size_t{10});
        QCOMPARE(answer->lines[0].text, std::string("2026-11-28 02:00:10 INFO line 10 of [email]"));
        QCOMPARE(answer->lines[0].stream.value("filename"), m_folder->filePath(u"app.log"_s).toStdString());
        QVERIFY(answer->completeness.isComplete());
    }
    void saysWhenThereIsMore()
    {
        RotatedLimits limits;
        limits.lines = 5;
        const auto answer =
            read(gzipped(hour(1, 100)), between("2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"), limits);
        QCOMPARE(answer->lines.size(), std::size_t{5});
        QVERIFY(answer->completeness.truncated);
    }
    void damagedFilesGiveWhatTheyHaveAndSaySo()
    {
        const auto whole = gzipped(hour(1, 5000));
        const auto answer =
            read(whole.left(whole.size() - 20), between("2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"));
        QVERIFY(answer.ok());
        QVERIFY(answer->completeness.partial);
        QVERIFY(answer->completeness.notes.first().contains(u"damaged"_s));
        QVERIFY(!answer->lines.empty());
    }
    void whatUnpacksToTooMuchIsRefused()
    {
        RotatedLimits limits;
        limits.unpackedBytes = 1 << 20;
        const auto answer =
            read(gzipped(QByteArray(64 << 20, 'x')), between("2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z"), limits);
        QCOMPARE(answer.error().kind, base::ErrorKind::TooLarge);
    }
    void otherPackingsAreNamed()
    {
        QCOMPARE(read("BZh91AY", between("2026-11-28T00:00:00Z", "2026-11-29T00:00:00Z")).error().kind,
                 base::ErrorKind::Unsupported);
    }
    void findsRotatedFilesNewestFirst()
    {
        for (const auto &name :
             {u"app.log"_s, u"app.log.1"_s, u"app.log.2.gz"_s, u"app-20261127.log"_s, u"apple.log"_s, u"other.log"_s}) {
            QFile file(m_folder->filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("x");
            file.flush();
            const int age = name.contains(u"app.log.1"_s) ? 10 : name.contains(u"gz"_s) ? 20 : 30;
            file.setFileTime(QDateTime::currentDateTime().addSecs(-age), QFileDevice::FileModificationTime);
        }
        const auto found = rotatedFilesOf(m_folder->filePath(u"app.log"_s).toStdString());
        QCOMPARE(found.size(), std::size_t{3});
        QVERIFY(found[0].path.ends_with("app.log.1"));
        QVERIFY(found[1].path.ends_with("app.log.2.gz") && found[1].isCompressed);
        QVERIFY(found[2].path.ends_with("app-20261127.log"));
    }

private:
    base::Result<signals::LogAnswer> read(const QByteArray &bytes, base::TimeRange range,
                                          const RotatedLimits &limits = {})
    {
        const QString path = m_folder->filePath(u"app.log.1"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("not written");
        file.close();
        const auto masker = wire::logtext::Masker::create();
        return readRotated({path.toStdString(), bytes.size(), support::instant("2026-11-28T03:00:00Z"), true},
                           m_folder->filePath(u"app.log"_s).toStdString(), {}, *masker, range, limits, {});
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TstRotatedReader)
#include "tst_rotatedreader.moc"
